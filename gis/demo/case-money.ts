import type { Case, Part } from './case-story.ts';
import { since } from './case-story.ts';
import { DEMO_SOURCE } from './source.ts';

/** Money of a bought house; what is not decided yet is only estimated. */
export function moneyOf(one: Case): { costs: Part<'costs'>[]; funding: Part<'funding'>[] } {
  const { row, rng } = one;
  const bought = since(one, 'availability', 'acquired');
  const works = since(one, 'works', 'renovating');
  const done = since(one, 'works', 'completed');
  const thousands = (euros: number) => Math.round(euros / 1000) * 1000;
  const dwellings = row.dwellings ?? 6;
  const cost = (kind: Part<'costs'>['kind'], amount: number, state: Part<'costs'>['state'], on: string | null) => ({
    key: `${row.key}/cost-${String(kind)}`,
    property_key: row.key,
    kind,
    amount_eur: thousands(amount),
    state,
    on_date: on,
    source: DEMO_SOURCE.name,
    note: null,
  });
  const price = dwellings * rng.between(38_000, 62_000);
  const works_eur = dwellings * rng.between(95_000, 150_000);
  if (!bought) {
    // Of one in three nobody has estimated what it would cost.
    if (!rng.chance(2 / 3)) return { costs: [], funding: [] };
    const securing = row.condition === '5' ? [cost('securing', rng.between(8_000, 30_000), 'estimated', null)] : [];
    const whole = [cost('purchase', price, 'estimated', null), cost('modernisation', works_eur, 'estimated', null)];
    return { costs: [...securing, ...whole], funding: [] };
  }
  const costs = [
    cost('purchase', price, 'paid', bought),
    cost('ancillary', price * 0.09, 'paid', bought),
    cost('modernisation', works_eur, done ? 'paid' : works ? 'committed' : 'estimated', done ?? works),
  ];
  const funding: Part<'funding'> = {
    key: `${row.key}/funding-1`,
    property_key: row.key,
    programme: 'Städtebauförderung (Demo)',
    amount_eur: thousands(works_eur * 0.6),
    share_percent: 60,
    state: done ? 'paid' : works ? 'approved' : 'applied',
    on_date: done ?? works ?? bought,
    reference: null,
    note: null,
  };
  return { costs, funding: [funding] };
}
