import { plus } from '../coverage/range.ts';
import type { Range } from '../coverage/range.ts';
import { AGE_BANDS, sharedMonths } from './ages.ts';
import type { AgeRange } from './ages.ts';
import type { Cell, Column, GapReason } from './chain.ts';
import { MEANT_AGES } from './meant.ts';

/** Ages that follow each other and lack the same for the same reason. */
export interface ListedGap {
  column: Column;
  reason: GapReason;
  ages: AgeRange;
  /** All of these ages, and those of them who are without. */
  all: Range;
  children: Range;
}

/** Ages at which the absence of a kind is a gap; anything at all is wanted from pregnancy until ten (network INFamilie: 0–10). */
const meant = (column: Column): AgeRange | null => (column === 'any' ? { from: -9, to: 120 } : MEANT_AGES[column]);

/** Whether the chain means an offer of this kind to be there at this age. */
export function isMeant({ band, column }: Pick<Cell, 'band' | 'column'>): boolean {
  const wanted = meant(column);
  return wanted !== null && sharedMonths(wanted, AGE_BANDS[band] as AgeRange) > 0;
}

/** Gaps of a chain where an offer is meant to be, those with most children first; equal ones by age. */
export function gapsOf(cells: readonly Cell[]): ListedGap[] {
  const listed: ListedGap[] = [];
  for (const cell of cells) {
    if (!isMeant(cell)) continue;
    const { column, children: all, gaps } = cell;
    const ages = AGE_BANDS[cell.band] as AgeRange;
    for (const { reason, children } of gaps) {
      const before = listed.find((one) => one.column === column && one.reason === reason && one.ages.to === ages.from);
      if (before) {
        before.ages = { from: before.ages.from, to: ages.to };
        before.all = plus(before.all, all);
        before.children = plus(before.children, children);
      } else listed.push({ column, reason, ages, all, children });
    }
  }
  return listed.sort((a, b) => b.children.expected - a.children.expected || a.ages.from - b.ages.from);
}

/** Children whom a field of the matrix leaves without an offer. */
export const without = ({ gaps }: Pick<Cell, 'gaps'>): number =>
  gaps.reduce((sum, { children }) => sum + children.expected, 0);
