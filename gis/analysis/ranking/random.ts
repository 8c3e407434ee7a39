/** Uniform numbers in [0, 1), the same ones for the same seed on every machine. */
export interface Random {
  (): number;
  /** The next numbers, as many as the target holds: the same as that many calls, and faster. */
  fill: (target: Float64Array) => void;
}

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
  const state = Int32Array.from({ length: 4 }, () => start.next().value);
  // The state stays in local variables while many are made; that is where the time goes.
  const fill = (target: Float64Array): void => {
    let a = state[0] as number;
    let b = state[1] as number;
    let c = state[2] as number;
    let d = state[3] as number;
    for (let i = 0; i < target.length; i++) {
      const scrambled = Math.imul(b, 5);
      target[i] = (Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0) / 4_294_967_296;
      const t = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= t;
      d = (d << 11) | (d >>> 21);
    }
    state[0] = a;
    state[1] = b;
    state[2] = c;
    state[3] = d;
  };
  const one = new Float64Array(1);
  const next = (): number => {
    fill(one);
    return one[0] as number;
  };
  return Object.assign(next, { fill });
}
