import { freeTable } from '@quartierblick/gis/layers/free/identifiers.ts';
import { freeSpecSchema } from '@quartierblick/gis/layers/free/spec.ts';
import type { FreeLayerSpec } from '@quartierblick/gis/layers/free/spec.ts';
import type { SqlLike } from '../db.ts';
import { createTable } from '../free-layers/table.ts';
import { tableOf } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { eachEntry, linesOf } from './read.ts';

const SPECS = 'free_layers';

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
