import type { Context } from 'hono';
import type { TransactionSql } from 'postgres';
import type { Database, SqlLike } from '../db.ts';
import type { Identity } from '../auth/identity.ts';

/** What the audit log says of a change beside what changed. */
export interface Occasion {
  reason?: string | null;
  requestId?: string;
  /** Binds the changes of one action on many cases together. */
  batchId?: string;
}

/** Names who is at work for the rest of the transaction; the triggers of the audit log read it. */
export async function actAs(
  tx: SqlLike,
  who: Pick<Identity, 'userId' | 'name'>,
  { reason, requestId, batchId }: Occasion = {},
): Promise<void> {
  await tx`
    select set_config('quartierblick.actor_id', ${who.userId ?? ''}, true),
      set_config('quartierblick.actor', ${who.name}, true), set_config('quartierblick.reason', ${reason ?? ''}, true),
      set_config('quartierblick.request_id', ${requestId ?? ''}, true), set_config('quartierblick.batch_id', ${batchId ?? ''}, true)
  `;
}

/** Does something in one transaction of which the audit log knows who is at work. */
export function acting<T>(
  db: Pick<Database, 'sql'>,
  { who, occasion }: { who: Pick<Identity, 'userId' | 'name'>; occasion: Occasion },
  work: (tx: TransactionSql) => Promise<T>,
): Promise<T> {
  return db.sql.begin(async (tx) => {
    await actAs(tx, who, occasion);
    return work(tx);
  }) as Promise<T>;
}

/** What the audit log says of a change that a request asks for. */
export function occasionOf(c: Context, reason?: string | null): Occasion {
  return { reason: reason ?? null, requestId: c.get('requestId') };
}

const WORDS = { import: 'Import', undo: 'Import rückgängig' } as const;

/** Names an import as what is at work for the rest of the transaction: who ran it, and which file it was. */
export async function actForImport(tx: SqlLike, importId: string, what: keyof typeof WORDS): Promise<void> {
  const [run] = await tx<{ author: string; fileName: string }[]>`
    select author, file_name as "fileName" from imports where id = ${importId}
  `;
  const reason = `${WORDS[what]}: ${run?.fileName ?? importId}`;
  await actAs(tx, { userId: null, name: run?.author ?? 'system' }, { reason, batchId: importId });
}
