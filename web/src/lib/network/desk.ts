import { crossingCandidates, crossingGains } from '@quartierblick/gis/analysis/coverage/best-crossing.ts';
import { catchmentsOf, changedCatchments } from '@quartierblick/gis/analysis/coverage/catchments.ts';
import { coverageOf } from '@quartierblick/gis/analysis/coverage/coverage.ts';
import { prepareGround } from '@quartierblick/gis/analysis/coverage/ground.ts';
import type { Ground } from '@quartierblick/gis/analysis/coverage/ground.ts';
import { applyScenario, changedPlaygrounds } from '@quartierblick/gis/analysis/coverage/scenario.ts';
import type { Refused } from '@quartierblick/gis/analysis/coverage/scenario.ts';
import type { CoverageSettings } from '@quartierblick/gis/analysis/coverage/settings.ts';
import { changedWalked, walkedOf } from '@quartierblick/gis/analysis/coverage/walked.ts';
import { changesBetween, changesByUnit } from '@quartierblick/gis/analysis/coverage/what-if.ts';
import { buildWalkGraph } from '@quartierblick/gis/analysis/network/build.ts';
import { editGraph } from '@quartierblick/gis/analysis/network/edit.ts';
import type { WalkGraph } from '@quartierblick/gis/analysis/network/types.ts';
import type { DemandAnswer, PlacesAnswer, StreetsAnswer } from '@quartierblick/gis/network/answers.ts';
import { ChainDesk } from './chain-desk.ts';
import { reckon } from './cover-state.ts';
import type { Reckoned } from './cover-state.ts';
import { demandIn } from './demand-in.ts';
import { drawingOf } from './drawing.ts';
import { GeoJsonUrls } from './geojson-url.ts';
import type {
  Area,
  BestPlaces,
  ChainAnswer,
  Covered,
  Drawing,
  Drawn,
  Loaded,
  OffersTaken,
  PlaygroundGaps,
  Provenance,
  Question,
  Reached,
  Station,
} from './messages.ts';
import { roundedLonLat as lonLat } from '@quartierblick/gis/network/lon-lat.ts';
import { placesOf, reachFrom } from './reach-from.ts';
import { StreetDesk } from './street-desk.ts';

/** On what everything else depends. */
interface Setting {
  settings: CoverageSettings;
  area: Area;
}

/** What {@link Covered} depends on beside the scenario. */
interface CoverSetting extends Setting {
  street: string | null;
}

/** What was last reckoned, and its drawing once somebody asked for it. */
interface Kept {
  question: string;
  reckoned: Reckoned;
  drawing: Drawing | null;
}
interface Scenario extends Kept {
  refused: Refused[];
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
  #known: StreetDesk | null = null;
  #ground: { settings: string; ground: Ground } | null = null;
  #today: Kept | null = null;
  #then: Scenario | null = null;
  readonly #chain = new ChainDesk();
  readonly #urls = { today: new GeoJsonUrls(), then: new GeoJsonUrls(), reach: new GeoJsonUrls() };

  load({ streets, places, demand }: Asked<'load'>): Loaded {
    this.#streets = parsed<StreetsAnswer>(streets);
    this.#places = parsed<PlacesAnswer>(places);
    this.#demand = parsed<DemandAnswer>(demand);
    this.#graph = buildWalkGraph(this.#streets);
    this.#known = new StreetDesk(this.#streets.lines);
    this.#ground = null;
    this.#today = null;
    this.#then = null;
    return {
      kind: 'loaded',
      provenance: provenanceOf(this.#streets, this.#places, this.#demand),
      streets: this.#known.all,
      playgrounds: this.#places.playgrounds.map(({ key, name, at }) => ({ key, name, at: lonLat(at) })),
      places: placesOf(this.#places),
      gaps: gapsOf(this.#places.playgrounds),
      units: this.#demand.units,
      children: this.#demand.expected.flat().reduce((sum, n) => sum + n, 0),
    };
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

  /** Lines of the street that is asked about; null where none is. */
  #linesOf(street: string | null): ReadonlySet<number> | null {
    return street === null ? null : (this.#known?.linesOf(street) ?? null);
  }

  /** Coverage as it is; kept as long as nothing but the scenario changes. */
  #todayOf(setting: CoverSetting): Reckoned {
    const { settings, area, street } = setting;
    const question = JSON.stringify([settings, area, street]);
    if (this.#today?.question === question) return this.#today.reckoned;
    const ground = this.#groundOf(setting);
    const walked = walkedOf(ground, settings, this.#linesOf(street));
    const reckoned = reckon({ ground, walked, catchments: catchmentsOf(ground, settings) }, settings);
    this.#today = { question, reckoned, drawing: null };
    this.#then = null;
    return reckoned;
  }

  /** Coverage as a scenario would have it; of the network only what the scenario can reach is searched again. */
  #thenOf(today: Reckoned, { edits, settings, street }: Asked<'cover' | 'draw'>): Scenario {
    const question = JSON.stringify(edits);
    if (this.#then?.question === question) return this.#then;
    const { ground, refused } = applyScenario(today.ground, edits, settings);
    const walked = changedWalked(today.ground, today.walked, ground, settings, this.#linesOf(street));
    const { catchments } = changedCatchments(today.ground, today.catchments, ground, settings);
    const reckoned = reckon({ ground, walked, catchments }, settings);
    this.#then = { question, reckoned, refused, drawing: null };
    return this.#then;
  }

  cover(asked: Asked<'cover'>): Covered {
    const today = this.#todayOf(asked);
    if (asked.edits.length === 0) {
      return { kind: 'covered', today: today.state, then: null, changes: null, refused: [] };
    }
    const { reckoned: then, refused } = this.#thenOf(today, asked);
    return {
      kind: 'covered',
      today: today.state,
      then: then.state,
      changes: {
        groups: changesBetween(then.ground, today.coverage, then.coverage),
        units: changesByUnit(then.ground, today.coverage, then.coverage),
      },
      refused,
    };
  }

  draw(asked: Asked<'draw'>): Drawn {
    const { edits, settings } = asked;
    const reckoned = this.#todayOf(asked);
    const then = edits.length > 0 ? this.#thenOf(reckoned, asked) : null;
    if (then) then.drawing ??= this.#urls.then.keep(drawingOf(then.reckoned, settings));
    const today = this.#today;
    if (!today) throw new Error('nothing is reckoned');
    today.drawing ??= this.#urls.today.keep(drawingOf(reckoned, settings));
    return { kind: 'drawn', today: today.drawing, then: then?.drawing ?? null };
  }

  offers(asked: Asked<'offers'>): OffersTaken {
    return { kind: 'offers', offers: this.#chain.take(asked) };
  }

  chain(asked: Asked<'chain'>): ChainAnswer {
    if (!this.#demand) throw new Error('nothing is loaded');
    // On all that is known: areas that are compared share what is joined and searched.
    const ground = this.#groundOf({ settings: asked.settings, area: null });
    return this.#chain.chain(ground, this.#demand, asked);
  }

  station({ street, chainage }: Asked<'station'>): Station {
    const at = this.#known?.at(street, chainage) ?? null;
    return { kind: 'station', lonLat: at && lonLat(at) };
  }

  *best({ street, edits, ...setting }: Asked<'best'>): Generator<number, BestPlaces> {
    const { settings } = setting;
    const today = this.#groundOf(setting);
    const ground = edits.length > 0 ? applyScenario(today, edits, settings).ground : today;
    const coverage = coverageOf(ground, settings);
    const candidates = crossingCandidates(ground.graph, this.#linesOf(street) ?? new Set());
    const found: BestPlaces['places'] = [];
    let tried = 0;
    for (const gain of crossingGains(ground, settings, coverage, candidates)) {
      if (gain.children.most > 0) {
        found.push({ ...gain, lonLat: lonLat(gain.at), on: this.#known?.placeOn(street, gain.at) ?? null });
      }
      if (++tried % STEPS === 0) yield tried / candidates.length;
    }
    found.sort((a, b) => b.children.expected - a.children.expected);
    return { kind: 'best', places: found.slice(0, MOST_BEST), tried };
  }

  reach({ edits, ...question }: Asked<'reach'>): Reached {
    const places = this.#places;
    if (!places || !this.#graph) throw new Error('nothing is loaded');
    const graph = edits.length > 0 ? editGraph(this.#graph, edits).graph : this.#graph;
    const { playgrounds } = changedPlaygrounds(places.playgrounds, edits);
    const { ways, ...walk } = reachFrom(graph, { ...places, playgrounds }, question);
    return { kind: 'reached', ...this.#urls.reach.keep({ ways }), ...walk };
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

function gapsOf(playgrounds: PlacesAnswer['playgrounds']): PlaygroundGaps {
  const count = (of: (one: PlacesAnswer['playgrounds'][number]) => boolean) => playgrounds.filter(of).length;
  return {
    all: playgrounds.length,
    agesUnknown: count(({ ages }) => ages === null),
    areaUnknown: count(({ areaM2 }) => areaM2 === null),
    gateless: count(({ entrances }) => entrances.length === 0),
  };
}
