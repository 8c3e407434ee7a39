import type { OfferKind } from '../../layers/offers/kinds.ts';
import type { AgeRange } from './ages.ts';

const years = (from: number, to: number): AgeRange => ({ from: 12 * from, to: 12 * to });

/**
 * Ages for which a chain without a gap would have an offer of a kind (phases of the network INFamilie, "Blick nach Dortmund",
 * Jugendamt Dortmund 2019: 0–2 welcome visit, parent–child groups, language; 2–4 Kinderstube, parents' café; 4–6 language, parents'
 * seminars, school; 6+ further help). Day care from the first birthday on, as § 24 SGB VIII entitles to it [general knowledge]. null: not
 * part of the chain for everyone, so its absence is no gap.
 */
export const MEANT_AGES: Readonly<Record<OfferKind, AgeRange | null>> = {
  'welcome-visit': years(0, 2),
  'parent-child-group': years(0, 3),
  language: years(0, 6),
  kinderstube: years(2, 4),
  kita: years(1, 6),
  school: years(6, 10),
  counselling: { from: -9, to: 120 },
  sport: null,
  'parents-education': years(2, 6),
  volunteer: null,
  meeting: null,
};
