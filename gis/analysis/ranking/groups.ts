import type { Robustness } from './smaa.ts';

/**
 * From this winning share on, one case is ahead of another: in nine of ten ways to weigh the same criteria. Below it the two
 * cannot be told apart, and the list says so instead of a bare rank.
 */
export const FIRM = 0.9;

/** The kept ranks of all draws. */
type Ranks = Pick<Robustness, 'ranks' | 'stride' | 'kept'>;

/** Share of the draws in which case `a` is ahead of case `b`; 0.5 for a case and itself. */
export function winningShare({ ranks, stride, kept }: Ranks, a: number, b: number): number {
  if (a === b || kept === 0) return 0.5;
  const [one, other] = [a * stride, b * stride];
  let wins = 0;
  for (let draw = 0; draw < kept; draw++)
    wins += (ranks[one + draw] as number) < (ranks[other + draw] as number) ? 1 : 0;
  return wins / kept;
}

/**
 * Groups of cases that cannot be told apart, along the order of the list: a case belongs to the group while the group's
 * first is not firmly ahead of it; then it begins the next. Chains do not form, because everyone is compared with the first.
 * @param order positions of the cases, most urgent first
 * @returns number of the group by case, from 0
 */
export function groupsOf(robustness: Ranks & Pick<Robustness, 'cases'>, order: ArrayLike<number>): Int32Array {
  const groups = new Int32Array(robustness.cases);
  let group = 0;
  let leader = order[0] ?? 0;
  for (let place = 0; place < order.length; place++) {
    const one = order[place] as number;
    if (one !== leader && winningShare(robustness, leader, one) >= FIRM) {
      group++;
      leader = one;
    }
    groups[one] = group;
  }
  return groups;
}
