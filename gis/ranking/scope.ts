import { isKnown } from '../analysis/ranking/matrix.ts';
import type { RankingData } from './data.ts';
import type { RankingSettings } from './settings.ts';

/**
 * What is ranked: the cases of the scope and everything that speaks of them. Scores stay what they are, because no bound of a
 * criterion depends on who is listed; ranks count among those of the scope, since nobody asks of a completed case when its
 * turn comes.
 */
export function inScope(data: RankingData, scope: RankingSettings['scope']): RankingData {
  const kept = [...data.cases.keys()].filter((at) => scope === 'all' || data.cases[at]?.open);
  if (kept.length === data.cases.length) return data;
  const placeOf = new Map(kept.map((at, place) => [at, place]));
  const values = Object.fromEntries(
    Object.entries(data.values).map(([id, raws]) => [id, kept.map((at) => raws[at] ?? null)]),
  );
  const states = Object.fromEntries(
    data.criteria.flatMap((criterion) => {
      const state = data.states[criterion.id];
      const known = (values[criterion.id] ?? []).filter((raw) => isKnown(criterion, raw)).length;
      return state ? [[criterion.id, { ...state, known }]] : [];
    }),
  );
  return {
    ...data,
    states,
    cases: kept.flatMap((at) => data.cases[at] ?? []),
    values,
    neighbours: data.neighbours.flatMap(([a, b]): [number, number][] => {
      const [first, second] = [placeOf.get(a), placeOf.get(b)];
      return first === undefined || second === undefined ? [] : [[first, second]];
    }),
  };
}
