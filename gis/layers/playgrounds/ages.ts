import type { PLAY_AGES } from './layer.ts';

type Age = keyof typeof PLAY_AGES;

/**
 * Age groups of the play areas A, B and C, as cities in NRW class their playgrounds. The classes go back to the Land's
 * guidance on planning play areas of 1974: C for small children close to home, B for school children of a residential area,
 * A for a whole district, all ages. Münster publishes combinations such as `A+B/C`, where A alone stands for grounds with
 * ball games and no play for the small ones.
 *
 * Read conservatively: each letter claims only the ages that it certainly serves (A: 12 and over), so that coverage is
 * never overstated. A doubtful entry (`A?`) or an unknown letter is "not known".
 */
const OF_CLASS: Record<string, Age> = { A: '12-plus', B: '6-12', C: 'under-6' };
const ORDER: readonly Age[] = ['under-6', '6-12', '12-plus'];

/** Age groups that a class such as `B/C` or `A+B/C` serves; null where it says nothing certain. */
export function agesOfClass(text: string | null): Age[] | null {
  if (text === null) return null;
  const letters = text
    .toUpperCase()
    .split(/[+/,; ]+/)
    .filter((letter) => letter !== '');
  const ages = letters.map((letter) => OF_CLASS[letter]);
  if (ages.length === 0 || ages.includes(undefined)) return null;
  return ORDER.filter((age) => ages.includes(age));
}

/** Bounds of the groups in months. */
const BOUNDS: Record<Age, [from: number, to: number]> = {
  'under-6': [0, 72],
  '6-12': [72, 144],
  '12-plus': [144, 216],
};

/**
 * Age groups that an age range in months covers by at least half of the group, by which a ground for 3 to 12 year-olds
 * counts for both younger groups; null where no bound is known.
 */
export function agesOfRange(from: number | null, to: number | null): Age[] | null {
  if (from === null && to === null) return null;
  return ORDER.filter((age) => {
    const [low, high] = BOUNDS[age];
    return Math.min(high, to ?? 216) - Math.max(low, from ?? 0) >= (high - low) / 2;
  });
}
