import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { freeTable } from '@quartierblick/gis/layers/free/identifiers.ts';
import { freeSpecSchema } from '@quartierblick/gis/layers/free/spec.ts';
import type { FreeLayerSpec } from '@quartierblick/gis/layers/free/spec.ts';
import type { SqlLike } from '../db.ts';
import { createTable } from '../free-layers/table.ts';
import { MOST_TEXT_BYTES, tableOf } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { bytesOf, eachEntry } from './read.ts';

const unpacked = promisify(gunzip);
const SPECS = 'free_layers';

/** Lines of a part of an archive's table. */
export async function linesOf(entry: AsyncIterable<Buffer>): Promise<string[]> {
  const text = (await unpacked(await bytesOf(entry), { maxOutputLength: MOST_TEXT_BYTES })).toString('utf8');
  return text.trimEnd().split('\n');
}

/** The descriptions of free layers in an archive; what this application cannot read is left out. */
async function specsIn(file: string, manifest: Manifest): Promise<FreeLayerSpec[]> {
  const columns = manifest.tables.find(({ name }) => name === SPECS)?.columns ?? [];
  const at = columns.findIndex(({ name }) => name === 'spec');
  const specs: FreeLayerSpec[] = [];
  if (at < 0) return specs;
  await eachEntry(file, async (path, entry) => {
    if (tableOf(path) !== SPECS) return;
    for (const line of await linesOf(entry)) {
      const values = JSON.parse(line) as (string | null)[];
      const read = freeSpecSchema.safeParse(JSON.parse(values[at] ?? 'null'));
      if (read.success) specs.push(read.data);
    }
  });
  return specs;
}

/**
 * Makes the empty tables of the free layers that an archive has rows of: no migration makes them. Whether they are the
 * archive's is for `requireTables` to say, which knows all tables.
 */
export async function makeFreeTables(tx: SqlLike, file: string, manifest: Manifest): Promise<void> {
  const wanted = new Set(manifest.tables.map(({ name }) => name));
  for (const spec of await specsIn(file, manifest)) if (wanted.has(freeTable(spec.id))) await createTable(tx, spec);
}
