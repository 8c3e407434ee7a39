import type { TransactionSql } from 'postgres';
import type { PlacedValues, ProposalKind } from '@quartierblick/gis/offers/proposal.ts';
import { actAs } from '../../audit/actor.ts';
import type { Occasion } from '../../audit/actor.ts';
import type { Database } from '../../db.ts';
import { Problem } from '../../errors.ts';
import { today } from '../../properties/today.ts';
import { changeRegister } from '../register.ts';
import type { LinkHolder } from './links.ts';
import { writeOffer } from './write-offer.ts';

/** What a provider sends about one offer. */
export interface Said {
  offer: string;
  kind: ProposalKind;
  /** Empty unless something is to be changed. */
  proposed: PlacedValues;
  /** What the provider saw in the places of `proposed`. */
  seen: PlacedValues;
  /** Version of the offer that the provider saw. */
  seenVersion: number;
  remark: string | null;
}

/** An offer that is not the provider's, or not any more; nothing tells which. */
export const notYours = () =>
  new Problem({
    status: 403,
    type: 'not-your-offer',
    title: { de: 'Dieses Angebot steht nicht unter Ihrem Namen', en: 'This offer is not under your name' },
    detail: {
      de: 'Es gehört nicht (mehr) zu Ihnen oder wurde gelöscht. Es wurde nichts gespeichert; bitte die Seite neu laden.',
      en: 'It does not belong to you (any more), or was deleted. Nothing was saved; please load the page anew.',
    },
  });

async function keep(tx: TransactionSql, { provider, name }: LinkHolder, said: Said): Promise<void> {
  const [offer] = await tx<{ key: string; demo: boolean }[]>`
    select o.key, coalesce((select i.demo from imports i where i.id = o.import_id), false) as demo
    from offers o where o.key = ${said.offer} and o.provider_key = ${provider} for update
  `;
  if (!offer) throw notYours();
  await tx`
    update offer_proposals set decision = 'replaced', decided_at = now(), decided_by = ${name}
    where offer_key = ${offer.key} and decision is null
  `;
  // That all is right is only a date. With a remark somebody has to read it.
  const done = said.kind === 'confirm' && said.remark === null;
  await tx`
    insert into offer_proposals (offer_key, provider_key, kind, proposed, seen, seen_version, remark, demo, decided_at, decided_by,
      decision)
    values (${offer.key}, ${provider}, ${said.kind}, ${tx.json(said.proposed as never)}, ${tx.json(said.seen as never)},
      ${said.seenVersion}, ${said.remark}, ${offer.demo}, ${tx`case when ${done} then now() end`}, ${done ? name : null},
      ${done ? 'approved' : null})
  `;
  if (said.kind === 'confirm') await writeOffer(tx, offer, {}, today());
}

/**
 * Keeps what a provider sends, all of it or nothing. That an offer is right as it is counts at once; a change waits for a planner. It
 * takes the place of what waited for the same offer.
 * @throws Problem 403 where an offer is not the provider's
 */
export async function receive(
  db: Database,
  holder: LinkHolder,
  occasion: Occasion,
  said: readonly Said[],
): Promise<void> {
  const who = { userId: null, name: holder.name };
  const keepAll = async (tx: TransactionSql) => {
    // Always in the same order, so that two who send at once do not wait for each other.
    for (const one of said.toSorted((a, b) => (a.offer < b.offer ? -1 : 1))) await keep(tx, holder, one);
  };
  if (said.some(({ kind }) => kind === 'confirm')) return changeRegister(db, who, occasion, keepAll);
  await db.sql.begin(async (tx) => {
    await actAs(tx, who, occasion);
    await keepAll(tx);
  });
}
