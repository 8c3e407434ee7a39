import type { Range } from '../coverage/range.ts';
import { AGE_GROUPS } from '../network/types.ts';
import type { AgeGroup } from '../network/types.ts';
import { AGE_BANDS } from './ages.ts';
import type { AgeRange } from './ages.ts';
import type { Children } from './children.ts';
import type { Asked } from './fitting.ts';

/** Pieces of street from which an age group reaches a site on foot; indices in the demand, each once. */
export type Within = (site: string, group: AgeGroup) => ArrayLike<number>;

/** Who walks at an age: with an adult before school, alone after it. */
const walkerOf = ({ to }: AgeRange): AgeGroup => (to <= 72 ? 'under-6' : to <= 120 ? '6-12' : '12-plus');

/** Ages of {@link AGE_BANDS} at which each age group walks, one bit for each. */
const WALKED: Readonly<Record<AgeGroup, number>> = Object.fromEntries(
  AGE_GROUPS.map((group) => [
    group,
    AGE_BANDS.reduce((bits, ages, band) => bits | (walkerOf(ages) === group ? 1 << band : 0), 0),
  ]),
) as Record<AgeGroup, number>;

/**
 * Whom offers reach, kind by kind and all kinds together. A site is gone through once for each kind and way of walking, whatever the
 * ages of its offers: each piece of street keeps a bit for every age that is reached from it.
 */
export class Near {
  readonly #children: Children;
  readonly #within: Within;
  readonly #ofKind: Uint16Array;
  readonly #ofAny: Uint16Array;
  /** Ages to whose families somebody comes. */
  #home = 0;

  constructor(children: Children, within: Within) {
    this.#children = children;
    this.#within = within;
    this.#ofKind = new Uint16Array(children.pieces);
    this.#ofAny = new Uint16Array(children.pieces);
  }

  /** Children with one of these offers, all of one kind, within reach; by age. */
  ofKind(found: readonly Asked[]): Range[] {
    let home = 0;
    const sites = new Map<string, number>();
    for (const { offering, runs, bands } of found) {
      if (offering.comesToYou) home |= bands;
      else for (const { site } of runs) sites.set(site, (sites.get(site) ?? 0) | bands);
    }
    this.#home |= home;
    this.#ofKind.fill(0);
    for (const group of AGE_GROUPS) for (const [site, bands] of sites) this.#mark(site, group, bands & WALKED[group]);
    for (let i = 0; i < this.#ofAny.length; i++)
      this.#ofAny[i] = (this.#ofAny[i] as number) | (this.#ofKind[i] as number);
    return this.#sums(this.#ofKind, home);
  }

  /** Children with any offer of the kinds that were asked for, by age. */
  ofAny(): Range[] {
    return this.#sums(this.#ofAny, this.#home);
  }

  #mark(site: string, group: AgeGroup, bands: number): void {
    if (bands === 0) return;
    const near = this.#within(site, group);
    for (let i = 0; i < near.length; i++) {
      const piece = near[i] as number;
      this.#ofKind[piece] = (this.#ofKind[piece] as number) | bands;
    }
  }

  #sums(marks: Uint16Array, home: number): Range[] {
    return AGE_BANDS.map((ages, band) =>
      home & (1 << band) ? this.#children.of(ages) : this.#children.where(ages, marks, 1 << band),
    );
  }
}
