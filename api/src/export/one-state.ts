import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Sql } from '../db.ts';
import { Problem } from '../errors.ts';
import { layerVersion } from '../layers/versions.ts';

/** Times that an export starts over because the layer changed under it. */
const MOST_STARTS = 3;

class LayerMoved extends Error {}

/**
 * Does work that reads a layer in several queries, so that all of it is of the version that its note tells of.
 * @throws what makes {@link startingOver} start over where the layer has another version by the end
 */
export async function ofVersion<T>(
  sql: Sql,
  { layer, version }: { layer: LayerDefinition; version: number },
  work: () => Promise<T>,
): Promise<T> {
  const done = await work();
  if ((await layerVersion(sql, layer.id)).version !== version) throw new LayerMoved();
  return done;
}

/**
 * Makes an export from its first look at the layer on, again where the layer changed meanwhile: rows of one state under the counts,
 * the source and the date of another would be a false statement.
 * @param parent folder of the export; each start gets an empty one in it
 * @throws Problem 409 where the layer changes all the time
 */
export async function startingOver<T>(parent: string, work: (folder: string) => Promise<T>): Promise<T> {
  for (let start = 0; start < MOST_STARTS; start += 1) {
    try {
      return await work(await mkdtemp(join(parent, 'start-')));
    } catch (error) {
      if (!(error instanceof LayerMoved)) throw error;
    }
  }
  throw new Problem({
    status: 409,
    type: 'layer-changing',
    title: { de: 'Die Ebene ändert sich gerade', en: 'The layer is changing just now' },
    detail: { de: 'Bitte gleich noch einmal versuchen.', en: 'Please try again in a moment.' },
  });
}
