import type { TransactionSql } from 'postgres';
import { properties } from '@quartierblick/gis/layers/properties/layer.ts';
import { acting } from '../audit/actor.ts';
import type { Occasion } from '../audit/actor.ts';
import type { Identity } from '../auth/identity.ts';
import type { Database, SqlLike } from '../db.ts';
import { growVersion } from '../imports/swap.ts';
import { readCaseRow } from './case-row.ts';
import type { CaseRow } from './case-row.ts';

/** Derived and entered columns that travel in tiles and stand in the legend. */
const DRAWN = properties.tile.properties;
/** Beyond this many cases others are told of the layer only, and read again what they look at. */
const MOST_TOLD = 500;

/** Whether the map looks different afterwards. */
function isDrawn(before: Record<string, unknown>, after: Record<string, unknown>): boolean {
  return DRAWN.some((name) => before[name] !== after[name]);
}

/** What a transaction does to cases, gathered so that everyone hears of it once it is committed. */
export class CaseChanges {
  readonly versions = new Map<string, number>();
  drawn = false;

  /** Notes a case that is `version` now; `drawn`: class, mark, address, case number or place changed. */
  note(key: string, version: number, drawn: boolean): void {
    this.versions.set(key, version);
    this.drawn ||= drawn;
  }

  /** Notes a case that was `before` when the transaction took its lock, by comparing it with what it is now. */
  async settle(tx: SqlLike, before: CaseRow): Promise<CaseRow> {
    const after = await readCaseRow(tx, before.key);
    this.note(after.key, after.version, isDrawn(before.fields, after.fields));
    return after;
  }
}

/** What is kept of the layer by its time of change (search, details, features) is read again; tiles stay as they are. */
async function touchLayer(tx: SqlLike): Promise<void> {
  await tx`
    insert into layer_versions as v (layer) values (${properties.id})
    on conflict (layer) do update set changed_at = clock_timestamp()
  `;
}

/**
 * Changes cases: one transaction in which the audit log knows who is at work and why, then the news to everyone who
 * looks at them. Every route that writes to cases or their parts goes through here.
 * @param work is to note each case it changes, by `settle` or `note`
 */
export async function changeCases<T>(
  db: Database,
  who: Pick<Identity, 'userId' | 'name'>,
  occasion: Occasion,
  work: (tx: TransactionSql, changes: CaseChanges) => Promise<T>,
): Promise<T> {
  const changes = new CaseChanges();
  let layerVersion: number | null = null;
  const result = await acting(db, { who, occasion }, async (tx) => {
    const done = await work(tx, changes);
    // Last, because the layer's row is one that all writers share.
    if (changes.drawn || changes.versions.size > MOST_TOLD) layerVersion = await growVersion(tx, properties.id);
    else if (changes.versions.size > 0) await touchLayer(tx);
    return done;
  });
  await announce(db, changes, layerVersion, who.name);
  return result;
}

async function announce(db: Database, { versions }: CaseChanges, layerVersion: number | null, by: string) {
  if (layerVersion !== null) await db.publish({ type: 'layer-changed', layer: properties.id, version: layerVersion });
  if (versions.size > MOST_TOLD) return;
  for (const [key, version] of versions) await db.publish({ type: 'case-changed', key, version, by });
}
