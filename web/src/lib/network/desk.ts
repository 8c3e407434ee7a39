import { crossingCandidates, crossingGains } from '@quartierblick/gis/analysis/coverage/best-crossing.ts';
import { coverageOf } from '@quartierblick/gis/analysis/coverage/coverage.ts';
import { applyScenario, changedPlaygrounds } from '@quartierblick/gis/analysis/coverage/scenario.ts';
import { buildWalkGraph } from '@quartierblick/gis/analysis/network/build.ts';
import { editGraph } from '@quartierblick/gis/analysis/network/edit.ts';
import type { WalkGraph } from '@quartierblick/gis/analysis/network/types.ts';
import type { DemandAnswer, PlacesAnswer, StreetsAnswer } from '@quartierblick/gis/network/answers.ts';
import { ChainDesk } from '@quartierblick/gis/network/chain-desk.ts';
import { CoverDesk } from '@quartierblick/gis/network/cover-desk.ts';
import type { Reckoned } from '@quartierblick/gis/network/cover-state.ts';
import { roundedLonLat as lonLat } from '@quartierblick/gis/network/lon-lat.ts';
import type { CoverQuestion } from '@quartierblick/gis/network/questions.ts';
import { drawingOf } from './drawing.ts';
import { GeoJsonUrls } from './geojson-url.ts';
import type {
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
import { placesOf, reachFrom } from './reach-from.ts';
import { StreetDesk } from './street-desk.ts';

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
  #coverage: CoverDesk | null = null;
  /** Drawings of what was reckoned last, once somebody asked for them. */
  readonly #drawn = new WeakMap<Reckoned, Drawing>();
  readonly #chain = new ChainDesk();
  readonly #urls = { today: new GeoJsonUrls(), then: new GeoJsonUrls(), reach: new GeoJsonUrls() };

  load({ streets, places, demand }: Asked<'load'>): Loaded {
    this.#streets = parsed<StreetsAnswer>(streets);
    this.#places = parsed<PlacesAnswer>(places);
    this.#demand = parsed<DemandAnswer>(demand);
    this.#graph = buildWalkGraph(this.#streets);
    this.#known = new StreetDesk(this.#streets.lines);
    this.#coverage = new CoverDesk(this.#graph, this.#places.playgrounds, this.#demand);
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

  /** The question, with the lines of the street that it is about. */
  #asked({ street, ...question }: Asked<'cover' | 'draw'>): CoverQuestion {
    const lines = street === null ? null : (this.#known?.linesOf(street) ?? null);
    return { ...question, street: street !== null && lines ? { id: street, lines } : null };
  }

  get #cover(): CoverDesk {
    if (!this.#coverage) throw new Error('nothing is loaded');
    return this.#coverage;
  }

  cover(asked: Asked<'cover'>): Covered {
    return { kind: 'covered', ...this.#cover.cover(this.#asked(asked)) };
  }

  draw(asked: Asked<'draw'>): Drawn {
    const question = this.#asked(asked);
    const today = this.#cover.todayOf(question);
    const then = asked.edits.length > 0 ? this.#cover.thenOf(question).reckoned : null;
    const drawing = (reckoned: Reckoned, urls: GeoJsonUrls): Drawing => {
      const drawn = this.#drawn.get(reckoned) ?? urls.keep(drawingOf(reckoned, asked.settings));
      this.#drawn.set(reckoned, drawn);
      return drawn;
    };
    return { kind: 'drawn', then: then && drawing(then, this.#urls.then), today: drawing(today, this.#urls.today) };
  }

  offers(asked: Asked<'offers'>): OffersTaken {
    return { kind: 'offers', offers: this.#chain.take(asked) };
  }

  chain(asked: Asked<'chain'>): ChainAnswer {
    if (!this.#demand) throw new Error('nothing is loaded');
    // On all that is known: areas that are compared share what is joined and searched.
    const ground = this.#cover.groundOf({ settings: asked.settings, area: null });
    return { kind: 'chain', ...this.#chain.chain(ground, this.#demand, asked) };
  }

  station({ street, chainage }: Asked<'station'>): Station {
    const at = this.#known?.at(street, chainage) ?? null;
    return { kind: 'station', lonLat: at && lonLat(at) };
  }

  *best({ street, edits, ...setting }: Asked<'best'>): Generator<number, BestPlaces> {
    const { settings } = setting;
    const today = this.#cover.groundOf(setting);
    const ground = edits.length > 0 ? applyScenario(today, edits, settings).ground : today;
    const coverage = coverageOf(ground, settings);
    const candidates = crossingCandidates(ground.graph, this.#known?.linesOf(street) ?? new Set());
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
