import { describe, expect, it } from 'vitest';
import { compareRankings } from './compare.ts';
import type { Side } from './compare.ts';
import type { RankingData } from './data.ts';
import { rank } from './rank.ts';
import type { RankingSettings } from './settings.ts';

const words = (text: string) => ({ de: text, en: text });
const criterion = (id: string) => ({
  ...{ id, title: words(id), question: words(id), direction: 'more' as const, unit: null, source: words('test') },
  value: {
    kind: 'metric' as const,
    points: [
      [0, 0],
      [10, 1],
    ] as const,
  },
  startWeight: 1,
});
const house = (key: string) => ({
  ...{ key, id: 1, address: `${key}straße 1`, case_number: null, class: 'x', mark: null, center: [7, 51] as const },
  ...{ pressure: null, ability_to_act: null, open: true, dwellings: 1, cost_eur: null, staff_hours: null, demo: false },
});
const data = (values: Record<string, (number | null)[]>, keys = ['a', 'b', 'c']): RankingData => ({
  ...{ readAt: '2026-01-01T00:00:00Z', demo: false, states: {}, neighbours: [] },
  criteria: Object.keys(values).map(criterion),
  cases: keys.map(house),
  values,
});
const settings = (weights: Record<string, number>): RankingSettings => ({
  weights,
  weighing: { method: 'sliders' },
  scope: 'open',
  robustness: { draws: 100, seed: 1, spread: 0.25, grades: 'declared' },
  budget: null,
});
const side = (of: RankingData, weights: Record<string, number>): Side => ({
  data: of,
  settings: settings(weights),
  rows: rank(of, settings(weights)) ?? [],
});

describe('two rankings side by side', () => {
  const values = { x: [10, 5, 0], y: [0, 5, 10] };

  it('names the weight that moved a case, and nobody moves by what lifts everyone', () => {
    const moves = compareRankings(side(data(values), { x: 1, y: 0 }), side(data(values), { x: 0, y: 1 }));
    expect(moves.map(({ key, places }) => [key, ...places])).toEqual([
      ['c', 3, 1],
      ['b', 2, 2],
      ['a', 1, 3],
    ]);
    expect(moves[0]?.causes.map((one) => [one.criterion, one.cause, one.by > 0])).toEqual([
      ['x', 'weight', true],
      ['y', 'weight', true],
    ]);
    expect(moves[1]?.causes).toEqual([]);
  });

  it('names the value that changed, and only for whom it did; parts sum to the change of the score against the others', () => {
    const [before, after] = [
      side(data(values), { x: 0.5, y: 0.5 }),
      side(data({ x: [10, 5, 0], y: [0, 10, 10] }), { x: 0.5, y: 0.5 }),
    ];
    const moves = compareRankings(before, after);
    const moved = moves.find(({ key }) => key === 'b');
    expect(moved?.causes).toHaveLength(1);
    expect(moved?.causes[0]).toMatchObject({ criterion: 'y', cause: 'value' });
    // It rose by 0.25, all three by 0.25 / 3 on average.
    expect(moved?.causes[0]?.by).toBeCloseTo(0.25 - 0.25 / 3, 12);
    expect(moves.find(({ key }) => key === 'a')?.causes).toEqual([]);
  });

  it('keeps cases and criteria that only one of the two has', () => {
    const later = data({ x: [10, 0], z: [0, 10] }, ['a', 'd']);
    const moves = compareRankings(side(data(values), { x: 1 }), side(later, { x: 0.5, z: 0.5 }));
    expect(moves.find(({ key }) => key === 'd')?.places[0]).toBeNull();
    expect(moves.find(({ key }) => key === 'b')?.places).toEqual([2, null]);
    expect(moves.find(({ key }) => key === 'a')?.places[1]).not.toBeNull();
  });
});
