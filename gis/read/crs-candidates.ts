import type { Position } from 'geojson';
import type { Text } from '../layers/fields.ts';
import type { Bbox } from '../layers/source-types.ts';
import { DECLARED, findCrs } from './crs-choice.ts';
import { crsLabel, CRS_SYSTEMS } from './crs-names.ts';

/** What a file says about its system. */
export interface DeclaredCrs {
  /** EPSG number, or null where it names none. */
  srid: number | null;
  /** Definition as WKT, or null. */
  wkt: string | null;
}

/** A system that the positions of a file may be in. */
export interface CrsCandidate {
  /** As `crsOfChoice` reads it. */
  id: string;
  label: Text;
  /** Why it is likely or not, in one sentence. */
  reason: Text;
  /** Where the positions lie then: most of them around the project, in Germany, or elsewhere. */
  lands: 'project' | 'germany' | 'elsewhere';
  /** Whether it is what the file says of itself. */
  declared: boolean;
  /** Box of the positions in WGS 84; null where the system has no answer for them. */
  bounds: Bbox | null;
}

/** Germany with its outer islands (Bundesamt für Kartographie und Geodäsie, extreme points), WGS 84. */
const GERMANY: Bbox = [5.86, 47.27, 15.05, 55.06];
/** Surcharges on eastings that German files are known to carry: a digit or two in front of UTM's six. */
const SURCHARGES = [1_000_000, 2_000_000, 3_000_000, 4_000_000, 5_000_000];
/** Boxes closer than this, in degrees (about 10 m), are the same place. */
const SAME = 1e-4;

interface Trial {
  id: string;
  srid: number;
  kind: 'declared' | 'plain' | 'swap' | 'east';
  east: number;
}

const within = ([x, y]: readonly [number, number], [west, south, east, north]: Bbox): boolean =>
  x >= west && x <= east && y >= south && y <= north;

/** Where positions lie in a system: their box, and the shares around the project and in Germany. */
function landing(positions: readonly Position[], id: string, wkt: string | null, area: Bbox) {
  const crs = findCrs({ id, ...(wkt === null ? {} : { wkt }) });
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  let [project, germany, placed] = [0, 0, 0];
  for (const position of crs ? positions : []) {
    let place: [number, number];
    try {
      place = (crs as NonNullable<typeof crs>).toWgs84(position);
    } catch {
      continue;
    }
    const [x, y] = place;
    if (!Number.isFinite(x) || !Number.isFinite(y) || Math.abs(x) > 180 || Math.abs(y) > 90) continue;
    placed += 1;
    if (within(place, area)) project += 1;
    if (within(place, GERMANY)) germany += 1;
    bounds[0] = Math.min(bounds[0], x);
    bounds[1] = Math.min(bounds[1], y);
    bounds[2] = Math.max(bounds[2], x);
    bounds[3] = Math.max(bounds[3], y);
  }
  const half = positions.length / 2;
  const lands: CrsCandidate['lands'] = project > half ? 'project' : germany > half ? 'germany' : 'elsewhere';
  return { lands, bounds: placed > 0 ? (bounds as Bbox) : null };
}

function trialsOf(declared: DeclaredCrs): Trial[] {
  const trials: Trial[] = [];
  const add = (id: string, srid: number, kind: Trial['kind'], east = 0) => trials.push({ id, srid, kind, east });
  const named = CRS_SYSTEMS.find(({ srid }) => srid === declared.srid);
  if (named) add(named.id, named.srid, 'declared');
  else if (declared.wkt !== null) add(DECLARED, declared.srid ?? 0, 'declared');
  for (const { id, srid } of CRS_SYSTEMS) if (srid !== declared.srid) add(id, srid, 'plain');
  for (const { id, srid } of CRS_SYSTEMS) add(`${id};swap`, srid, 'swap');
  for (const east of SURCHARGES)
    for (const srid of [25832, 25833]) add(`EPSG:${srid};east=${east}`, srid, 'east', east);
  return trials;
}

/** Name of the system in a WKT, as the `.prj` has it. */
const wktName = (wkt: string | null): string => /^\s*\w+\[\s*"([^"]*)"/.exec(wkt ?? '')?.[1] ?? '?';

function labelOf({ kind, srid, east }: Trial, { wkt }: DeclaredCrs): Text {
  if (srid === 0) {
    const name = wktName(wkt);
    return { de: `wie in der Datei angegeben: ${name}`, en: `as the file says: ${name}` };
  }
  const { de, en } = crsLabel(srid);
  if (kind === 'swap') return { de: `${de}, Achsen vertauscht`, en: `${en}, axes exchanged` };
  if (kind === 'east') {
    return {
      de: `${de}, Ostwerte um ${east.toLocaleString('de-DE')} m vermehrt`,
      en: `${en}, eastings increased by ${east.toLocaleString('en-GB')} m`,
    };
  }
  return { de, en };
}

const PLACES = {
  project: { de: 'im Projektgebiet oder seiner Umgebung', en: 'in the project area or its surroundings' },
  germany: {
    de: 'in Deutschland, aber nicht im Projektgebiet; ein Import ließe sie aus',
    en: 'in Germany but not in the project area; an import would leave them out',
  },
  elsewhere: { de: 'weit weg', en: 'far away' },
} as const satisfies Record<CrsCandidate['lands'], Text>;

function wordsOf({ kind, srid, east }: Trial): Text {
  if (kind === 'declared') return { de: 'So sagt es die Datei.', en: 'So says the file.' };
  if (kind === 'swap') {
    return {
      de: 'Nord- und Ostwert (Breite und Länge) stehen in umgekehrter Reihenfolge.',
      en: 'Northing and easting (latitude and longitude) stand in reverse order.',
    };
  }
  if (kind === 'east') {
    return {
      de: `Die Ostwerte tragen einen Zuschlag von ${east.toLocaleString('de-DE')} m, den die üblichen Systeme nicht kennen; ohne ihn passen sie.`,
      en: `The eastings carry a surcharge of ${east.toLocaleString('en-GB')} m that the usual systems do not know; without it they fit.`,
    };
  }
  if (srid === 4647 || srid === 5650) {
    const zone = srid === 4647 ? 32 : 33;
    return {
      de: `Vor den Ostwerten steht die Zone (${zone}), wie in EPSG:${srid}.`,
      en: `The zone (${zone}) stands in front of the eastings, as in EPSG:${srid}.`,
    };
  }
  return { de: 'Die Zahlen passen zu diesem System.', en: 'The numbers fit this system.' };
}

/** What is wrong with the system that the file names, where another one fits better. */
function contradiction(trial: Trial, declared: DeclaredCrs, place: CrsCandidate['lands'] | undefined): Text | null {
  if (trial.kind === 'declared' || place === undefined) return null;
  const name = declared.srid === null ? wktName(declared.wkt) : `EPSG:${declared.srid}`;
  if (trial.kind === 'east' && place !== 'elsewhere') {
    return {
      de: `Die Datei nennt ihr System „${name}“, rechnet darin aber mit diesem Zuschlag: Wer dem Namen glaubt, liegt falsch.`,
      en: `The file calls its system “${name}” but reckons with this surcharge in it: whoever believes the name goes wrong.`,
    };
  }
  if (place === 'project') return null;
  return {
    de: `Die Angabe der Datei („${name}“) kann nicht stimmen: Damit lägen die Daten ${place === 'germany' ? 'anderswo in Deutschland' : 'weit weg'}.`,
    en: `What the file says (“${name}”) cannot be right: the data would lie ${place === 'germany' ? 'elsewhere in Germany' : 'far away'}.`,
  };
}

const RANK = { project: 0, germany: 1, elsewhere: 2 } as const;
const near = (a: Bbox | null, b: Bbox | null): boolean =>
  a !== null && b !== null && a.every((value, i) => Math.abs(value - (b[i] as number)) < SAME);

/** What numbers of this size usually are, where they lie nowhere that could be meant: so that it can be said where. */
function likeliestOf<T extends { trial: Trial }>(tried: readonly T[], [first]: readonly Position[]): T[] {
  const degrees = Math.abs(first?.[0] ?? NaN) <= 180 && Math.abs(first?.[1] ?? NaN) <= 180;
  return tried.filter(({ trial }) => trial.id === (degrees ? 'EPSG:4326' : 'EPSG:25832'));
}

/**
 * Systems that the positions of a file may be in, the likeliest first: those with which they lie around the project, then
 * those with which they lie in Germany; of several that mean the same place only the first. The file's own word comes first
 * among equals, is always in the list, and is contradicted in words where it leads astray.
 * @param positions some of the file, as they are written in it
 * @param area surroundings of the project, WGS 84
 */
export function crsCandidates(positions: readonly Position[], declared: DeclaredCrs, area: Bbox): CrsCandidate[] {
  if (positions.length === 0) return [];
  const tried = trialsOf(declared).map((trial) => ({ trial, ...landing(positions, trial.id, declared.wkt, area) }));
  const own = tried.find(({ trial }) => trial.kind === 'declared');
  // A definition without a number that means the place of a known system with a surcharge is called by what it is.
  const plain = tried.find(({ trial, bounds }) => trial.kind === 'east' && near(bounds, own?.bounds ?? null));
  const preferred = own?.trial.srid === 0 && plain ? [plain, ...tried.filter((one) => one !== plain)] : tried;
  const ranked = preferred.toSorted((a, b) => RANK[a.lands] - RANK[b.lands]);
  const kept: typeof ranked = [];
  for (const one of ranked) {
    if (one === own) kept.push(one);
    else if (one.lands !== 'elsewhere' && !kept.some((other) => near(other.bounds, one.bounds))) kept.push(one);
  }
  if (kept.length === 0) kept.push(...likeliestOf(ranked, positions));
  return kept.map(({ trial, lands, bounds }) => {
    const words = wordsOf(trial);
    const where = PLACES[lands];
    const against = contradiction(trial, declared, own?.lands);
    const reason = {
      de: `${words.de} Die Daten liegen damit ${where.de}.${against ? ` ${against.de}` : ''}`,
      en: `${words.en} With it the data lie ${where.en}.${against ? ` ${against.en}` : ''}`,
    };
    return {
      id: trial.id,
      label: labelOf(trial, declared),
      reason,
      lands,
      declared: trial.kind === 'declared',
      bounds,
    };
  });
}
