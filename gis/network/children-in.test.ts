import { homes } from '../analysis/coverage/example.ts';
import type { DemandAnswer } from './answers.ts';
import { describe, expect, it } from 'vitest';
import { childrenIn } from './children-in.ts';

/** Units u0, u1 and u2 with a piece of street each, but nothing is known of u2; of u1 only a part. */
const [known] = [
  homes(
    [
      [0, 0],
      [1, 0],
    ],
    10,
    2,
  ),
];
const answer = {
  ...known,
  units: [...known.units, { key: 'u2', name: 'Hafen' }],
  zonesOfUnits: [
    { all: 3, known: 3 },
    { all: 3, known: 2 },
    { all: 1, known: 0 },
  ],
  years: [{ year: 2023, children: [[5, 5, 5], null, null] }],
} as unknown as DemandAnswer;

const of = (units: string[], year: number | null = null) => childrenIn(answer, { area: { units }, year });

describe('children of statistical units', () => {
  it('are those on their pieces of street', () => {
    expect(of(['u0'])).toMatchObject({ counts: { pieces: [0] }, known: true, missing: [], partly: [] });
    expect(of(['u0', 'u1'])).toMatchObject({ counts: { pieces: [0, 1] }, partly: ['u1'] });
  });

  it('are missing, not zero, where nothing is published, also where nobody knows the unit', () => {
    expect(of(['u2'])).toMatchObject({ counts: { pieces: [] }, known: false, missing: ['u2'] });
    expect(of(['u0', 'gone'])).toMatchObject({ known: true, missing: ['gone'] });
  });

  it('of another year are those of that year, and missing where it has none', () => {
    expect(of(['u0'], 2023).counts.demand.expected[0]).toEqual([5, 0]);
    expect(of(['u1'], 2023)).toMatchObject({ known: false, missing: ['u1'] });
    expect(childrenIn(answer, { area: null, year: 2023 })).toMatchObject({ known: true, missing: ['u1'] });
  });
});
