import { randomUUID } from 'node:crypto';
import { changesSince } from '@quartierblick/gis/ranking/changes.ts';
import { freeze, sealed } from '@quartierblick/gis/ranking/decision.ts';
import type { DecisionContent, DecisionEntry } from '@quartierblick/gis/ranking/decision.ts';
import { dataHash, sha256 } from '@quartierblick/gis/ranking/hash.ts';
import { CASE_PARTS } from '@quartierblick/gis/layers/properties/parts.ts';
import type { Identity } from '../auth/identity.ts';
import type { Database, Sql, SqlLike } from '../db.ts';
import { Problem } from '../errors.ts';
import { changeCases } from '../properties/changed.ts';
import { addPartRow } from '../properties/part-writes.ts';
import { readRankingData } from './data.ts';
import { readOnFoot } from './facts/on-foot.ts';
import type { WalkNetwork } from '../network/service.ts';

/** What a list says of a decision. */
export interface DecisionHead {
  id: string;
  title: string;
  decidedOn: string;
  hash: string;
  chosen: { key: string; address: string | null }[];
  by: string;
  at: string;
  corrects: string | null;
  correctedBy: string | null;
}

const UNKNOWN = {
  status: 404,
  type: 'unknown-decision',
  title: { de: 'Diese Entscheidung gibt es nicht', en: 'There is no such decision' },
} as const;

/** All decisions, newest first. */
export async function listDecisions(sql: SqlLike): Promise<DecisionHead[]> {
  const rows = await sql<DecisionHead[]>`
    select d.id, d.title, d.decided_on as "decidedOn", d.hash, d.created_by as by, d.corrects, c.id as "correctedBy",
      to_jsonb(d.created_at) #>> '{}' as at,
      (
        select coalesce(jsonb_agg(jsonb_build_object('key', k.key, 'address', x.one -> 'address') order by k.place), '[]')
        from jsonb_array_elements_text(d.content::jsonb -> 'chosen') with ordinality as k(key, place)
        left join lateral (
          select one from jsonb_array_elements(d.content::jsonb -> 'data' -> 'cases') as e(one) where one ->> 'key' = k.key
        ) x on true
      ) as chosen
    from ranking_decisions d left join ranking_decisions c on c.corrects = d.id
    order by d.decided_on desc, d.created_at desc
  `;
  return [...rows];
}

interface Stored {
  hash: string;
  content: string;
  at: string;
  by: string;
  correctedBy: string | null;
}

/** A decision as it was frozen, whether its text is still what was hashed, and what has changed since. */
export async function openDecision(sql: Sql, network: WalkNetwork, id: string) {
  const [row] = await sql<Stored[]>`
    select d.hash, d.content, d.created_by as by, c.id as "correctedBy", to_jsonb(d.created_at) #>> '{}' as at
    from ranking_decisions d left join ranking_decisions c on c.corrects = d.id where d.id = ${id}
  `;
  if (!row) throw new Problem(UNKNOWN);
  const computedHash = await sha256(row.content);
  const content = JSON.parse(row.content) as DecisionContent;
  const changes = changesSince(content.data, await readRankingData(sql, await readOnFoot(sql, network)));
  const { hash, at, by, correctedBy } = row;
  return { id, hash, computedHash, intact: hash === computedHash, at, by, correctedBy, content, changes };
}

function refuseUnknown(entry: DecisionEntry, known: ReadonlySet<string>): void {
  const unknown = entry.chosen.filter((key) => !known.has(key));
  if (unknown.length === 0) return;
  throw new Problem({
    status: 422,
    type: 'unknown-case',
    title: { de: 'Ausgewählte Fälle stehen nicht in der Rangfolge', en: 'Chosen cases are not in the ranking' },
    detail: { de: `Betroffen: ${unknown.join(', ')}`, en: `Concerned: ${unknown.join(', ')}` },
    extra: { cases: unknown },
  });
}

const CHANGED = {
  status: 409,
  type: 'data-changed',
  title: { de: 'Die Daten haben sich geändert', en: 'The data have changed' },
  detail: {
    de: 'Seit die Rangfolge geladen wurde, hat sich etwas geändert. Bitte neu laden, prüfen und dann festhalten.',
    en: 'Something changed since the ranking was loaded. Please load it again, check it, and then record the decision.',
  },
} as const;

/** Nothing weighs anything, so nothing can be ranked. */
export const NO_WEIGHT = {
  status: 422,
  type: 'no-weight',
  title: { de: 'Kein Kriterium hat ein Gewicht', en: 'No criterion has a weight' },
  detail: { de: 'Ohne Gewicht gibt es keine Rangfolge.', en: 'Without a weight there is no ranking.' },
} as const;

async function refuseCorrected(tx: SqlLike, id: string): Promise<void> {
  const [old] = await tx<{ correctedBy: string | null }[]>`
    select c.id as "correctedBy" from ranking_decisions d left join ranking_decisions c on c.corrects = d.id
    where d.id = ${id} for update of d
  `;
  if (!old) throw new Problem({ ...UNKNOWN, status: 422 });
  if (old.correctedBy === null) return;
  throw new Problem({
    status: 409,
    type: 'already-corrected',
    title: { de: 'Diese Entscheidung ist schon berichtigt', en: 'This decision has been corrected already' },
    detail: { de: 'Bitte die neuere berichtigen.', en: 'Please correct the newer one.' },
    extra: { correctedBy: old.correctedBy },
  });
}

/** What the case file says of it; the whole stands in the decision. */
const partOf = (entry: DecisionEntry, id: string) => ({
  on_date: entry.decidedOn,
  body: 'Steuerungsgruppe',
  decision: entry.title,
  reason: entry.reason.slice(0, 2000),
  reference: `/ranking/decisions/${id}`,
});

/**
 * Records a decision: figures, weights, votes and the ranking that follows, frozen under a hash; each chosen case's file
 * says so, in the same transaction.
 * @param expected hash of the data that the person saw
 * @throws Problem 409 where the data changed since, 422 where a chosen case is not in them or nothing has a weight
 */
export async function recordDecision(
  { db, network }: { db: Database; network: WalkNetwork },
  who: Identity,
  requestId: string,
  { expected, ...entry }: DecisionEntry & { expected: string },
): Promise<{ id: string; hash: string }> {
  const id = randomUUID();
  const part = CASE_PARTS.find((one) => one.id === 'decisions');
  if (!part) throw new Error('the case file has no decisions');
  const onFoot = await readOnFoot(db.sql, network);
  return await changeCases(db, who, { reason: entry.title, requestId, batchId: id }, async (tx, changes) => {
    if (entry.corrects) await refuseCorrected(tx, entry.corrects);
    const data = await readRankingData(tx, onFoot);
    if ((await dataHash(data)) !== expected) throw new Problem(CHANGED);
    refuseUnknown(entry, new Set(data.cases.map(({ key }) => key)));
    const content = freeze(entry, data, who.name);
    if (!content) throw new Problem(NO_WEIGHT);
    const { text, hash } = await sealed(content);
    await tx`
      insert into ranking_decisions (id, title, decided_on, content, hash, corrects, created_by)
      values (${id}, ${entry.title}, ${entry.decidedOn}, ${text}, ${hash}, ${entry.corrects}, ${who.name})
    `;
    // In the order of the keys, so that two who decide at once do not lock each other out.
    for (const property of [...new Set(entry.chosen)].sort())
      await addPartRow(tx, changes, { property, part, who }, partOf(entry, id));
    return { id, hash };
  });
}
