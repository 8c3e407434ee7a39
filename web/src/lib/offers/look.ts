import type { Cell } from '@quartierblick/gis/analysis/chain/chain.ts';
import { isMeant } from '@quartierblick/gis/analysis/chain/gaps.ts';

/** How a field of the matrix looks: whether all are reached, some, or nobody; `free` where no offer has to be. */
export type CellLook = 'full' | 'part' | 'none' | 'free';

/** Children whom a field leaves without an offer. */
export const without = ({ gaps }: Cell): number => gaps.reduce((sum, { children }) => sum + children.expected, 0);

export function lookOf(cell: Cell): CellLook {
  if (!isMeant(cell)) return 'free';
  const missing = Math.round(without(cell));
  if (missing <= 0) return 'full';
  return missing >= Math.round(cell.children.expected) ? 'none' : 'part';
}
