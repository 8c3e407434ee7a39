import { expect, it } from 'vitest';
import { changesSince } from './changes.ts';
import { CRITERIA } from './criteria.ts';
import { canonical } from './hash.ts';
import type { RankingData } from './data.ts';

const DATA: RankingData = {
  ...{
    readAt: '2026-11-23T00:00:00Z',
    demo: false,
    criteria: CRITERIA,
    states: {},
    cases: [],
    values: {},
    neighbours: [],
  },
};

it('calls nothing changed that only came back with its members in another order', () => {
  expect(changesSince(JSON.parse(canonical(DATA)) as RankingData, DATA)).toEqual([]);
});

it('calls what is new since by its name of today: then there was none', () => {
  const house = { key: 'new', address: 'Bornstraße 7' } as RankingData['cases'][number];
  const [first, ...others] = CRITERIA;
  expect(changesSince({ ...DATA, criteria: others }, { ...DATA, cases: [house] })).toEqual([
    { kind: 'criterion-added', criterion: first?.id, title: first?.title },
    { kind: 'case-added', case: 'new', address: 'Bornstraße 7' },
  ]);
});
