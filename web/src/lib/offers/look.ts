import type { Cell } from '@quartierblick/gis/analysis/chain/chain.ts';
import { isMeant, without } from '@quartierblick/gis/analysis/chain/gaps.ts';

/**
 * How a field of the matrix looks: whether all are reached, some, or nobody; `free` where no offer has to be, `unknown` where
 * nobody knows how many children there are.
 */
export type CellLook = 'full' | 'part' | 'none' | 'free' | 'unknown';

export function lookOf(cell: Pick<Cell, 'band' | 'column' | 'children' | 'gaps'>, known: boolean): CellLook {
  if (!isMeant(cell)) return 'free';
  if (!known) return 'unknown';
  const missing = Math.round(without(cell));
  if (missing <= 0) return 'full';
  return missing >= Math.round(cell.children.expected) ? 'none' : 'part';
}
