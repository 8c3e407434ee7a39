import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { RankingData } from './data.ts';
import { canonical, dataHash } from './hash.ts';

const DATA: RankingData = {
  readAt: '2026-11-23T08:00:00Z',
  demo: true,
  criteria: [],
  states: { condition: { source: { de: 'Akte', en: 'File' }, asOf: null, known: 1 } },
  cases: [],
  values: { condition: ['4', null, [1.5, 2e21]] },
  neighbours: [[0, 1]],
};
/** Written by hand after RFC 8785: keys sorted, no spaces, numbers as ECMAScript prints them. */
const TEXT =
  '{"cases":[],"criteria":[],"demo":true,"neighbours":[[0,1]],' +
  '"states":{"condition":{"asOf":null,"known":1,"source":{"de":"Akte","en":"File"}}},' +
  '"values":{"condition":["4",null,[1.5,2e+21]]}}';

it('hashes the canonical text, so that a decision can be verified by anybody with any tool', async () => {
  expect(await dataHash(DATA)).toBe(createHash('sha256').update(TEXT, 'utf8').digest('hex'));
});

it('does not depend on when the data was read or in which order its members stand', async () => {
  const { values, ...rest } = DATA;
  expect(await dataHash({ values, ...rest, readAt: '2030-01-01T00:00:00Z' })).toBe(await dataHash(DATA));
  expect(await dataHash({ ...DATA, demo: false })).not.toBe(await dataHash(DATA));
});

it('refuses what JSON cannot say instead of hashing something else', () => {
  expect(() => canonical({ value: Number.NaN })).toThrow();
  expect(() => canonical(undefined)).toThrow();
});
