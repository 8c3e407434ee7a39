import { describe, expect, it } from 'vitest';
import { properties } from '@quartierblick/gis/layers/properties/layer.ts';
import { AXES } from '@quartierblick/gis/layers/properties/axes.ts';
import { ApiProblem } from '#lib/api.ts';
import { staleOf } from '#lib/entry/merge.ts';
import { axisProblem } from './axis.ts';
import { differences } from './differences.ts';
import { FACT_GROUPS, livingAreaPerPerson } from './fact-groups.ts';
import { sumsBy } from './sums.ts';
import type { CaseFile } from './types.ts';

describe('the answer 412', () => {
  const body = {
    current: { version: 7, properties: { condition: '4' } },
    conflicts: [{ field: 'condition', base: '2', yours: '3', theirs: '4', by: 'B', at: '2026-01-01T00:00:00Z' }],
  };
  it('is read', () => expect(staleOf(body)?.conflicts[0]).toMatchObject({ field: 'condition', by: 'B' }));
  it.each([{}, { current: null }, { current: { version: '7' } }])('is not made up from %o', (other) =>
    expect(staleOf(other)).toBeNull(),
  );
  it('of an axis reaches the field that its form has', () => {
    const problem = axisProblem(new ApiProblem(412, body), 'condition');
    expect(staleOf(problem.body)).toMatchObject({ properties: { value: '4' }, conflicts: [{ field: 'value' }] });
  });
});

describe('sums', () => {
  it('a missing amount is not zero: no sum without amounts, and the rest is counted', () => {
    expect(sumsBy([{ state: 'paid' }], 'state')).toEqual({
      total: null,
      unstated: 1,
      by: [{ id: 'paid', amount: null }],
    });
    const rows = [
      { state: 'paid', amount_eur: 10 },
      { state: 'planned', amount_eur: null },
      { state: 'paid', amount_eur: 5.5 },
    ];
    expect(sumsBy(rows, 'state')).toMatchObject({ total: 15.5, unstated: 1 });
  });
});

describe('facts', () => {
  it('every plain field stands in exactly one group, so that none is lost from the page', () => {
    const shown = FACT_GROUPS.flatMap(({ fields }): readonly string[] => fields);
    const plain = Object.keys(properties.dataset.fields).filter((name) => !(name in AXES));
    expect(shown.toSorted()).toEqual(plain.toSorted());
  });
  it('area a person is unknown where either is missing, never zero or infinite', () => {
    expect(livingAreaPerPerson({ living_area_m2: 90, residents: 10 })).toBe(9);
    for (const one of [{ living_area_m2: 90, residents: 0 }, { living_area_m2: 90, residents: null }, {}]) {
      expect(livingAreaPerPerson(one)).toBeNull();
    }
  });
});

describe('what others changed', () => {
  const file = (change: Partial<CaseFile>): CaseFile =>
    ({
      key: 'a',
      properties: { office: 'A', class: 'x' },
      history: [],
      parts: { tasks: [], notes: [] },
      ...change,
    }) as unknown as CaseFile;
  it('names fields, backdated findings and parts, and nothing else', () => {
    const row = { key: 't', version: 1, changedAt: '', changedBy: null };
    const finding = {
      key: 'h',
      axis: 'works',
      value: 'none',
      valid_from: null,
      source: null,
      author: null,
      reason: null,
    };
    const after = file({
      properties: { office: 'B', class: 'y' },
      history: [finding],
      parts: { tasks: [row], notes: [] },
    });
    expect(differences(file({}), after)).toEqual({ fields: ['office', 'works'], parts: ['tasks'] });
    expect(differences(after, after)).toEqual({ fields: [], parts: [] });
  });
});
