import { expect, it } from 'vitest';
import type { Criterion } from './criterion.ts';
import type { RankingData } from './data.ts';
import type { RankingSettings } from './settings.ts';
import { workbookOf } from './workbook.ts';

const words = (text: string) => ({ de: text, en: text });
const metric = (id: string, points: readonly (readonly [number, number])[]): Criterion => ({
  ...{ id, title: words(id), question: words('?'), direction: 'more', unit: 'm', source: words('declared') },
  value: { kind: 'metric', points },
  startWeight: 1,
});

function sheetsOf(criteria: readonly Criterion[], budget: RankingSettings['budget'] = null) {
  const data: RankingData = {
    ...{ readAt: '2026-11-23T00:00:00Z', demo: false, criteria, cases: [], values: {}, neighbours: [] },
    states: { first: { source: words('open data, 2019–2024'), asOf: '2024-12-31', known: 0 } },
  };
  const settings = {
    ...{ weights: { first: 1 }, weighing: { method: 'sliders' as const }, scope: 'open' as const, budget },
    robustness: { draws: 100, seed: 1, spread: 0, grades: 'declared' as const },
  };
  return workbookOf({ data, settings, result: [], hash: '' }, 'en');
}

function criteriaSheet(criteria: readonly Criterion[]) {
  const [head = [], ...rows] = sheetsOf(criteria)[3]?.rows ?? [];
  const column = (title: string) => rows.map((row) => row[head.findIndex((one) => String(one).startsWith(title))]);
  return { formulas: column('Formula'), sources: column('Source') };
}

it('writes a formula that gives the utilities of the matrix, also where a line does not run from 0 to 1', () => {
  const { formulas } = criteriaSheet([
    metric('first', [
      [0, 0],
      [100, 1],
    ]),
    metric('falling', [
      [50, 1],
      [250, 0],
    ]),
    metric('partial', [
      [0, 0.2],
      [10, 0.8],
    ]),
    metric('bent', [
      [0, 0],
      [5, 1],
      [9, 0.5],
    ]),
  ]);
  expect(formulas).toEqual([
    'u = (x − 0) / (100 − 0)',
    'u = (x − 250) / (50 − 250)',
    'u(0) = 0.2; u(10) = 0.8',
    'u(0) = 0; u(5) = 1; u(9) = 0.5',
  ]);
});

it('names the source with the years that the figures were read from, not only the declared one', () => {
  expect(
    criteriaSheet([
      metric('first', [
        [0, 0],
        [1, 1],
      ]),
      metric('other', [
        [0, 0],
        [1, 1],
      ]),
    ]).sources,
  ).toEqual(['open data, 2019–2024', 'declared']);
});

it('names the limits of the budget under which a set was chosen', () => {
  const rows = sheetsOf([], { euros: 3_000_000, hours: null, spillOver: 0.2 })[4]?.rows;
  expect(rows).toContainEqual(['Budget (€)', 3_000_000]);
  expect(rows).toContainEqual(['Staff hours', 'no limit']);
  expect(rows).toContainEqual(['Spill-over on neighbours (%)', 20]);
});
