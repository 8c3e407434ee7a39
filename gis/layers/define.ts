import { z } from 'zod';
import type { Geometry } from 'geojson';
import type { Field, Text } from './fields.ts';
import type { FreeLayerSpec } from './free/spec.ts';
import type { Limit, Policy } from './policy.ts';
import type { Symbology } from '../symbology/symbology.ts';

/** Who may see a layer at all; each edition sees what the ones before it see. */
export const EDITIONS = ['public', 'steering', 'planner', 'admin'] as const;
export type Edition = (typeof EDITIONS)[number];

/** Where data comes from, as attribution, licence and lineage need it (dl-de/by-2-0 wants all four, and a note of changes). */
export interface DataSource {
  name: string;
  url: string | null;
  licence: string;
  licenceUrl: string | null;
  attribution: string;
}

export type GeometryKind = 'point' | 'line' | 'polygon';

/** One table and the rows that may go into it. */
export interface Dataset<F extends Record<string, Field> = Record<string, Field>> {
  /** Name of the data set: the layer's id for the layer itself. */
  id: string;
  table: string;
  /** Absent for tables without places, e.g. indicator values. Multi-geometries are stored throughout (points stay points). */
  geometry?: GeometryKind;
  fields: F;
  /** View with the columns of the table and the {@link generated} ones, where these come from other tables; read instead of it. */
  view?: string;
  /** Columns that the database derives from the fields or takes from other tables; shown like fields, never imported. */
  generated?: Record<string, Field>;
  /** Text column that holds the `key` of the layer row that a related row belongs to. */
  parent?: string;
  /** Rows are edited in the dashboard: the table also keeps `version`, `changed_at` and `changed_by`, and every change is audited. */
  edited?: boolean;
  /** Set by `layerFor` on the part that a reader may see. */
  limit?: Limit;
}

type FieldValues<F extends Record<string, Field>> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/**
 * A row as an import source hands it over: the stable key, the fields, and the geometry in the data set's
 * storage system, EPSG:25832 (metres, east before north). Fields that a source does not know are null.
 */
export type RowOf<D extends Dataset> = { key: string } & FieldValues<D['fields']> &
  (D['geometry'] extends GeometryKind ? { geometry: Geometry } : unknown);

/** The zod schema that every row of the data set must pass before it is staged. Geometry is checked by the importer. */
export function rowSchema(dataset: Dataset): z.ZodObject {
  const shape: Record<string, z.ZodType> = { key: z.string().min(1).max(300) };
  for (const [name, field] of Object.entries(dataset.fields)) shape[name] = field.schema;
  return z.strictObject(shape);
}

/** Groups of the layer panel, in their order. */
export const LAYER_GROUPS = {
  planning: { de: 'Planung', en: 'Planning' },
  places: { de: 'Orte', en: 'Places' },
  traffic: { de: 'Verkehr', en: 'Traffic' },
  population: { de: 'Bevölkerung', en: 'Population' },
  base: { de: 'Grundkarte', en: 'Base map' },
} as const satisfies Record<string, Text>;
export type LayerGroup = keyof typeof LAYER_GROUPS;

export interface TileSettings {
  minzoom: number;
  maxzoom: number;
  /** Columns that travel in the tile: only what symbology, labels and filters need. `key` always travels. */
  properties: string[];
  /** Numeric column by which features are kept first where a tile would grow over 500 kB; area or length where absent. */
  importance?: string;
}

export interface LayerDefinition<D extends Dataset = Dataset> {
  id: string;
  title: Text;
  /** One sentence: what is shown, and what it is not. */
  description: Text;
  group: LayerGroup;
  /** Who sees what of the layer. */
  policy: Policy;
  dataset: D;
  /** Tables that belong to a feature and are shown with it, e.g. the offers at a site. */
  related: readonly Dataset[];
  tile: TileSettings;
  symbology: Symbology;
  /** Column whose value titles a feature; the layer's title where it is empty. */
  titleField: string | null;
  /** Column with the text drawn on the map. */
  labelField?: string;
  /** Year or date at which a feature happened, where it has one: by it OGC clients choose a time. */
  timeField?: string;
  /** Where the data comes from unless an import says otherwise. */
  source: DataSource;
  /** Shown when the map is first opened. */
  visible: boolean;
  /** Of a free layer: what it was made of, without hidden fields, so that others can make the same of it. */
  free?: FreeLayerSpec;
}

/** Declares a layer; the type parameters keep the row types exact for the layer's sources. */
export function defineLayer<const Id extends string, D extends Dataset>(
  layer: LayerDefinition<D> & { id: Id },
): LayerDefinition<D> & { id: Id } {
  return layer;
}

/** Declares a data set; keeps the exact field types. */
export function defineDataset<
  F extends Record<string, Field>,
  const G extends GeometryKind | undefined = undefined,
  const P extends string | undefined = undefined,
>(dataset: Dataset<F> & { geometry?: G; parent?: P }): Dataset<F> & { geometry: G; parent: P } {
  return dataset as Dataset<F> & { geometry: G; parent: P };
}

/** Fields that may be shown: all but the hidden ones, the derived ones last. */
export function shownFields(dataset: Dataset): [name: string, field: Field][] {
  return Object.entries({ ...dataset.fields, ...dataset.generated }).filter(([, field]) => !field.hidden);
}

/** Whether `edition` may see what needs at least `lowest`. */
export function maySee(edition: Edition, lowest: Edition): boolean {
  return EDITIONS.indexOf(edition) >= EDITIONS.indexOf(lowest);
}
