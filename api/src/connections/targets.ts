import { CONNECTABLE } from '@quartierblick/gis/connections/layers.ts';
import { maySee } from '@quartierblick/gis/layers/define.ts';
import type { Edition, LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { isFreeId } from '@quartierblick/gis/layers/free/identifiers.ts';
import type { SqlLike } from '../db.ts';
import { Problem, ruleProblem } from '../errors.ts';
import { freeLayerRows, storedLayer } from '../free-layers/stored.ts';
import { readConnection, unknownConnection } from './store.ts';
import type { Connection } from './types.ts';

const BUILT_IN: ReadonlySet<string> = new Set(CONNECTABLE);

/**
 * Holds a connection to a layer that it may fill: a built-in one that a service may feed, or a free layer that exists and that
 * whoever sets the connection up sees.
 * @param layers all that there are
 * @param before the layer so far: a connection whose layer was deleted can still be switched off
 * @throws Problem 400; a layer that the edition may not see is refused like one that does not exist
 */
export function checkTarget(
  layer: string,
  { edition, layers, before }: { edition: Edition; layers: readonly LayerDefinition[]; before?: string },
): void {
  if (layer === before || BUILT_IN.has(layer)) return;
  const free = isFreeId(layer) ? layers.find(({ id }) => id === layer) : undefined;
  if (free && maySee(edition, free.policy.full)) return;
  const message = {
    de: `In die Ebene „${layer}“ kann keine Verbindung Daten bringen, oder es gibt sie nicht.`,
    en: `No connection can bring data into the layer “${layer}”, or there is none.`,
  };
  throw ruleProblem([{ path: ['layer'], message }]);
}

/** @throws Problem 409 where the layer of a connection has been deleted: nothing is asked of the service then */
export async function refuseWithoutTarget(sql: SqlLike, { layer }: Pick<Connection, 'layer'>): Promise<void> {
  if (await storedLayer(sql, layer)) return;
  throw new Problem({
    status: 409,
    type: 'layer-gone',
    title: { de: 'Die Ebene ist gelöscht', en: 'The layer has been deleted' },
    detail: {
      de: `Die Ebene „${layer}“ gibt es nicht mehr. Die Verbindung braucht eine andere, oder die Ebene wird zurückgeholt.`,
      en: `There is no layer “${layer}” any more. The connection needs another one, or the layer is brought back.`,
    },
  });
}

/** Free layers, deleted ones included, that an edition may not know of; nor may it know what fills them. */
export async function hiddenTargets(sql: SqlLike, edition: Edition): Promise<ReadonlySet<string>> {
  const rows = await freeLayerRows(sql);
  return new Set(rows.filter(({ spec }) => !maySee(edition, spec.edition)).map(({ key }) => key));
}

/** A connection as an edition may know it. `id` may be any text. @throws Problem 404 */
export async function visibleConnection(sql: SqlLike, id: string, edition: Edition): Promise<Connection> {
  const connection = await readConnection(sql, id);
  if ((await hiddenTargets(sql, edition)).has(connection.layer)) throw unknownConnection();
  return connection;
}
