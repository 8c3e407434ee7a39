import { AGE_BANDS, sharedMonths } from '@quartierblick/gis/analysis/chain/ages.ts';
import type { AgeRange } from '@quartierblick/gis/analysis/chain/ages.ts';
import { COLUMNS } from '@quartierblick/gis/analysis/chain/chain.ts';
import { fits, holdsOn, speaks } from '@quartierblick/gis/analysis/chain/offering.ts';
import type { Offering, Wish } from '@quartierblick/gis/analysis/chain/offering.ts';
import type { AgeGroup, Demand } from '@quartierblick/gis/analysis/network/types.ts';

/** What a field of the matrix says: how many offers, how many children have one, and how many lack a place. */
export interface PlainCell {
  offers: number;
  reached: number;
  placeless: number;
}

/** Share of each age group of the demand that an age has; before birth that of nine months of the youngest. */
const sharesOf = (band: AgeRange): number[] =>
  [
    { from: 0, to: 72 },
    { from: 72, to: 144 },
    { from: 144, to: 216 },
  ].map((group, g) => (sharedMonths(group, band) + (g === 0 ? sharedMonths({ from: -9, to: 0 }, band) : 0)) / 72);

/**
 * The matrix as one would write it down first: each field filters all offers and counts the children of all pieces of street near
 * one of them. Who is near a site is known, as it is to the other.
 */
export function plainMatrix(
  offerings: readonly Offering[],
  demand: Demand,
  { day, wish }: { day: string; wish: Wish },
  near: (site: string, group: AgeGroup) => ReadonlySet<number>,
): PlainCell[] {
  return AGE_BANDS.flatMap((band) => {
    const group = band.to <= 72 ? 'under-6' : band.to <= 120 ? '6-12' : '12-plus';
    const shares = sharesOf(band);
    const childrenAt = (piece: number) =>
      shares.reduce((sum, share, g) => sum + share * (demand.expected[g]?.[piece] ?? 0), 0);
    const all = demand.x.reduce((sum, _, piece) => sum + childrenAt(piece), 0);
    return COLUMNS.map((column): PlainCell => {
      const found = offerings
        .filter(({ kind }) => column === 'any' || kind === column)
        .filter(({ ages }) => ages && sharedMonths(ages, band) > 0)
        .filter((one) => holdsOn(one, day) && speaks(one, wish.language))
        .map((one) => ({ ...one, runs: one.runs.filter((run) => fits(run, wish)) }))
        .filter(({ runs }) => runs.length > 0);
      const pieces = new Set(found.flatMap(({ runs }) => runs.flatMap(({ site }) => [...near(site, group)])));
      const home = found.some(({ comesToYou }) => comesToYou);
      const reached = home ? all : [...pieces].reduce((sum, piece) => sum + childrenAt(piece), 0);
      const known = found.every(({ places }) => places !== null);
      const places = found.reduce(
        (sum, { places: own, ages }) =>
          sum + (ages ? ((own ?? 0) * sharedMonths(ages, band)) / (ages.to - ages.from) : 0),
        0,
      );
      return { offers: found.length, reached, placeless: known ? Math.max(0, reached - places) : 0 };
    });
  });
}
