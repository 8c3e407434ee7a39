import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reviewReason } from './difference.ts';

const counts = (added: number, changed: number, gone: number, before = 100) => ({
  added,
  changed,
  gone,
  before,
  unchanged: before - changed - gone,
});
const guard = { review: false, mostGonePercent: 30 };

it('lets a difference through where nobody asked to see it and few rows are gone', () => {
  expect(reviewReason(counts(5, 60, 30), guard, false)).toBeNull();
});

it('holds an emptied service back, whatever was configured', () => {
  expect(reviewReason(counts(0, 0, 31), guard, false)).toBe('many-gone');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 0, max: 99 }), (before, mostGonePercent) => {
      expect(reviewReason(counts(0, 0, before, before), { review: false, mostGonePercent }, false)).toBe('many-gone');
    }),
  );
});

it('asks about what somebody has undone before, and never about nothing', () => {
  expect(reviewReason(counts(1, 0, 0), guard, true)).toBe('undone-before');
  expect(reviewReason(counts(0, 0, 0), { ...guard, review: true }, true)).toBeNull();
});

it('shows every difference where that is configured', () => {
  expect(reviewReason(counts(1, 0, 0), { ...guard, review: true }, false)).toBe('configured');
});
