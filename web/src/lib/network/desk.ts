import { crossingCandidates, crossingGains } from '@quartierblick/gis/analysis/coverage/best-crossing.ts';
import { coverageByPlayground, coverageByUnit, coverageOf } from '@quartierblick/gis/analysis/coverage/coverage.ts';
import type { GroupCoverage } from '@quartierblick/gis/analysis/coverage/coverage.ts';
import { joinedGates, prepareGround } from '@quartierblick/gis/analysis/coverage/ground.ts';
import type { Ground } from '@quartierblick/gis/analysis/coverage/ground.ts';
import { applyScenario } from '@quartierblick/gis/analysis/coverage/scenario.ts';
import { COVERAGE_DEFAULTS } from '@quartierblick/gis/analysis/coverage/settings.ts';
import type { CoverageSettings } from '@quartierblick/gis/analysis/coverage/settings.ts';
import { BUILD_DEFAULTS, buildWalkGraph } from '@quartierblick/gis/analysis/network/build.ts';
import { reachedEdges } from '@quartierblick/gis/analysis/network/reached.ts';
import { reach } from '@quartierblick/gis/analysis/network/search.ts';
import { AGE_GROUPS, CROSSINGS, NO_CROSSING } from '@quartierblick/gis/analysis/network/types.ts';
import type { Edit, WalkGraph } from '@quartierblick/gis/analysis/network/types.ts';
import type { DemandAnswer, PlacesAnswer, StreetsAnswer } from '@quartierblick/gis/network/answers.ts';
import type { Area, BestPlaces, Covered, CoverState, Loaded, Provenance, Question, Reached } from './messages.ts';
import { demandIn } from './demand-in.ts';
import { collection, lineFeature, lonLat, pointFeature } from './on-the-map.ts';
import { reachFrom } from './reach-from.ts';

/** On what everything else depends. */
interface Setting {
  settings: CoverageSettings;
  area: Area;
}

type Asked<K extends Question['kind']> = Extract<Question, { kind: K }>;

const parsed = <T>(body: ArrayBuffer): T => JSON.parse(new TextDecoder().decode(body)) as T;

/** Places in a list of the best. */
const MOST_BEST = 10;
/** Share of the search between two looks at what was asked meanwhile. */
const STEPS = 4;

/** Everything that is computed on the walking network, in the worker. EPSG:25832 within, WGS 84 towards the page. */
export class NetworkDesk {
  #streets: StreetsAnswer | null = null;
  #places: PlacesAnswer | null = null;
  #demand: DemandAnswer | null = null;
  #graph: WalkGraph | null = null;
  #ground: { settings: string; ground: Ground } | null = null;
  /** As it is without changes: most questions change edits, and it stays. */
  #today: { setting: string; state: CoverState } | null = null;

  load({ streets, places, demand }: Asked<'load'>): Loaded {
    this.#streets = parsed<StreetsAnswer>(streets);
    this.#places = parsed<PlacesAnswer>(places);
    this.#demand = parsed<DemandAnswer>(demand);
    this.#graph = buildWalkGraph(this.#streets);
    this.#ground = null;
    this.#today = null;
    const barriers = new Set<string>();
    const names = new Set<string>();
    for (const { name, kind } of this.#streets.lines) {
      if (name === null || kind === 'rail') continue;
      names.add(name);
      if (BUILD_DEFAULTS.barriers.includes(kind)) barriers.add(name);
    }
    const sorted = [...names].sort((a, b) => a.localeCompare(b, 'de'));
    const known = sorted.map((name) => ({ name, barrier: barriers.has(name) }));
    return {
      kind: 'loaded',
      provenance: provenanceOf(this.#streets, this.#places, this.#demand),
      streets: [...known.filter(({ barrier }) => barrier), ...known.filter(({ barrier }) => !barrier)],
      playgrounds: this.#places.playgrounds.map(({ key, name, at }) => ({ key, name, at: lonLat(at) })),
      children: this.#demand.expected.flat().reduce((sum, n) => sum + n, 0),
    };
  }

  /** Indices of a street's lines; none where no street is meant. */
  #linesOf(street: string | null): Set<number> {
    const lines = this.#streets?.lines ?? [];
    return new Set(lines.flatMap(({ name }, i) => (street !== null && name === street ? [i] : [])));
  }

  /** The ground as it is. Kept as long as its settings stay the same: joining everyone to the network takes longest. */
  #groundOf({ settings, area }: Setting): Ground {
    const text = JSON.stringify([settings.profiles, area]);
    if (this.#ground?.settings === text) return this.#ground.ground;
    if (!this.#graph || !this.#places || !this.#demand) throw new Error('nothing is loaded');
    const ground = prepareGround(this.#graph, this.#places.playgrounds, demandIn(this.#demand, area), settings);
    this.#ground = { settings: text, ground };
    return ground;
  }

  #changed({ settings, area, edits }: Setting & { edits: readonly Edit[] }) {
    const ground = this.#groundOf({ settings, area });
    return edits.length > 0 ? applyScenario(ground, edits, settings) : { ground, refused: [] };
  }

  cover({ street, ...setting }: Asked<'cover'>): Covered {
    const { settings, edits } = setting;
    const lines = street === null ? null : this.#linesOf(street);
    const { ground, refused } = this.#changed(setting);
    return {
      kind: 'covered',
      today: this.#todayOf(setting, street, lines),
      then: edits.length > 0 ? stateOf(ground, settings, lines) : null,
      refused,
      crossings: crossingsOf(ground.graph),
    };
  }

  #todayOf(setting: Setting, street: string | null, lines: ReadonlySet<number> | null): CoverState {
    const { settings, area } = setting;
    const text = JSON.stringify([settings, area, street]);
    if (this.#today?.setting !== text) {
      this.#today = { setting: text, state: stateOf(this.#groundOf(setting), settings, lines) };
    }
    return this.#today.state;
  }

  *best({ street, ...setting }: Asked<'best'>): Generator<number, BestPlaces> {
    const { settings } = setting;
    const { ground } = this.#changed(setting);
    const coverage = coverageOf(ground, settings);
    const candidates = crossingCandidates(ground.graph, this.#linesOf(street));
    const found: BestPlaces['places'] = [];
    let tried = 0;
    for (const gain of crossingGains(ground, settings, coverage, candidates)) {
      if (gain.children.most > 0) found.push({ ...gain, lonLat: lonLat(gain.at) });
      if (++tried % STEPS === 0) yield tried / candidates.length;
    }
    found.sort((a, b) => b.children.expected - a.children.expected);
    return { kind: 'best', places: found.slice(0, MOST_BEST), tried };
  }

  reach({ edits, ...question }: Asked<'reach'>): Reached {
    const places = this.#places;
    if (!places || !this.#graph) throw new Error('nothing is loaded');
    const { ground } = this.#changed({ settings: COVERAGE_DEFAULTS, area: null, edits });
    return reachFrom(ground.graph, { ...places, playgrounds: ground.playgrounds }, question);
  }
}

function provenanceOf(
  { lines: _lines, crossings: _crossings, ...streets }: StreetsAnswer,
  { playgrounds: _playgrounds, places: _places, ...places }: PlacesAnswer,
  {
    x: _x,
    y: _y,
    unit: _unit,
    units: _units,
    expected: _expected,
    least: _least,
    most: _most,
    ...demand
  }: DemandAnswer,
): Provenance {
  return { streets, places, demand };
}

function figuresOf({ metres: _metres, near: _near, ...figures }: GroupCoverage) {
  return figures;
}

function stateOf(ground: Ground, settings: CoverageSettings, lines: ReadonlySet<number> | null): CoverState {
  const coverage = coverageOf(ground, settings, lines);
  const { demand } = ground;
  const homes = demand.x.map((x, i) => {
    const properties: Record<string, number> = {};
    coverage.forEach(({ metres }, g) => {
      properties[`n${g}`] = Math.round(demand.expected[g]?.[i] ?? 0);
      properties[`r${g}`] = metres[i] === Infinity ? 0 : 1;
    });
    return pointFeature([x, demand.y[i] ?? 0], properties);
  });
  const ways = AGE_GROUPS.flatMap((group, g) => {
    const { costs } = ground.groups[group];
    const found = reach(ground.graph, costs, joinedGates(ground, group), settings.reachM[group], ground.scratch);
    return reachedEdges(ground.graph, costs, found).map(({ line, startCost, endCost }) =>
      lineFeature(line, { group: g, m: Math.round((startCost + endCost) / 2) }),
    );
  });
  return {
    groups: coverage.map(figuresOf),
    units: coverageByUnit(ground, coverage),
    playgrounds: coverageByPlayground(ground, settings).map((row, p) => ({
      ...row,
      name: ground.playgrounds[p]?.name ?? null,
      at: lonLat(ground.playgrounds[p]?.at ?? [0, 0]),
    })),
    homes: collection(homes),
    ways: collection(ways),
  };
}

/** Crossings of barriers that help somebody; where nothing helps there is nothing to see. */
function crossingsOf({ edges, crossing, from, to, x, y }: WalkGraph): Covered['crossings'] {
  const found: Covered['crossings']['features'] = [];
  for (let e = 0; e < edges; e++) {
    const kind = crossing[e] as number;
    if (kind === NO_CROSSING || CROSSINGS[kind] === 'none') continue;
    const [a, b] = [from[e] as number, to[e] as number];
    const middle = [((x[a] ?? 0) + (x[b] ?? 0)) / 2, ((y[a] ?? 0) + (y[b] ?? 0)) / 2] as const;
    found.push(pointFeature(middle, { kind: CROSSINGS[kind] ?? 'none' }));
  }
  return collection(found);
}
