import { atRun } from '../offers/proposal.ts';
import type { PlacedValues, ProposalKind } from '../offers/proposal.ts';
import { registerRows, runRows } from './offers.ts';

/** What a provider of the demo has said of one of its offers, and what nobody has decided about yet. */
export interface DemoProposal {
  offer_key: string;
  provider_key: string;
  kind: ProposalKind;
  proposed: PlacedValues;
  seen: PlacedValues;
  remark: string | null;
  received_at: string;
}

/** Invented: one provider wants to begin later, with more places. */
export function proposalRows(): DemoProposal[] {
  const offer = registerRows().find(({ key }) => key === 'demo-griffbereit');
  const run = runRows().find(({ offer_key }) => offer_key === offer?.key);
  if (!offer || !run) throw new Error('the offer of the demo that a provider corrects is gone');
  const [places, begin] = ['places', atRun('starts_at', run.key)];
  return [
    {
      offer_key: offer.key,
      provider_key: offer.provider_key ?? '',
      kind: 'change',
      proposed: { [begin]: '14:30', [places]: (offer.places ?? 0) + 2 },
      seen: { [begin]: run.starts_at, [places]: offer.places },
      remark: 'Erfunden: Ab dem neuen Jahr haben wir den größeren Raum.',
      received_at: '2026-10-30T09:12:00Z',
    },
  ];
}
