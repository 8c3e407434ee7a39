import type { Geometry } from 'geojson';
import { datasetsOf } from '@quartierblick/gis/layers/tables.ts';
import type { KnownLayers } from '@quartierblick/gis/layers/known.ts';
import { SKIP_REASONS } from '@quartierblick/gis/layers/source-types.ts';
import type { AcceptedRecord, ImportContext, SkipReason } from '@quartierblick/gis/layers/source-types.ts';
import { STORAGE } from '@quartierblick/gis/read/crs.ts';
import { openImportFile } from '@quartierblick/gis/read/open.ts';
import { Tally } from '../imports/tally.ts';
import { onMap } from './on-map.ts';
import type { Prepared } from './plan.ts';
import type { Preview } from './types.ts';

/** A preview looks at so many records, or for so long; what it has seen by then is told as a part. */
const MOST_RECORDS = 100_000;
const MOST_MS = 20_000;
const ROWS = 20;
const SAMPLE = 300;

/** Rows of accepted records gathered for showing. */
class Shown {
  readonly rows: Record<string, unknown>[] = [];
  readonly features: { properties: Record<string, unknown>; geometry: Geometry }[] = [];
  readonly #keys = new Set<string>();
  readonly #dataset: string;

  constructor(dataset: string) {
    this.#dataset = dataset;
  }

  /** @returns the key where it has occurred before, else null */
  add({ rows }: AcceptedRecord): string | null {
    const keys = rows
      .filter(({ ifAbsent }) => !ifAbsent)
      .map(({ dataset, row }) => `${dataset}\n${String(row['key'])}`);
    if (keys.length > 0 && keys.every((key) => this.#keys.has(key))) return String(rows[0]?.row['key']);
    for (const key of keys) this.#keys.add(key);
    for (const { dataset, row } of rows) {
      const { geometry, ...values } = row;
      if (dataset === this.#dataset && geometry && this.features.length < SAMPLE) {
        this.features.push({ properties: values, geometry: geometry as Geometry });
      }
      if (this.rows.length < ROWS && (dataset === this.#dataset || rows.length === 1)) this.rows.push(values);
    }
    return null;
  }
}

/**
 * What an import would do with a prepared file: reads it as the import will, and stores nothing.
 * @throws {UnreadableFile} where it cannot be read to its end
 */
export async function previewOf(
  prepared: Prepared,
  fileName: string,
  context: ImportContext,
  known: KnownLayers,
): Promise<Preview> {
  const source = known.sources.find(({ id }) => id === prepared.sourceId);
  const layer = source && known.layerById(source.layer);
  if (!source || !layer) throw new Error(`unknown source ${prepared.sourceId}`);
  const file = await openImportFile(prepared.path, fileName);
  const shown = new Shown(layer.dataset.id);
  const tally = new Tally();
  const start = performance.now();
  let complete = true;
  for await (const batch of source.read(file, context).batches) {
    for (const result of batch) {
      if ('skip' in result) {
        tally.skip(result.record, result.skip, result.example);
        continue;
      }
      const twice = shown.add(result);
      if (twice === null) tally.accept(result.repaired);
      else tally.skip(result.record, 'duplicate-key', twice);
    }
    if (tally.read >= MOST_RECORDS || performance.now() - start > MOST_MS) {
      complete = false;
      break;
    }
  }
  const reasons = Object.keys(tally.skipped) as SkipReason[];
  const fields = datasetsOf(layer).find(({ id }) => id === layer.dataset.id)?.fields ?? {};
  return {
    source: source.id,
    read: tally.read,
    accepted: tally.accepted,
    complete,
    skipped: tally.skipped,
    examples: tally.examples,
    words: Object.fromEntries(reasons.map((reason) => [reason, SKIP_REASONS[reason]])),
    repaired: tally.repaired,
    columns: Object.entries(fields).map(([name, field]) => ({ name, label: field.label })),
    rows: shown.rows,
    sample: onMap(shown.features, STORAGE),
  };
}
