import { nodeLines } from '@quartierblick/gis/analysis/network/noding.ts';
import type { WalkLine } from '@quartierblick/gis/analysis/network/types.ts';
import { knownYears } from '@quartierblick/gis/analysis/safety/accident.ts';
import type { HotspotPreset } from '@quartierblick/gis/analysis/safety/presets.ts';
import { sectionsOf } from '@quartierblick/gis/analysis/safety/sections.ts';
import type { Section } from '@quartierblick/gis/analysis/safety/sections.ts';
import { isCarriageway, streetsOf } from '@quartierblick/gis/analysis/safety/streets.ts';
import { weighed } from '@quartierblick/gis/analysis/safety/weights.ts';
import { yearsText } from '@quartierblick/gis/analysis/safety/years-text.ts';
import type { HotspotRow, SectionsOrder } from './messages.ts';

const round = (metres: number | null): number | null => (metres === null ? null : Math.round(metres));

function ewkt(lines: Section['lines']): string {
  const texts = lines.map((line) => `(${line.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join(',')})`);
  return `SRID=25832;MULTILINESTRING(${texts.join(',')})`;
}

/** Names of streets for reading: a line without a name has only a key, which says nothing. */
function title({ streets }: Section, unnamed: ReadonlySet<string>): string {
  const named = streets.filter((street) => !unnamed.has(street));
  return named.length > 0 ? named.join(' / ') : 'ohne Namen';
}

function rowOf(section: Section, preset: HotspotPreset, dataYears: string, unnamed: ReadonlySet<string>): HotspotRow {
  const { key, criterion, place, from, to, years, accidents, counts } = section;
  return {
    key,
    street: title(section, unnamed),
    criterion,
    least: preset.criteria.find(({ id }) => id === criterion)?.least ?? 0,
    preset: preset.id,
    place,
    from_m: round(from),
    to_m: round(to),
    first_year: years.first,
    last_year: years.last,
    data_years: dataYears,
    accidents: accidents.length,
    severe: counts.killed + counts.severe,
    light: counts.light,
    points: weighed(counts, 'five-two'),
    cost_eur: weighed(counts, 'cost'),
    accident_keys: accidents,
    geom: ewkt(section.lines),
  };
}

/** Rows of the layer `hotspots` from accidents and streets. */
export function computeHotspots({ accidents, lines, preset }: SectionsOrder): HotspotRow[] {
  const graph = nodeLines({ lines, crossings: [] }, { include: (line: WalkLine) => isCarriageway(line) });
  const years = knownYears(accidents);
  const { found } = sectionsOf({ graph, lines, streets: streetsOf(lines), accidents, years, preset });
  const unnamed = new Set(lines.filter(({ name }) => name === null).map(({ key }) => key));
  return found.map((section) => rowOf(section, preset, yearsText(years), unnamed));
}
