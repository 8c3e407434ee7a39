import type { StripContent } from '@quartierblick/gis/stories/content.ts';

/** Where the symbol of an accident stands: pixels along the strip, and how many lie below it. */
export interface StripPlace {
  at: number;
  level: number;
  category: '1' | '2' | '3';
}

/** Width of a pile, pixels. */
const PILE = 15;
/** More would reach into the curve above. */
const MOST = 9;

/** Accidents in piles beside each other, the gravest at the bottom, so that none hides another. @param x pixels of a chainage */
export function stackedAccidents(accidents: StripContent['accidents'], x: (chainage: number) => number): StripPlace[] {
  const piles = new Map<number, number>();
  const grave = [...accidents].sort((a, b) => a.category - b.category);
  return grave.map(({ chainage, category }) => {
    const wanted = Math.round(x(chainage) / PILE);
    let pile = wanted;
    for (let step = 0; (piles.get(pile) ?? 0) >= MOST; step += 1) {
      pile = wanted + (step % 2 === 0 ? 1 : -1) * (1 + Math.floor(step / 2));
    }
    const level = piles.get(pile) ?? 0;
    piles.set(pile, level + 1);
    return { at: pile * PILE, level, category: String(category) as StripPlace['category'] };
  });
}

/** Names stand beside each other at this distance, pixels; those between are left out, as on a map. */
const NAME_PX = 30;

/** Things of which each has room for its name. @param x pixels along the strip */
export function spaced<T>(things: readonly T[], x: (thing: T) => number): T[] {
  const kept: T[] = [];
  for (const thing of [...things].sort((a, b) => x(a) - x(b))) {
    const last = kept.at(-1);
    if (last === undefined || x(thing) - x(last) >= NAME_PX) kept.push(thing);
  }
  return kept;
}
