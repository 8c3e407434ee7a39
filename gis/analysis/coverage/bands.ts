import { lengthOf, pieceOf } from '../network/planar.ts';
import type { ReachedPiece } from '../network/reached.ts';
import type { Point } from '../network/types.ts';

/** A part of a way that lies within one band. */
export interface BandPiece {
  /** Number of the band: 0 up to the first limit, and so on. */
  band: number;
  line: Point[];
}

/**
 * Cuts a piece of way where its cost passes a limit, so that each part is drawn in the band in which it lies.
 * @param limits of the bands in the unit of the cost, ascending; what costs more than the last lies in the band after it
 */
export function inBands({ line, startCost, endCost }: ReachedPiece, limits: readonly number[]): BandPiece[] {
  const shape = Float64Array.from(line.flat());
  const length = lengthOf(shape);
  const bandOf = (cost: number): number => {
    const band = limits.findIndex((limit) => cost <= limit);
    return band < 0 ? limits.length : band;
  };
  const share = (cost: number): number => (cost - startCost) / (endCost - startCost);
  const passed = endCost === startCost ? [] : limits.map(share).filter((t) => t > 0 && t < 1);
  const cuts = [0, ...passed.sort((a, b) => a - b), 1];
  return cuts.slice(1).flatMap((end, i) => {
    const start = cuts[i] as number;
    if (!(end > start)) return [];
    const middle = startCost + ((start + end) / 2) * (endCost - startCost);
    return [{ band: bandOf(middle), line: pieceOf(shape, start * length, end * length) }];
  });
}
