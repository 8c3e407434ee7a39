import { describe, expect, it } from 'vitest';
import { BadEnv } from '../env.ts';
import { readScale } from './scale.ts';

describe('--scale', () => {
  it('is the quarter where it is not given', () => expect(readScale([])).toBe(1));
  it.each([
    [['--scale', '60000'], 60_000],
    [['--scale=200000'], 200_000],
    [['--scale', '1'], 1],
  ])('%j asks for that many buildings', (args, scale) => expect(readScale(args)).toBe(scale));

  it.each([[['--scale', 'many']], [['--scale', '12']], [['--scale']], [['--size', '3']], [['--scale', '9e9']]])(
    '%j is refused in one line, before anything is opened',
    (args) => {
      expect(() => readScale(args)).toThrow(BadEnv);
      expect(() => readScale(args)).toThrow(/--scale N/);
    },
  );
});
