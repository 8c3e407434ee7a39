import type { Dataset } from '@quartierblick/gis/layers/define.ts';
import { datasetsOf } from '@quartierblick/gis/layers/tables.ts';
import { offers } from '@quartierblick/gis/layers/offers/layer.ts';
import { actForImport } from '../audit/actor.ts';
import type { Database, SqlLike } from '../db.ts';
import { Problem } from '../errors.ts';
import { bringBack } from './gone.ts';
import { storedLayer } from '../free-layers/stored.ts';
import type { ImportReport } from './report.ts';
import { liveColumns } from './staging.ts';
import { latestDone } from './store.ts';
import { dropStrays, keepUsedSites } from '../offers/tidy.ts';
import { growVersion } from './swap.ts';

/** Puts back what the import changed in one table and takes out what it brought. */
async function restore(tx: SqlLike, dataset: Dataset, importId: string): Promise<void> {
  const live = dataset.table;
  const columns = [...liveColumns(dataset).map((column) => column.name), 'import_id'];
  const assignments = columns.flatMap((column, index) => [
    ...(index > 0 ? [tx`,`] : []),
    tx`${tx(column)} = ${tx(`r.${column}`)}`,
  ]);
  await tx`lock table ${tx(live)} in share row exclusive mode`;
  await tx`
    delete from ${tx(live)} l
    where l.import_id = ${importId} and not exists (
      select from import_before b where b.import_id = ${importId} and b.table_name = ${live} and b.key = l.key
    )
  `;
  await tx`
    update ${tx(live)} l set ${assignments}
    from import_before b cross join lateral jsonb_populate_record(null::${tx(live)}, b.before) r
    where b.import_id = ${importId} and b.table_name = ${live} and l.key = b.key and l.import_id = ${importId}
  `;
  await bringBack(tx, dataset, importId);
}

/** Takes out the rows that belong to nothing any more, e.g. what people wrote into the file of a demo case. */
async function dropOrphans(tx: SqlLike, live: Dataset, related: Dataset): Promise<void> {
  if (!related.edited || related.parent === undefined) return;
  await tx`
    delete from ${tx(related.table)} r
    where not exists (select from ${tx(live.table)} l where l.key = r.${tx(related.parent)})
  `;
}

/** Undoes an import within a transaction, whatever came after it. @returns the layer's new version */
export async function undoWithin(tx: SqlLike, { id, layer }: { id: string; layer: string }): Promise<number> {
  const definition = await storedLayer(tx, layer);
  if (!definition) throw new Error(`import ${id} belongs to the unknown layer ${layer}`);
  await actForImport(tx, id, 'undo');
  const isRegister = layer === offers.id;
  if (isRegister) await keepUsedSites(tx, id);
  for (const dataset of datasetsOf(definition)) await restore(tx, dataset, id);
  for (const related of datasetsOf(definition).slice(1)) await dropOrphans(tx, definition.dataset, related);
  if (isRegister) await dropStrays(tx);
  await tx`delete from import_before where import_id = ${id}`;
  await tx`update imports set state = 'undone' where id = ${id}`;
  return growVersion(tx, layer);
}

const notDone = (state: string | undefined): Problem =>
  new Problem({
    status: 409,
    type: 'import-not-done',
    title: { de: 'Dieser Import lässt sich nicht rückgängig machen', en: 'This import cannot be undone' },
    detail: {
      de: 'Nur abgeschlossene Importe lassen sich rückgängig machen, und jeder nur einmal.',
      en: 'Only completed imports can be undone, and each only once.',
    },
    extra: { state },
  });

/**
 * Undoes the latest import of a layer: rows that it changed are as before, byte for byte; rows that it brought are gone.
 * @returns the layer's new version
 * @throws Problem 409 where the import is not done, or a later one of its layer must be undone first
 */
export async function undo(db: Database, report: ImportReport): Promise<number> {
  return db.sql.begin(async (tx) => {
    // The row's lock keeps a second undo of the same import waiting until this one is through.
    const [row] = await tx<{ state: string }[]>`select state from imports where id = ${report.id} for update`;
    if (row?.state !== 'done') throw notDone(row?.state);
    const latest = await latestDone(tx, report.layer);
    if (latest && latest.id !== report.id) {
      throw new Problem({
        status: 409,
        type: 'later-import',
        title: { de: 'Ein späterer Import muss zuerst zurück', en: 'A later import must be undone first' },
        detail: {
          de: `Bitte zuerst „${latest.fileName}“ rückgängig machen, den jüngsten Import dieser Ebene.`,
          en: `Please undo “${latest.fileName}” first, the latest import of this layer.`,
        },
        extra: { undoFirst: latest.id },
      });
    }
    return undoWithin(tx, report);
  });
}

/**
 * Brings a layer back to how it was when an import had ended: undoes all later ones, the newest first, in one transaction.
 * @returns the layer's new version, and the imports that were undone
 * @throws Problem 409 where the import is not done, or no later one is left
 */
export async function restoreTo(db: Database, report: ImportReport): Promise<{ version: number; undone: string[] }> {
  return db.sql.begin(async (tx) => {
    const done = await tx<{ id: string; layer: string }[]>`
      select id::text, layer from imports where layer = ${report.layer} and state = 'done' order by sequence desc for update
    `;
    const at = done.findIndex(({ id }) => id === report.id);
    if (at < 0)
      throw notDone((await tx<{ state: string }[]>`select state from imports where id = ${report.id}`)[0]?.state);
    if (at === 0) {
      throw new Problem({
        status: 409,
        type: 'state-is-current',
        title: { de: 'Die Ebene ist schon auf diesem Stand', en: 'The layer is in this state already' },
      });
    }
    let version = 0;
    for (const later of done.slice(0, at)) version = await undoWithin(tx, later);
    return { version, undone: done.slice(0, at).map(({ id }) => id) };
  });
}
