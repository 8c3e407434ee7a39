import { expect, it } from 'vitest';
import type { RankingData } from './data.ts';
import { rank } from './rank.ts';
import type { RankingSettings } from './settings.ts';
import { workbookOf } from './workbook.ts';

const words = (text: string) => ({ de: text, en: text });
const house = {
  ...{ key: 'a', id: 1, address: '=1+1', case_number: '@SUM(A1)', class: 'x', mark: null, center: [7, 51] as const },
  ...{ pressure: null, ability_to_act: null, open: true, dwellings: 1, cost_eur: null, staff_hours: null, demo: false },
};
const grade = { code: '=c', label: words('=1+1'), utility: 1 };
const data: RankingData = {
  ...{ readAt: '2026-01-01T00:00:00Z', demo: false, states: {}, neighbours: [] },
  criteria: [
    {
      ...{
        id: 'own:x',
        title: words('=1+1'),
        question: words('+1'),
        direction: 'more',
        unit: '=1+1',
        source: words('-1'),
      },
      ...{ value: { kind: 'ordinal', grades: [grade, { ...grade, code: 'd', utility: 0 }] }, startWeight: 1 },
    },
  ],
  cases: [house],
  values: { 'own:x': ['=c'] },
};
const settings: RankingSettings = {
  ...{ weights: { 'own:x': 1 }, weighing: { method: 'sliders' }, scope: 'open', budget: null },
  robustness: { draws: 100, seed: 1, spread: 0.25, grades: 'declared' },
};

it('lets nothing that a planner has typed begin a formula: names, units and grades of own criteria, addresses', () => {
  const result = rank(data, settings) ?? [];
  const about = [[words('Begründung'), '=1+1']] as const;
  const sheets = workbookOf({ data, settings, result, hash: 'h', about }, 'de');
  const texts = sheets.flatMap(({ rows }) => rows.flat().filter((cell) => typeof cell === 'string'));
  expect(texts.filter((text) => text.startsWith("'=")).length).toBeGreaterThan(4);
  expect(texts.filter((text) => /^[=+\-@]/.test(text))).toEqual([]);
});
