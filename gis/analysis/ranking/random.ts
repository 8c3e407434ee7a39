/** Uniform numbers in [0, 1), the same ones for the same seed on every machine. */
export type Random = () => number;

/** Spreads a seed over the whole state, so that seeds 1 and 2 have nothing in common (SplitMix32). */
function* splitMix(seed: number): Generator<number, never> {
  let state = seed >>> 0;
  for (;;) {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    yield (z ^ (z >>> 15)) >>> 0;
  }
}

/**
 * A seeded generator: xoshiro128** (Blackman and Vigna, Scrambled Linear Pseudorandom Number Generators, 2021).
 * @param seed whole number from 0 to 2³² − 1
 */
export function seededRandom(seed: number): Random {
  const start = splitMix(seed);
  let [a, b, c, d] = [start.next().value, start.next().value, start.next().value, start.next().value];
  return () => {
    const scrambled = Math.imul(b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result / 4_294_967_296;
  };
}
