import { expect, it } from 'vitest';
import { inYears } from './years.ts';

it('the same day in another year is a day that exists', () => {
  expect(inYears('2026-11-27', -1)).toBe('2025-11-27');
  expect(inYears('2028-02-29', 1)).toBe('2029-02-28');
  expect(inYears('2027-02-28', 1)).toBe('2028-02-28');
});
