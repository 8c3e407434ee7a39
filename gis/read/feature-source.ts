import type { Dataset, DataSource, GeometryKind, LayerDefinition } from '../layers/define.ts';
import type { Text } from '../layers/fields.ts';
import type {
  FileHead,
  ImportContext,
  ImportFile,
  ImportRead,
  ImportSource,
  RecordResult,
  SkipReason,
} from '../layers/source-types.ts';
import { crsOfMember, crsOfPosition, WGS84 } from './crs.ts';
import type { Crs } from './crs.ts';
import { crsOfChoice } from './crs-choice.ts';
import { featureHints, readFeatures } from './features.ts';
import type { FeatureHints } from './features.ts';
import type { RawFeature } from './geojson.ts';
import { placeGeometry } from './geometry.ts';
import type { Placed } from './geometry.ts';
import { keepable, parsePosition } from './numbers.ts';
import { shapesOf, positionsOf } from './shapes.ts';
import { rowCheck } from './validate.ts';
import type { RowCheck } from './validate.ts';

/** A feature whose geometry has been put in its place. */
export interface PlacedFeature extends Placed {
  /** `id` of the feature as text, null where it has none. */
  id: string | null;
  properties: Record<string, unknown>;
}

export interface SourceRow {
  dataset: Dataset;
  row: Record<string, unknown>;
  ifAbsent?: boolean;
}

export type Rows = SourceRow[] | { skip: SkipReason; example: string };

/** What tells one kind of feature file from another. */
export interface FeatureSource {
  id: string;
  layer: LayerDefinition;
  title: Text;
  /** See {@link ImportSource.joined}. */
  joined?: boolean;
  /** Where such files come from; the layer's own source where absent. */
  source?: DataSource;
  /** How surely a file with these hints is of this kind, 0 to 1. */
  detect(hints: FeatureHints, head: FileHead): number;
  /** Rows of one feature, pure. */
  toRows(feature: PlacedFeature, context: ImportContext): Rows;
  asOf?(file: ImportFile, context: ImportContext): string | null;
}

/** Pairs of properties that hold a position where a feature has no geometry, east before north. */
const COORDINATE_PROPERTIES = [
  ['ostwert', 'hochwert'],
  ['rechtswert', 'hochwert'],
  ['utm_ost', 'utm_nord'],
  ['easting', 'northing'],
  ['longitude', 'latitude'],
  ['lon', 'lat'],
] as const;

/** Position that stands in the properties, e.g. as texts in EPSG:25832 in Dortmund's exports; null where there is none. */
function positionInProperties(properties: Record<string, unknown>): [number, number] | null {
  for (const [east, north] of COORDINATE_PROPERTIES) {
    const position = parsePosition(properties[east], properties[north]);
    if (position) return position;
  }
  return null;
}

/** Decides on the system of a file once: its `crs` member, else by the first position found. */
function systemOf(member: unknown): (geometry: unknown) => Crs {
  let decided = crsOfMember(member);
  return (geometry) => {
    if (decided) return decided;
    const shapes = shapesOf(geometry);
    const first = shapes && positionsOf(shapes).next();
    if (!first || first.done === true) return WGS84;
    decided = crsOfPosition(first.value);
    return decided;
  };
}

class Pipeline {
  readonly #source: FeatureSource;
  readonly #context: ImportContext;
  readonly #crsFor: (geometry: unknown) => Crs;
  readonly #checks = new Map<Dataset, RowCheck>();
  #record = 0;

  constructor(source: FeatureSource, context: ImportContext, crsMember: unknown) {
    this.#source = source;
    this.#context = context;
    const chosen = context.crs && crsOfChoice(context.crs);
    this.#crsFor = chosen ? () => chosen : systemOf(crsMember);
  }

  take({ id, properties, geometry, outside, crs }: RawFeature): RecordResult {
    this.#record += 1;
    const record = this.#record;
    if (outside === true) return { record, skip: 'outside-area', example: String(id).slice(0, 60) };
    const placed = this.#place(geometry, properties, crs);
    const textId = typeof id === 'string' || typeof id === 'number' ? keepable(String(id)) : null;
    // A record without a geometry is found again by its name, where it has one.
    if ('skip' in placed) return { record, ...placed, example: placed.example || (textId ?? '').slice(0, 60) };
    const rows = this.#source.toRows({ ...placed, id: textId, properties }, this.#context);
    if ('skip' in rows) return { record, ...rows };
    const refused = this.#refusal(rows);
    if (refused) return { record, ...refused };
    return {
      record,
      rows: rows.map(({ dataset, row, ifAbsent }) => ({
        dataset: dataset.id,
        row,
        ...(ifAbsent === true ? { ifAbsent } : {}),
      })),
      ...(placed.repaired ? { repaired: placed.repaired } : {}),
    };
  }

  #place(
    geometry: unknown,
    properties: Record<string, unknown>,
    crs: Crs | undefined,
  ): ReturnType<typeof placeGeometry> {
    // A layer always has a geometry; related tables may lack one.
    const kind = this.#source.layer.dataset.geometry as GeometryKind;
    const position = (geometry ?? null) === null && kind === 'point' ? positionInProperties(properties) : null;
    if (position) {
      const point = { type: 'Point', coordinates: position };
      return placeGeometry(point, crsOfPosition(position), kind, this.#context.surroundings);
    }
    const system = this.#context.crs ? this.#crsFor(geometry) : (crs ?? this.#crsFor(geometry));
    return placeGeometry(geometry, system, kind, this.#context.surroundings);
  }

  #refusal(rows: SourceRow[]): { skip: SkipReason; example: string } | null {
    for (const { dataset, row } of rows) {
      const key = row['key'];
      if (typeof key !== 'string' || key === '') return { skip: 'no-key', example: '' };
      let check = this.#checks.get(dataset);
      if (!check) this.#checks.set(dataset, (check = rowCheck(dataset)));
      const wrong = check(row);
      if (wrong !== null) return { skip: 'invalid-value', example: wrong };
    }
    return null;
  }
}

/**
 * Makes an import source of a description of feature files (GeoJSON, CSV with coordinates, Overpass JSON, OpenStreetMap extracts, points in GML):
 * reading, placing, checking and
 * counting are the same for all of them. Keys that occur twice are the importer's to find: it sees all rows.
 */
export function featureSource(source: FeatureSource): ImportSource {
  return {
    id: source.id,
    layer: source.layer.id,
    title: source.title,
    ...(source.joined ? { joined: true } : {}),
    source: source.source ?? source.layer.source,
    detect(head: FileHead): number {
      const hints = featureHints(head);
      // A row of a delimited text is a point at most.
      const lacks = hints?.format === 'delimited' && source.layer.dataset.geometry !== 'point';
      return hints && !lacks ? source.detect(hints, head) : 0;
    },
    read(file: ImportFile, context: ImportContext): ImportRead {
      async function* batches(): AsyncGenerator<RecordResult[]> {
        const features = await readFeatures(file, context.surroundings);
        const pipeline = new Pipeline(source, context, features.crs);
        for await (const batch of features.batches) yield batch.map((feature) => pipeline.take(feature));
      }
      return { batches: batches(), asOf: () => source.asOf?.(file, context) ?? null };
    },
  };
}
