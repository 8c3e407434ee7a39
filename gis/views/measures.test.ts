import { describe, expect, it } from 'vitest';
import { readAddress, START, writeAddress } from './measures.ts';
import type { MeasuresAddress } from './measures.ts';
import { chosen } from '../walks/chosen.ts';
import type { Measure } from '../walks/measure.ts';

const TODAY = '2026-11-27';
const measure = (number: number, fields: Partial<Measure> = {}): Measure => ({
  ...{ key: String(number), number, title: '', action: null, theme: null, place: null, placeText: null },
  ...{ responsible: null, due: null, remindOn: null, state: 'open', reason: null, doneOn: null, walk: null },
  ...{
    findings: [],
    seenAgain: [],
    evidence: [],
    demo: false,
    overdue: false,
    version: 1,
    changedBy: null,
    createdAt: '2026-01-01T00:00:00Z',
    createdBy: 'Probe',
  },
  ...{ changedAt: `2026-01-0${number}T00:00:00Z` },
  ...fields,
});
const numbers = (all: Measure[], address: Partial<typeof START>) =>
  chosen(all, { ...START, ...address }, TODAY).map(({ number }) => number);

describe('which measures are shown', () => {
  it('puts the soonest first, then what has no day, and what has ended last with the newest first', () => {
    const all = [
      measure(1, { state: 'done' }),
      measure(2),
      measure(3, { due: '2027-01-01' }),
      measure(4, { due: '2026-12-01' }),
      measure(5, { state: 'rejected' }),
    ];
    expect(numbers(all, {})).toEqual([4, 3, 2, 5, 1]);
    expect(numbers(all, { which: 'todo' })).toEqual([4, 3, 2]);
  });

  it('reminds from the chosen day on, and never of what has ended', () => {
    const all = [
      measure(1, { remindOn: TODAY }),
      measure(2, { remindOn: '2026-11-28' }),
      measure(3, { remindOn: '2026-01-01', state: 'done' }),
    ];
    expect(numbers(all, { which: 'remind' })).toEqual([1]);
  });

  it('tells measures without a theme or a responsible person from those of any', () => {
    const all = [measure(1, { theme: 'waste', responsible: 'EDG' }), measure(2)];
    expect(numbers(all, { theme: 'none' })).toEqual([2]);
    expect(numbers(all, { theme: 'waste' })).toEqual([1]);
    expect(numbers(all, { who: '' })).toEqual([2]);
    expect(numbers(all, { who: 'EDG', theme: null })).toEqual([1]);
  });
});

describe('the address of the list', () => {
  it('gives back what was written, and leaves out what is as at the start', () => {
    const address: MeasuresAddress = {
      ...START,
      view: 'map',
      which: 'overdue',
      theme: 'none',
      who: 'Amt & Söhne',
      measure: '7a1f6a51-2f0e-4b6e-9d61-5a4f5a1b0c01',
    };
    const query = writeAddress(address, new URLSearchParams('lang=en'));
    expect(query).toContain('lang=en');
    expect(readAddress(new URLSearchParams(query))).toEqual(address);
    expect(writeAddress(START, new URLSearchParams(query))).toBe('?lang=en');
  });

  it('takes nothing for a measure or a view that is none', () => {
    const broken = readAddress(new URLSearchParams('view=3d&measure=1&which=x&walk=y'));
    expect(broken).toEqual(START);
  });

  it('keeps nobody apart from anybody', () => {
    const query = writeAddress({ ...START, who: '' }, new URLSearchParams());
    expect(readAddress(new URLSearchParams(query)).who).toBe('');
  });
});
