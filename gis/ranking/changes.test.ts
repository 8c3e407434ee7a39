import { expect, it } from 'vitest';
import { changesSince } from './changes.ts';
import { CRITERIA } from './criteria.ts';
import { canonical } from './hash.ts';
import type { RankingData } from './data.ts';

it('calls nothing changed that only came back with its members in another order', () => {
  const data: RankingData = {
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
  expect(changesSince(JSON.parse(canonical(data)) as RankingData, data)).toEqual([]);
});
