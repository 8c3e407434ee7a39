import type { Sql } from '../db.ts';
import { isDatabaseAway } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Dataset, LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { readableRows } from '../policy/readable.ts';
import { measuresOf } from '../indicators/measures.ts';
import type { MeasureSummary } from '../indicators/measures.ts';
import type { LayerVersion } from './versions.ts';

export type Days = readonly [first: string, last: string];
export type Bounds = [west: number, south: number, east: number, north: number];

/** What can be said of a layer's data as a whole; null stands for "no class". */
export interface LayerFacts {
  count: number;
  byClass: Map<string | null, number>;
  byMark: Map<string | null, number>;
  /** Rows of the layer and its related tables by the import they come from; null: not imported. */
  byImport: Map<string | null, number>;
  /** WGS 84; null where the layer is empty. */
  bounds: Bounds | null;
  /** First and last day of the layer's times, ends included; null where it has none. */
  days: Days | null;
  measures: MeasureSummary[];
}

interface Group {
  class: string | null;
  mark: string | null;
  importId: string | null;
  n: number;
  box: Bounds | null;
  first: string | null;
  last: string | null;
}

/** Radius of the sphere of Web Mercator (EPSG:3857), metres. */
const SPHERE = 6_378_137;
const longitude = (x: number) => (x / SPHERE) * (180 / Math.PI);
const latitude = (y: number) => (2 * Math.atan(Math.exp(y / SPHERE)) - Math.PI / 2) * (180 / Math.PI);
const rounded = (degrees: number) => Math.round(degrees * 1e7) / 1e7;

/** A box in EPSG:3857 as WGS 84; its edges stay parallels and meridians. */
export function mercatorToDegrees([west, south, east, north]: Bounds): Bounds {
  return [rounded(longitude(west)), rounded(latitude(south)), rounded(longitude(east)), rounded(latitude(north))];
}

/** Column whose values are the legend's classes: the class scheme's, or the states of a measure layer. */
export function classColumn({ symbology }: LayerDefinition): string | undefined {
  return symbology.kind === 'classes' ? symbology.scheme.column : symbology.stateColumn;
}

/** Column of the classes that lie over the first ones. */
export function markColumn({ symbology }: LayerDefinition): string | undefined {
  return symbology.kind === 'classes' ? symbology.overlay?.column : undefined;
}

function add<K>(counts: Map<K, number>, key: K, n: number): void {
  counts.set(key, (counts.get(key) ?? 0) + n);
}

async function groupsOf(sql: Sql, layer: LayerDefinition): Promise<Group[]> {
  const column = (name: string | undefined) => (name ? sql`t.${sql(name)}` : sql`null::text`);
  const time = column(layer.timeField);
  return sql<Group[]>`
    select class, mark, import_id::text as "importId", n::float8 as n, first, last,
      case when box is not null then array[st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)] end as box
    from (
      select ${column(classColumn(layer))} as class, ${column(markColumn(layer))} as mark, t.import_id,
        count(*) as n, st_extent(t.geom_3857) as box, min(${time})::text as first, max(${time})::text as last
      from ${readableRows(sql, layer.dataset)} t
      group by 1, 2, 3
    ) g
  `;
}

async function importsOf(sql: Sql, dataset: Dataset): Promise<{ importId: string | null; n: number }[]> {
  return sql<{ importId: string | null; n: number }[]>`
    select import_id::text as "importId", count(*)::float8 as n from ${readableRows(sql, dataset)} t group by import_id
  `;
}

/** Reads the facts of a layer: one pass over its table, one over each related table. */
export async function readFacts(sql: Sql, layer: LayerDefinition): Promise<LayerFacts> {
  const facts: LayerFacts = {
    count: 0,
    byClass: new Map(),
    byMark: new Map(),
    byImport: new Map(),
    bounds: null,
    days: null,
    measures: await measuresOf(sql, layer),
  };
  let box: Bounds | null = null;
  const groups = await groupsOf(sql, layer);
  for (const group of groups) {
    facts.count += group.n;
    add(facts.byClass, group.class, group.n);
    add(facts.byMark, group.mark, group.n);
    add(facts.byImport, group.importId, group.n);
    box = united(box, group.box);
  }
  facts.bounds = box && mercatorToDegrees(box);
  facts.days = daysOf(groups);
  for (const dataset of layer.related) {
    for (const { importId, n } of await importsOf(sql, dataset)) add(facts.byImport, importId, n);
  }
  return facts;
}

/** Times are years or days; as text both sort as they follow each other. */
function daysOf(groups: readonly Group[]): Days | null {
  const first = groups.flatMap((group) => group.first ?? []).toSorted()[0];
  const last = groups
    .flatMap((group) => group.last ?? [])
    .toSorted()
    .at(-1);
  if (first === undefined || last === undefined) return null;
  return [
    first.length === 4 ? `${first}-01-01` : first.slice(0, 10),
    last.length === 4 ? `${last}-12-31` : last.slice(0, 10),
  ];
}

function united(a: Bounds | null, b: Bounds | null): Bounds | null {
  if (!a || !b) return a ?? b;
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

/**
 * Keeps the facts of each layer until its version grows. A failed reading is forgotten, so that the next
 * request tries again.
 */
export class FactsCache {
  readonly #sql: Sql;
  readonly #kept = new WeakMap<LayerDefinition, { stamp: string; facts: Promise<LayerFacts> }>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  get(layer: LayerDefinition, { version, changedAt }: LayerVersion): Promise<LayerFacts> {
    const stamp = `${version} ${changedAt}`;
    const kept = this.#kept.get(layer);
    if (kept?.stamp === stamp) return kept.facts;
    const facts = readFacts(this.#sql, layer);
    this.#kept.set(layer, { stamp, facts });
    facts.catch(() => {
      if (this.#kept.get(layer)?.facts === facts) this.#kept.delete(layer);
    });
    return facts;
  }
}

/**
 * Reads facts where one broken table must take no list down: null of a layer that cannot be read, which goes to the log.
 * @returns a reader that rejects only where the whole database is away
 */
export function factsWhereReadable(facts: FactsCache, log: Log) {
  return async (layer: LayerDefinition, version: LayerVersion): Promise<LayerFacts | null> => {
    try {
      return await facts.get(layer, version);
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      log.error({ err: error, layer: layer.id }, 'layer cannot be read');
      return null;
    }
  };
}
