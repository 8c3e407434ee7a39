import { describe, expect, it } from 'vitest';
import { cellText, columnOf, numberOf, readCell } from './cell.ts';
import { definitionOf, emptyDefinition, savedOf } from './definition.ts';

const metric = {
  value: {
    kind: 'metric' as const,
    points: [
      [0, 0],
      [10, 1],
    ] as const,
  },
};
const grades = {
  value: {
    kind: 'ordinal' as const,
    grades: [
      { code: 'a', label: { de: 'kaum', en: 'hardly' }, utility: 0 },
      { code: 'b', label: { de: 'sehr', en: 'very' }, utility: 1 },
    ],
  },
};

describe('a cell of the grid', () => {
  it.each([
    ['1.234,5', 1234.5],
    ['1234.5', 1234.5],
    ['1.234', 1234],
    ['-3,25', -3.25],
    ['−2', -2],
    ['0', 0],
    ['1,2,3', null],
    ['12a', null],
    ['', null],
  ])('reads %s as %s', (text, number) => expect(numberOf(text)).toBe(number));

  it('keeps empty apart from zero, and a range apart from a difference', () => {
    expect(readCell(metric, ' ')).toEqual({ raw: null });
    expect(readCell(metric, '0')).toEqual({ raw: 0 });
    expect(readCell(metric, '3–5,5')).toEqual({ raw: [3, 5.5] });
    expect(readCell(metric, '3-5')).toEqual({ raw: [3, 5] });
    expect(readCell(metric, '5–3')).toEqual({ problem: 'bounds' });
    expect(readCell(metric, 'viel')).toEqual({ problem: 'number' });
  });

  it('knows a grade by code, by label in both languages, and by its number', () => {
    for (const text of ['b', 'Sehr', 'VERY', '2']) expect(readCell(grades, text)).toEqual({ raw: 'b' });
    expect(readCell(grades, '3')).toEqual({ problem: 'grade' });
    expect(cellText(grades, 'b', ({ de }) => de)).toBe('sehr');
  });

  it('shows what it reads back', () => {
    for (const raw of [1234.5, -3.25, [3, 5.5], null] as const)
      expect(
        readCell(
          metric,
          cellText(metric, raw, ({ de }) => de),
        ),
      ).toEqual({ raw });
  });

  it('takes the first column of what a spreadsheet copies, empty cells included', () =>
    expect(columnOf('1\tx\r\n\r\n"3"\t\r\n')).toEqual(['1', '', '3']));
});

describe('the form of a criterion', () => {
  const named = { title: { de: 'Lärm', en: '' }, question: { de: 'Wie laut?', en: '' }, source: { de: 'Ohr', en: '' } };

  it('saves nothing half done', () => {
    expect(savedOf({ ...emptyDefinition(), zero: '0', one: '5' })).toBeNull();
    expect(savedOf({ ...emptyDefinition(), ...named, zero: '5', one: '5' })).toBeNull();
    expect(savedOf({ ...emptyDefinition(), ...named, kind: 'ordinal' })).toBeNull();
  });

  it('turns bounds the other way round into a scale on which less is more urgent', () =>
    expect(savedOf({ ...emptyDefinition(), ...named, zero: '10', one: '2,5' })).toMatchObject({
      direction: 'less',
      title: { de: 'Lärm', en: 'Lärm' },
      value: {
        points: [
          [2.5, 1],
          [10, 0],
        ],
      },
    }));

  it('keeps the codes of saved grades when they are renamed, so that no value is lost', () => {
    const criterion = { id: 'own:1', ...named, direction: 'more', unit: null, startWeight: 0, ...grades } as const;
    const form = definitionOf(criterion);
    const renamed = {
      ...form,
      grades: [...form.grades.map((one) => ({ ...one, de: `${one.de}!` })), { code: null, de: 'a', en: '' }],
    };
    const { value } = savedOf(renamed) ?? {};
    expect(value?.kind === 'ordinal' && value.grades.map(({ code, utility }) => [code, utility])).toEqual([
      ['a', 0],
      ['b', 0.5],
      ['a 2', 1],
    ]);
  });
});
