import type { Text } from '../layers/fields.ts';
import type { RawValue } from './criterion.ts';
import type { RankedCase, RankingData } from './data.ts';
import { canonical } from './hash.ts';

/** Facts of a case that matter to a decision beside its values. */
const FACTS = ['address', 'open', 'pressure', 'ability_to_act', 'dwellings', 'cost_eur', 'staff_hours'] as const;
export type CaseFact = (typeof FACTS)[number];

/** One difference between the figures of then and now. */
export type Change =
  | { kind: 'value'; case: string; criterion: string; before: RawValue; after: RawValue }
  | { kind: 'fact'; case: string; fact: CaseFact; before: RankedCase[CaseFact]; after: RankedCase[CaseFact] }
  | { kind: 'case-gone'; case: string }
  | { kind: 'criterion-gone' | 'criterion-changed'; criterion: string }
  // What was not there then is called as it is today.
  | { kind: 'case-added'; case: string; address: string | null }
  | { kind: 'criterion-added'; criterion: string; title: Text };

/** What was frozen comes back with its members in another order. */
const same = (a: unknown, b: unknown): boolean => canonical([a]) === canonical([b]);
const byKey = ({ cases }: RankingData) => new Map(cases.map((one, i) => [one.key, i]));

function criteriaChanges(then: RankingData, now: RankingData): Change[] {
  const [old, current] = [then, now].map((data) => new Map(data.criteria.map((one) => [one.id, one])));
  const ids = new Set([...(old?.keys() ?? []), ...(current?.keys() ?? [])]);
  return [...ids].flatMap((criterion): Change[] => {
    const [a, b] = [old?.get(criterion), current?.get(criterion)];
    if (!a) return b ? [{ kind: 'criterion-added', criterion, title: b.title }] : [];
    if (!b) return [{ kind: 'criterion-gone', criterion }];
    // What it is called may be worded better; what it counts is what matters.
    return same([a.value, a.direction, a.veto ?? null], [b.value, b.direction, b.veto ?? null])
      ? []
      : [{ kind: 'criterion-changed', criterion }];
  });
}

function caseChanges(then: RankingData, now: RankingData, key: string, i: number, k: number): Change[] {
  const [was, is] = [then.cases[i], now.cases[k]];
  const values = then.criteria.flatMap(({ id }): Change[] => {
    const column = now.values[id];
    if (!column) return [];
    const [before, after] = [then.values[id]?.[i] ?? null, column[k] ?? null];
    return same(before, after) ? [] : [{ kind: 'value', case: key, criterion: id, before, after }];
  });
  const facts = FACTS.flatMap((fact): Change[] =>
    was && is && !same(was[fact], is[fact])
      ? [{ kind: 'fact', case: key, fact, before: was[fact], after: is[fact] }]
      : [],
  );
  return [...values, ...facts];
}

/** What is different now from what a decision was taken on: criteria first, then case by case. */
export function changesSince(then: RankingData, now: RankingData): Change[] {
  const [old, current] = [byKey(then), byKey(now)];
  const kept = [...old].flatMap(([key, i]): Change[] => {
    const k = current.get(key);
    return k === undefined ? [{ kind: 'case-gone', case: key }] : caseChanges(then, now, key, i, k);
  });
  const added = now.cases
    .filter(({ key }) => !old.has(key))
    .map(({ key, address }): Change => ({ kind: 'case-added', case: key, address }));
  return [...criteriaChanges(then, now), ...kept, ...added];
}
