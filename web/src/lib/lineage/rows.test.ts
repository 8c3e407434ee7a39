import { describe, expect, it } from 'vitest';
import { freshnessCounts, freshnessRows } from './rows.ts';
import type { LayerFreshness } from './types.ts';

const layer = (id: string, sources: [state: string, ageDays: number | null][]): LayerFreshness =>
  ({ layer: id, sources: sources.map(([state, ageDays]) => ({ state, ageDays })) }) as unknown as LayerFreshness;

const LAYERS = [
  layer('a', [
    ['fresh', 3],
    ['overdue', 400],
  ]),
  layer('b', []),
  layer('c', [['no-date', null]]),
  layer('d', [['overdue', 900]]),
];

describe('the table of freshness', () => {
  it('begins with the oldest of what is too old, and hides no layer without data', () => {
    const rows = freshnessRows(LAYERS).map(({ layer: of, source }) => `${of.layer} ${source?.state ?? '-'}`);
    expect(rows).toEqual(['d overdue', 'a overdue', 'c no-date', 'a fresh', 'b -']);
  });

  it('counts sources, not layers, and a missing date is not too old', () => {
    expect(freshnessCounts(LAYERS)).toEqual({ all: 4, overdue: 2, undated: 1 });
  });
});
