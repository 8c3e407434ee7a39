import { addedFields, refusedChanges } from '@quartierblick/gis/layers/free/change.ts';
import { freeLayer } from '@quartierblick/gis/layers/free/layer.ts';
import { specIssues } from '@quartierblick/gis/layers/free/spec.ts';
import type { FreeLayerSpec, SpecIssue } from '@quartierblick/gis/layers/free/spec.ts';
import { EDITIONS, maySee } from '@quartierblick/gis/layers/define.ts';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import type { TransactionSql } from 'postgres';
import { acting } from '../audit/actor.ts';
import type { Occasion } from '../audit/actor.ts';
import type { Identity } from '../auth/identity.ts';
import type { Database, SqlLike } from '../db.ts';
import { Problem, ruleProblem } from '../errors.ts';
import { growVersion } from '../imports/swap.ts';
import { registryOf } from '../layers/registry.ts';
import { refuseStale } from '../properties/stale.ts';
import { refreshTileDefinitions } from '../tiles/definitions.ts';
import { freeLayerRows } from './stored.ts';
import type { FreeLayerRow } from './stored.ts';
import { addColumns, createTable } from './table.ts';

/** Who changes a layer, and on what occasion. */
export interface Actor {
  who: Identity;
  occasion: Occasion;
}

const unknownLayer = (): Problem =>
  new Problem({
    status: 404,
    type: 'unknown-layer',
    title: { de: 'Diese Ebene gibt es nicht', en: 'There is no such layer' },
  });

/** A free layer as this edition may know it, deleted ones included. @throws Problem 404 */
export async function freeLayerRow(sql: SqlLike, key: string, edition: Edition): Promise<FreeLayerRow> {
  const [row] = await freeLayerRows(sql, key);
  if (row && maySee(edition, row.spec.edition)) return row;
  throw unknownLayer();
}

/** @throws Problem 400 where the description contradicts itself, or its author would not see the layer */
function check(spec: FreeLayerSpec, { who }: Actor, more: readonly SpecIssue[] = []): void {
  const issues = [...specIssues(spec), ...more];
  if (!maySee(who.edition, spec.edition))
    issues.push({
      path: ['edition'],
      message: { de: 'Die Ebene wäre auch für Sie unsichtbar.', en: 'You would not see the layer yourself.' },
    });
  if (issues.length > 0) throw ruleProblem(issues);
}

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23505';

/** Tells every process and every page that may know of it. */
async function tell(db: Database, layer: string, version: number, editions: readonly Edition[]): Promise<void> {
  registryOf(db).invalidate();
  const lowest = EDITIONS.find((edition) => editions.includes(edition)) ?? 'admin';
  await db.publish({ type: 'layers-changed', edition: lowest });
  await db.publish({ type: 'layer-changed', layer, version });
}

/** Tiles of a layer get new addresses, whatever of it has changed. */
async function renewTiles(tx: SqlLike, spec: FreeLayerSpec): Promise<number> {
  await refreshTileDefinitions(tx, [freeLayer(spec)]);
  return growVersion(tx, spec.id);
}

/**
 * Makes a free layer with its empty table.
 * @throws Problem 400 where the description contradicts itself, 409 where the id is taken, by a deleted layer, too
 */
export async function addFreeLayer(db: Database, actor: Actor, spec: FreeLayerSpec): Promise<void> {
  check(spec, actor);
  try {
    const version = await acting(db, actor, async (tx) => {
      await tx`
        insert into free_layers (key, spec, created_by) values (${spec.id}, ${tx.json(spec as never)}, ${actor.who.name})
      `;
      await createTable(tx, spec);
      return renewTiles(tx, spec);
    });
    await tell(db, spec.id, version, [spec.edition]);
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new Problem({
      status: 409,
      type: 'layer-exists',
      title: { de: 'Diese Kennung ist vergeben', en: 'This id is taken' },
      detail: {
        de: 'Eine Ebene mit dieser Kennung gibt es schon, vielleicht unter den gelöschten.',
        en: 'There is a layer of this id already, perhaps among the deleted ones.',
      },
    });
  }
}

/** The row of a layer that is to be changed, locked. @throws Problem 404, 412 */
async function locked(tx: TransactionSql, key: string, seen: number, { who }: Actor, spec?: FreeLayerSpec) {
  await tx`select from free_layers where key = ${key} for update`;
  const row = await freeLayerRow(tx, key, who.edition);
  await refuseStale(tx, {
    entity: 'free_layers',
    key,
    current: { version: row.version, properties: { spec: row.spec } },
    seen,
    changes: spec ? { spec } : {},
  });
  return row;
}

/**
 * Changes a free layer: any part of its description, further fields included; rows stay as they are.
 * @param seen version on which the change is based
 * @throws Problem 400 where something would be taken away, 404, 412
 */
export async function changeFreeLayer(db: Database, actor: Actor, seen: number, spec: FreeLayerSpec): Promise<void> {
  const { before, version } = await acting(db, actor, async (tx) => {
    const row = await locked(tx, spec.id, seen, actor, spec);
    if (row.deletedAt !== null) throw unknownLayer();
    check(spec, actor, refusedChanges(row.spec, spec));
    await tx`update free_layers set spec = ${tx.json(spec as never)} where key = ${spec.id}`;
    const added = addedFields(row.spec, spec).map(({ column }) => column);
    await addColumns(tx, spec, added);
    return { before: row.spec, version: await renewTiles(tx, spec) };
  });
  await tell(db, spec.id, version, [before.edition, spec.edition]);
}

/** @throws Problem 409 where a file is being read into the layer */
async function refuseBusy(tx: SqlLike, key: string): Promise<void> {
  const busy = await tx`select from imports where layer = ${key} and state in ('queued', 'running') limit 1`;
  if (busy.length === 0) return;
  throw new Problem({
    status: 409,
    type: 'layer-busy',
    title: { de: 'In diese Ebene wird gerade importiert', en: 'A file is being imported into this layer' },
    detail: {
      de: 'Bitte das Ende des Imports abwarten oder ihn abbrechen.',
      en: 'Please wait for the end of the import, or cancel it.',
    },
  });
}

/** Deletes a free layer: it exists for nobody, but can be brought back until its table is dropped. @throws Problem 404, 409, 412 */
export async function deleteFreeLayer(db: Database, actor: Actor, key: string, seen: number): Promise<void> {
  const { spec, version } = await acting(db, actor, async (tx) => {
    const row = await locked(tx, key, seen, actor);
    if (row.deletedAt !== null) throw unknownLayer();
    await refuseBusy(tx, key);
    await tx`update free_layers set deleted_at = clock_timestamp(), deleted_by = ${actor.who.name} where key = ${key}`;
    return { spec: row.spec, version: await growVersion(tx, key) };
  });
  await tell(db, key, version, [spec.edition]);
}

/** Brings a deleted layer back with its rows. @throws Problem 404 */
export async function restoreFreeLayer(db: Database, actor: Actor, key: string): Promise<void> {
  const { spec, version } = await acting(db, actor, async (tx) => {
    await tx`select from free_layers where key = ${key} for update`;
    const row = await freeLayerRow(tx, key, actor.who.edition);
    await tx`update free_layers set deleted_at = null, deleted_by = null where key = ${key}`;
    return { spec: row.spec, version: await growVersion(tx, key) };
  });
  await tell(db, key, version, [spec.edition]);
}
