import { nodeLines, type StreetGraph } from '../analysis/network/noding.ts';
import type { Point } from '../analysis/network/types.ts';
import { countBySeverity } from '../analysis/safety/accident.ts';
import { pointAt, project } from '../analysis/safety/axis.ts';
import { chartsOf, passes } from '../analysis/safety/filter.ts';
import { junctionsOf, type Junction } from '../analysis/safety/junctions.ts';
import { axisKernel } from '../analysis/safety/kernel.ts';
import { networkKernel } from '../analysis/safety/network-kernel.ts';
import type { HotspotPreset } from '../analysis/safety/presets.ts';
import { sectionsOf, type Section, type Sections } from '../analysis/safety/sections.ts';
import { StreetIndex } from '../analysis/safety/street-index.ts';
import { isCarriageway, streetsOf, type Street } from '../analysis/safety/streets.ts';
import { weighed, weightOf } from '../analysis/safety/weights.ts';
import { lonLatOf as lonLat } from '../network/lon-lat.ts';
import { accidentsOn, marksOn, type StripAccident } from './strip.ts';
import { lixelLines } from './lixel-lines.ts';
import type {
  Figures,
  FigureSettings,
  FoundSections,
  PlacedSection,
  StreetChoice,
  StreetInput,
  StripData,
} from './street-answers.ts';

const TICK_M = 100;
/** An accident farther from every carriageway is on no street, metres. */
const NEAR_M = 30;

/**
 * Streets and accidents, and everything that is computed from them: in the worker of the page, and in the server's thread. EPSG:25832
 * within, WGS 84 towards who asks.
 */
export class StreetData {
  readonly #given: StreetInput;
  readonly #graph: StreetGraph;
  readonly #streets: Street[];
  readonly #byId: ReadonlyMap<string, Street>;
  readonly #streetOf: ReadonlyMap<number, string>;
  readonly #junctions: Junction[];
  readonly #index: StreetIndex;
  #on: { id: string; accidents: StripAccident[] } | undefined;
  #choices: StreetChoice[] | undefined;
  #found: { preset: string; sections: Sections } | undefined;

  constructor(given: StreetInput) {
    this.#given = given;
    this.#graph = nodeLines(given.data, { include: isCarriageway });
    this.#streets = streetsOf(given.data.lines).filter(({ axis }) => axis.pieces.length > 0);
    this.#byId = new Map(this.#streets.map((street) => [street.id, street]));
    this.#streetOf = new Map(this.#streets.flatMap(({ id, lines }) => lines.map((n) => [n, id] as const)));
    this.#junctions = junctionsOf(this.#graph, (n) => this.#streetOf.get(n) ?? given.data.lines[n]?.key ?? '');
    this.#index = new StreetIndex(this.#graph);
  }

  /** Streets by name, each with the accidents that lie on it. */
  choices(): readonly StreetChoice[] {
    return (this.#choices ??= this.#counted());
  }

  #counted(): StreetChoice[] {
    const counts = new Map<string, number>();
    for (const { at } of this.#given.accidents) {
      const on = this.#index.nearest(at, NEAR_M);
      const id = on && this.#streetOf.get(this.#graph.line[on.edge] ?? -1);
      if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return this.#streets.map(({ id, axis }) => ({ id, metres: axis.length, accidents: counts.get(id) ?? 0 }));
  }

  #street(id: string): Street {
    const street = this.#byId.get(id);
    if (!street) throw new RangeError(`no street ${id}`);
    return street;
  }

  #accidents(id: string): StripAccident[] {
    if (this.#on?.id !== id) this.#on = { id, accidents: accidentsOn(this.#street(id), this.#given.accidents) };
    return this.#on.accidents;
  }

  /** A street with all that stands on it. @throws RangeError where there is no such street */
  strip(id: string): StripData {
    const street = this.#street(id);
    const { axis } = street;
    const ends = axis.pieces.flatMap(({ points }) => [points[0], points.at(-1)] as Point[]);
    const reach = (n: 0 | 1) => Math.max(...ends.map((p) => p[n])) - Math.min(...ends.map((p) => p[n]));
    const { data, places } = this.#given;
    const streetOf = (n: number) => this.#streetOf.get(n) ?? null;
    return {
      id,
      length: axis.length,
      gaps: axis.gaps,
      beside: axis.beside.length,
      heading: reach(1) >= reach(0) ? 'n' : 'e',
      lines: axis.pieces.map(({ points }) => points.map(lonLat)),
      ticks: Array.from({ length: Math.floor(axis.length / TICK_M) + 1 }, (_, i) => ({
        chainage: i * TICK_M,
        lonLat: lonLat(pointAt(axis, i * TICK_M)),
      })),
      accidents: this.#accidents(id).map((one) => ({ ...one, lonLat: lonLat(one.accident.at) })),
      marks: marksOn({ street, junctions: this.#junctions, streetOf, data, places }).map((mark) => ({
        ...mark,
        lonLat: lonLat(mark.at),
      })),
    };
  }

  /** Counts, charts and densities of a street for a filter. @throws RangeError where there is no such street */
  figures(id: string, { filter, lixelM, bandwidthM, weights, area }: FigureSettings): Figures {
    const { years, accidents } = this.#given;
    const all = this.#accidents(id);
    const on = all.filter(({ accident }) => passes(accident, filter));
    const counts = countBySeverity(on.map(({ accident }) => accident));
    const wanted = filter.years.length > 0 ? years.filter((year) => filter.years.includes(year)) : years;
    const options = { lixelM, bandwidthM, years: wanted.length };
    const placed = on.map((one) => ({ ...one, weight: weightOf(one.accident.category, weights) }));
    const onEdges = area
      ? accidents.flatMap((accident) => {
          const found = passes(accident, filter) ? this.#index.nearest(accident.at, NEAR_M) : null;
          return found ? [{ ...found, weight: weightOf(accident.category, weights) }] : [];
        })
      : [];
    return {
      passing: new Set(on.map(({ accident }) => accident.key)),
      counts,
      sum: weighed(counts, weights),
      charts: chartsOf(
        all.map(({ accident }) => accident),
        filter,
        years,
      ),
      lixels: axisKernel(this.#street(id).axis, placed, options),
      area: area ? lixelLines(this.#graph, networkKernel(this.#graph, onEdges, options), lonLat) : null,
    };
  }

  /** Places where a criterion is met on open data, everywhere; those on the street with where they lie on its strip. */
  sections(id: string, preset: HotspotPreset): FoundSections {
    const { found, incomplete } = this.#sections(preset);
    return { found: found.map((section) => this.#placed(section, id, preset)), incomplete };
  }

  /** Sections of all streets, kept as long as the thresholds stay. */
  #sections(preset: HotspotPreset): Sections {
    const text = JSON.stringify(preset);
    if (this.#found?.preset === text) return this.#found.sections;
    const { data, accidents, years } = this.#given;
    const input = { graph: this.#graph, lines: data.lines, streets: this.#streets, accidents, years, preset };
    const sections = sectionsOf(input);
    this.#found = { preset: text, sections };
    return sections;
  }

  #placed(section: Section, id: string, { junctionM }: HotspotPreset): PlacedSection {
    const lonLats = section.lines.map((line) => line.map(lonLat));
    const named = section.streets.filter((street) => this.#byId.has(street));
    const placed = { ...section, named, lonLats };
    if (!section.streets.includes(id)) return { ...placed, onStrip: null };
    if (section.from !== null && section.to !== null) {
      return { ...placed, onStrip: { from: section.from, to: section.to } };
    }
    // Every arm begins at the junction.
    const begins = section.lines.flatMap(([first]) => (first ? [project(this.#street(id).axis, first).chainage] : []));
    const [from, to] = [Math.min(...begins) - junctionM, Math.max(...begins) + junctionM];
    return { ...placed, onStrip: { from: Math.max(0, from), to } };
  }
}
