import type { NetworkData, Point, WalkPlaces } from '@quartierblick/gis/analysis/network/types.ts';
import { COUNTS } from '@quartierblick/gis/analysis/population/children.ts';
import { modelDemand, settleHomes } from '@quartierblick/gis/analysis/population/model.ts';
import type { PopulationData, Settlement } from '@quartierblick/gis/analysis/population/model.ts';
import { routeOf } from '@quartierblick/gis/analysis/walks/route.ts';
import type { RouteQuestion } from '@quartierblick/gis/analysis/walks/route.ts';
import type { Zones } from '@quartierblick/gis/network/answers.ts';
import { ChainDesk } from '@quartierblick/gis/network/chain-desk.ts';
import { CoverDesk } from '@quartierblick/gis/network/cover-desk.ts';
import { StreetData } from '@quartierblick/gis/safety/street-data.ts';
import type { Sql } from '../db.ts';
import { readOffers, readSites } from '../offers/read-offers.ts';
import { countAccidents, readAccidents } from '../safety/accidents.ts';
import { aroundOnFoot } from './around.ts';
import { contentVersions } from './content.ts';
import type { Content, ContentVersions } from './content.ts';
import { chainAnswer, coverAnswer, stripAnswer } from './found.ts';
import type { StreetsWithAccidents, WalkedPlaces } from './found.ts';
import { jsonOf } from './json.ts';
import { readPlaces } from './read-places.ts';
import { readPopulation } from './read-population.ts';
import { readStreets } from './read-streets.ts';
import { walkingStreets } from './walking-streets.ts';
import type { WalkingStreets } from './walking-streets.ts';
import { waysFrom } from './ways.ts';
import type {
  AroundAnswer,
  ChainAnswer,
  ChainAsk,
  ContentAnswer,
  CoverAnswer,
  CoverAsk,
  RouteAnswer,
  StripAnswer,
  StripAsk,
  WaysAnswer,
} from './worker-messages.ts';

/** Layers that change while they are read are read again, but not for ever. */
const ATTEMPTS = 5;

interface Kept<T> {
  version: string;
  value: T;
}

/** What the thread of the walking network holds: read and built once for each version of the layers behind it. */
export class WalkState {
  readonly #sql: () => Promise<Sql>;
  readonly #kept = new Map<string, Kept<unknown>>();

  constructor(sql: () => Promise<Sql>) {
    this.#sql = sql;
  }

  /** A content of the newest version as JSON. */
  async content(content: Content): Promise<ContentAnswer> {
    const { version, value } = await this.#steady([content], async (versions) => {
      if (content === 'streets') return await this.#streets(versions);
      if (content === 'places') return await this.#places(versions);
      return await this.#demand(content, versions);
    });
    return { version, json: jsonOf(value) };
  }

  /** What lies on foot around places, of the newest versions. */
  async around(points: readonly Point[]): Promise<AroundAnswer> {
    const { value: around } = await this.#steady(['demand-grid'], (versions) => this.#around(versions));
    return { network: around !== null, around: points.map((at) => around?.(at) ?? null) };
  }

  /** Metres on foot from a place to others, of the newest streets. */
  async ways(from: Point, to: readonly Point[]): Promise<WaysAnswer> {
    const { value: streets } = await this.#steady(['streets'], (versions) => this.#walking(versions));
    return { metres: streets ? waysFrom(streets, from, to) : to.map(() => null) };
  }

  /** The route of a walk, on the newest streets. */
  async route(question: RouteQuestion): Promise<RouteAnswer> {
    const { version, value: streets } = await this.#steady(['streets'], (versions) => this.#walking(versions));
    return { version, route: streets && routeOf(streets.index, question) };
  }

  /** Coverage for one age group; null where there is no network. */
  async cover({ zones, age, ...asked }: CoverAsk): Promise<CoverAnswer | null> {
    const { value } = await this.#steady(['streets', 'places', `demand-${zones}`], async (versions) => {
      const walked = await this.#walked('cover', zones, versions);
      return walked && coverAnswer(walked, age, asked);
    });
    return value;
  }

  /** The chain of the offers that there are; null where there is no network. */
  async chain({ zones, ...asked }: ChainAsk): Promise<ChainAnswer | null> {
    const read = ['streets', 'places', `demand-${zones}`, 'offers'] as const;
    const { value } = await this.#steady(read, async (versions) => {
      const walked = await this.#walked('chain', zones, versions);
      return walked && chainAnswer(walked, await this.#chainDesk(versions), asked);
    });
    return value;
  }

  /** A street with its accidents; null where there is none of that name. */
  async strip(asked: StripAsk): Promise<StripAnswer | null> {
    const { value } = await this.#steady(STREET_CONTENTS, async (versions) =>
      stripAnswer(await this.#accidents(versions), asked),
    );
    return value;
  }

  async streetChoices() {
    const { value } = await this.#steady(STREET_CONTENTS, async (versions) => {
      const { data } = await this.#accidents(versions);
      return data.choices();
    });
    return value;
  }

  /** Computes until the version before is the version after, so that no answer mixes two imports. */
  async #steady<T>(
    read: readonly (keyof ContentVersions)[],
    compute: (versions: ContentVersions) => Promise<T>,
  ): Promise<Kept<T>> {
    const sql = await this.#sql();
    const named = (versions: ContentVersions) => read.map((name) => versions[name]).join(' ');
    let versions = await contentVersions(sql);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const value = await compute(versions);
      const after = await contentVersions(sql);
      if (named(after) === named(versions)) return { version: named(after), value };
      this.#kept.clear();
      versions = after;
    }
    throw new Error(`the layers behind ${read.join(', ')} keep changing`);
  }

  async #once<T>(name: string, version: string, make: () => Promise<T> | T): Promise<T> {
    const kept = this.#kept.get(name);
    if (kept?.version === version) return kept.value as T;
    const value = await make();
    this.#kept.set(name, { version, value });
    return value;
  }

  async #streets(versions: ContentVersions): Promise<NetworkData> {
    return this.#once('streets', versions.streets, async () => readStreets(await this.#sql()));
  }

  async #walking(versions: ContentVersions): Promise<WalkingStreets | null> {
    return this.#once('graph', versions.streets, async () => walkingStreets(await this.#streets(versions)));
  }

  async #places(versions: ContentVersions): Promise<WalkPlaces> {
    return this.#once('places', versions.places, async () => readPlaces(await this.#sql()));
  }

  /**
   * The network with playgrounds and children, as the page has it of the same contents. Coverage and chain have one each: the last
   * questions are kept, and the two are about different children.
   */
  async #walked(of: 'cover' | 'chain', zones: Zones, versions: ContentVersions): Promise<WalkedPlaces | null> {
    const content = `demand-${zones}` as const;
    const version = [versions.streets, versions.places, versions[content]].join(' ');
    return this.#once(`${of}-${zones}`, version, async () => {
      const streets = await this.#walking(versions);
      if (!streets) return null;
      const { playgrounds } = await this.#places(versions);
      const demand = await this.#demand(content, versions);
      return { desk: new CoverDesk(streets.graph, playgrounds, demand), demand };
    });
  }

  async #chainDesk(versions: ContentVersions): Promise<ChainDesk> {
    return this.#once('offers', versions.offers, async () => {
      const sql = await this.#sql();
      const desk = new ChainDesk();
      desk.take({ offerings: await readOffers(sql), sites: await readSites(sql) });
      return desk;
    });
  }

  async #accidents(versions: ContentVersions): Promise<StreetsWithAccidents> {
    const version = STREET_CONTENTS.map((name) => versions[name]).join(' ');
    return this.#once('accidents', version, async () => {
      const sql = await this.#sql();
      const [{ years }, accidents] = [await countAccidents(sql), await readAccidents(sql)];
      const [data, places] = [await this.#streets(versions), await this.#places(versions)];
      return { data: new StreetData({ data, places, accidents, years }), years };
    });
  }

  async #demand(content: 'demand-grid' | 'demand-units', versions: ContentVersions) {
    const zones = content === 'demand-grid' ? 'grid' : 'units';
    const { data, settlement } = await this.#settlement(zones, versions);
    return { zones, ...rounded(modelDemand(data, settlement)) };
  }

  /** Children without the noise of the census: what is compared among cases is what is published, and what is hidden. */
  async #around(versions: ContentVersions) {
    const version = `${versions['demand-grid']} ${versions.places}`;
    return this.#once('around', version, async () => {
      const streets = await this.#walking(versions);
      if (!streets) return null;
      const places = await this.#places(versions);
      const { data, settlement } = await this.#settlement('grid', versions);
      const { demand, unknown } = modelDemand(data, settlement, { ...COUNTS, perturbation: 0 });
      return aroundOnFoot(streets, places, { demand, unknown, cells: data.cells.map(({ inside }) => inside) });
    });
  }

  /** Homes at their streets, with the population that they come from. */
  async #settlement(
    zones: 'grid' | 'units',
    versions: ContentVersions,
  ): Promise<{ data: PopulationData; settlement: Settlement }> {
    return this.#once(`homes-${zones}`, versions[`demand-${zones}`], async () => {
      const data = await readPopulation(await this.#sql());
      return { data, settlement: settleHomes(data, zones, await this.#walking(versions)) };
    });
  }
}

/** What a street with its accidents is computed from. */
const STREET_CONTENTS = ['streets', 'places', 'accidents'] as const;

const centimetres = (value: number) => Math.round(value * 100) / 100;
const parts = (value: number) => Math.round(value * 10_000) / 10_000;

/** Places to a centimetre; children to a ten-thousandth, so that sums over a city stay within a hundredth of a child. */
function rounded({ demand, notes, withoutHome, zonesOfUnits, years }: ReturnType<typeof modelDemand>) {
  const counts = (rows: readonly (readonly number[])[]) => rows.map((row) => row.map(parts));
  const ofUnits = (units: readonly (readonly number[] | null)[]) => units.map((row) => row?.map(parts) ?? null);
  return {
    ...{ zonesOfUnits, years: years.map(({ year, children }) => ({ year, children: ofUnits(children) })) },
    ...{ notes, withoutHome: parts(withoutHome), units: demand.units, unit: demand.unit },
    ...{ x: demand.x.map(centimetres), y: demand.y.map(centimetres) },
    ...{ expected: counts(demand.expected), least: counts(demand.least), most: counts(demand.most) },
  };
}
