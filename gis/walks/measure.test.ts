import { describe, expect, it } from 'vitest';
import { isOverdue, mayFollow, MEASURE_STATES, missingFor } from './measure.ts';

describe('states of a measure', () => {
  it('what has ended can only be opened again', () => {
    for (const ended of ['done', 'rejected'] as const) {
      expect(MEASURE_STATES.filter((state) => mayFollow(ended, state)).sort()).toEqual([ended, 'open'].sort());
    }
  });

  it('every state can be reached from open, and open from every state', () => {
    const reached = new Set<string>(['open']);
    for (const _ of MEASURE_STATES) {
      for (const from of MEASURE_STATES) {
        if (reached.has(from)) for (const to of MEASURE_STATES) if (mayFollow(from, to)) reached.add(to);
      }
    }
    expect([...reached].sort()).toEqual([...MEASURE_STATES].sort());
    expect(mayFollow('commissioned', 'open')).toBe(false);
  });

  it('rejected asks for a reason that is not blank, done for its day', () => {
    expect(missingFor({ state: 'rejected', reason: '  ', doneOn: null })).toBe('reason');
    expect(missingFor({ state: 'rejected', reason: 'kein Geld', doneOn: null })).toBeNull();
    expect(missingFor({ state: 'done', reason: null, doneOn: null })).toBe('doneOn');
    expect(missingFor({ state: 'done', reason: null, doneOn: '2026-11-01' })).toBeNull();
    expect(missingFor({ state: 'open', reason: null, doneOn: null })).toBeNull();
  });

  it('is overdue from the day after it was due, until it has ended', () => {
    expect(isOverdue({ state: 'open', due: '2026-11-27' }, '2026-11-27')).toBe(false);
    expect(isOverdue({ state: 'commissioned', due: '2026-11-27' }, '2026-11-28')).toBe(true);
    expect(isOverdue({ state: 'done', due: '2026-11-27' }, '2026-11-28')).toBe(false);
    expect(isOverdue({ state: 'rejected', due: '2026-11-27' }, '2026-11-28')).toBe(false);
    expect(isOverdue({ state: 'open', due: null }, '2026-11-28')).toBe(false);
  });
});
