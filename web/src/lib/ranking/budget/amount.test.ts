import { expect, it } from 'vitest';
import { readAmount } from './amount.ts';

it('reads amounts as they are written in each language, and takes 1.5 for no million', () => {
  expect(['1.500.000', '1500000', '1 500 000 €', '0', ''].map((text) => readAmount(text, 'de'))).toEqual([
    1_500_000,
    1_500_000,
    1_500_000,
    0,
    null,
  ]);
  expect(readAmount('1,500,000', 'en')).toBe(1_500_000);
  expect(['1.5', '1,5', '-3', 'viel', '1.50.000', '9'.repeat(20)].map((text) => readAmount(text, 'de'))).toEqual(
    Array(6).fill(undefined),
  );
  expect(readAmount('1.500', 'en')).toBeUndefined();
});
