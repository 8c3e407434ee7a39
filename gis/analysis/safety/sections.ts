import type { StreetGraph } from '../network/noding.ts';
import type { Point, WalkLine } from '../network/types.ts';
import { countBySeverity } from './accident.ts';
import type { Accident, SeverityCounts } from './accident.ts';
import { pointAt, project, stretch } from './axis.ts';
import type { Junction } from './junctions.ts';
import { junctionsOf, MERGE_M } from './junctions.ts';
import { armsOf } from './junction-shape.ts';
import type { Criterion, HotspotPreset } from './presets.ts';
import { spansOf } from './spans.ts';
import type { Span } from './spans.ts';
import { StreetIndex } from './street-index.ts';
import type { Street } from './streets.ts';
import { windowsOf } from './windows.ts';
import type { Placed, Window } from './windows.ts';

/** A place at which a criterion is met on open data. It is a reason to look closer, not a finding of the Unfallkommission. */
export interface Section {
  key: string;
  preset: HotspotPreset['id'];
  criterion: Criterion['id'];
  place: 'junction' | 'section';
  /** Streets that meet, or the one along which the section lies; ids of {@link Street}, keys of lines without a name. */
  streets: readonly string[];
  /** Chainage on the street's axis; null at a junction, which lies on several. */
  from: number | null;
  to: number | null;
  years: Span;
  /** Number of views of that length in which it is met here. */
  spans: number;
  /** Unfalltyp or Unfallart that they share, where the criterion asks for it. */
  shared: string | null;
  /** Keys of the accidents that make it. */
  accidents: readonly string[];
  counts: SeverityCounts;
  /** Lines in EPSG:25832. */
  lines: readonly (readonly Point[])[];
}

/** What was found, and what it rests on. */
export interface Sections {
  found: Section[];
  /** Years with data. */
  years: readonly number[];
  /** Views that could not be judged, because a year of theirs has no data. */
  incomplete: readonly Span[];
  /** Accidents that lie on no street. */
  offStreet: number;
}

export interface SectionInput {
  /** Noded centre lines of carriageways, and the lines that they were made from. */
  graph: StreetGraph;
  lines: readonly WalkLine[];
  streets: readonly Street[];
  accidents: readonly Accident[];
  /** Years for which there is data at all, ascending. */
  years: readonly number[];
  preset: HotspotPreset;
  mergeM?: number;
}

/** An accident farther from every carriageway lies on no street, metres. */
const REACH_M = 30;
/** A section whose accidents all lie at one place is drawn at least this long, metres. */
const DRAWN_M = 10;

/**
 * Sections in which a criterion of the preset is met. Accidents near a junction of the noded centre lines belong to it; the
 * others are sorted along the axis of the street that they lie on, and counted in windows no longer than the preset's section,
 * in every view of one and of three years that data covers.
 */
export function sectionsOf(input: SectionInput): Sections {
  const { graph, lines, streets, accidents, years, preset } = input;
  const streetOf = new Map(streets.flatMap((street) => street.lines.map((line) => [line, street] as const)));
  const nameOf = (line: number) => streetOf.get(line)?.id ?? (lines[line]?.key as string);
  const junctions = junctionsOf(graph, nameOf, input.mergeM ?? MERGE_M);
  const index = new StreetIndex(graph);
  const near = new Nearest(graph, junctions, preset.junctionM);
  const atJunction = new Map<Junction, Placed[]>();
  const onStreet = new Map<Street, Placed[]>();
  let offStreet = 0;
  for (const accident of accidents) {
    const junction = near.of(accident.at);
    if (junction) {
      push(atJunction, junction, { accident, chainage: 0, piece: 0 });
      continue;
    }
    const on = index.nearest(accident.at, REACH_M);
    const street = on && streetOf.get(graph.line[on.edge] as number);
    if (!street || street.axis.pieces.length === 0) offStreet += 1;
    else push(onStreet, street, { accident, ...project(street.axis, accident.at) });
  }
  const found: Section[] = [];
  const incomplete = new Map<string, Span>();
  for (const criterion of preset.criteria) {
    const spans = spansOf(years, criterion.years);
    for (const span of spans.incomplete) incomplete.set(`${span.first}-${span.last}`, span);
    const make = (window: Window & { spans: number }) => ({
      preset: preset.id,
      criterion: criterion.id,
      years: window.span,
      spans: window.spans,
      shared: window.shared,
      accidents: window.placed.map(({ accident }) => accident.key).toSorted(),
      counts: countBySeverity(window.placed.map(({ accident }) => accident)),
    });
    for (const [junction, placed] of atJunction) {
      const [window] = windowsOf(placed, criterion, spans.covered, 0);
      if (!window) continue;
      const names = [...new Set(junction.lines.map(nameOf))].toSorted((a, b) => a.localeCompare(b, 'de'));
      const [x, y] = junction.at.map(Math.round);
      const key = `${preset.id}/${criterion.id}/junction/${x}-${y}`;
      const arms = armsOf(graph, junction, preset.junctionM);
      found.push({ key, ...make(window), place: 'junction', streets: names, from: null, to: null, lines: arms });
    }
    for (const [street, placed] of onStreet) {
      for (const window of windowsOf(placed, criterion, spans.covered, preset.sectionM)) {
        const key = `${preset.id}/${criterion.id}/section/${street.id}/${Math.round(window.from)}`;
        const part = { from: window.from, to: window.to, lines: drawn(street, window) };
        found.push({ key, ...make(window), place: 'section', streets: [street.id], ...part });
      }
    }
  }
  found.sort((a, b) => b.accidents.length - a.accidents.length || (a.key < b.key ? -1 : 1));
  return { found, years, incomplete: [...incomplete.values()], offStreet };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function drawn({ axis }: Street, { from, to, piece }: Window): Point[][] {
  const on = axis.pieces[piece];
  const more = Math.max(0, DRAWN_M - (to - from)) / 2;
  const [start, end] = [Math.max(on?.from ?? 0, from - more), Math.min(on?.to ?? axis.length, to + more)];
  const lines = stretch(axis, start, end);
  return lines.length > 0 ? lines : [[pointAt(axis, start, 0, piece), pointAt(axis, end, 0, piece)]];
}

/** Finds the junction that a place belongs to. */
class Nearest {
  readonly #cells = new Map<string, { junction: Junction; x: number; y: number }[]>();
  readonly #within: number;

  constructor({ x, y }: StreetGraph, junctions: readonly Junction[], within: number) {
    this.#within = within;
    for (const junction of junctions) {
      for (const node of junction.nodes) {
        const one = { junction, x: x[node] as number, y: y[node] as number };
        push(this.#cells, `${this.#cell(one.x)} ${this.#cell(one.y)}`, one);
      }
    }
  }

  #cell(value: number): number {
    return Math.floor(value / this.#within);
  }

  /** The junction with the nearest node, where one is within reach. */
  of([x, y]: Point): Junction | null {
    let best: { junction: Junction; distance: number } | null = null;
    for (const i of [-1, 0, 1]) {
      for (const j of [-1, 0, 1]) {
        for (const one of this.#cells.get(`${this.#cell(x) + i} ${this.#cell(y) + j}`) ?? []) {
          const distance = Math.hypot(one.x - x, one.y - y);
          if (distance > this.#within || (best && best.distance <= distance)) continue;
          best = { junction: one.junction, distance };
        }
      }
    }
    return best?.junction ?? null;
  }
}
