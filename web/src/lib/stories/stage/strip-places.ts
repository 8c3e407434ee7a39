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

/** Degrees that names are turned by, and the height of their lines, pixels. */
export const NAME_TURN = 45;
export const NAME_LINE = 15.5;
/** Letters of a line: what has room between the street and the legend. */
const NAME_LETTERS = 22;

/** The name of a side street below the strip. */
export interface StripName {
  /** Pixels along the strip. */
  at: number;
  /** One or two. */
  lines: string[];
}

/** A name in at most two lines: where two streets meet the strip at one place, one below the other; what is longer is cut. */
function linesOf(name: string): string[] {
  const cut = (text: string): string =>
    text.length > NAME_LETTERS ? `${text.slice(0, NAME_LETTERS - 1).trimEnd()}…` : text;
  if (name.length <= NAME_LETTERS) return [name];
  const comma = name.indexOf(', ');
  // A single long name is parted at a space.
  const space = name.lastIndexOf(' ', NAME_LETTERS);
  const at = comma > 0 ? comma + 1 : space > 0 ? space : name.length;
  const rest = name.slice(at).trim();
  return [cut(name.slice(0, at)), ...(rest === '' ? [] : [cut(rest)])];
}

/** Names that have room beside each other, from left to right; those between are left out, as on a map. @param x pixels of a chainage */
export function stripNames(
  marks: readonly { chainage: number; name: string | null }[],
  x: (chainage: number) => number,
): StripName[] {
  const lineAlong = NAME_LINE / Math.sin((NAME_TURN * Math.PI) / 180);
  const kept: StripName[] = [];
  for (const { chainage, name } of [...marks].sort((a, b) => a.chainage - b.chainage)) {
    if (!name) continue;
    const next = { at: x(chainage), lines: linesOf(name) };
    const last = kept.at(-1);
    const room = last ? next.at - last.at : Infinity;
    if (room >= ((next.lines.length + (last?.lines.length ?? 0)) / 2) * lineAlong) kept.push(next);
  }
  return kept;
}
