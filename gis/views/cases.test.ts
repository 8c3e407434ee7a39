import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COLUMN_IDS } from '../layers/properties/columns.ts';
import { CASE_CODE_FIELDS } from '../layers/properties/list.ts';
import { filterParams, filterValues, PLAIN, readQuery, writeQuery, type ListQuery } from './cases.ts';

const filters = fc
  .uniqueArray(
    fc
      .constantFrom(...Object.keys(CASE_CODE_FIELDS))
      .chain((name) => fc.subarray(filterValues(name), { minLength: 1 }).map((values) => [name, values] as const)),
    { selector: ([name]) => name },
  )
  .map((entries) => Object.fromEntries(entries) as Record<string, string[]>);

const queries: fc.Arbitrary<ListQuery> = fc.record({
  filters,
  q: fc.string({ maxLength: 100 }).map((text) => text.trim()),
  due: fc.constantFrom(null, 'overdue', 'week', 'month', 'none'),
  changedSince: fc.constantFrom(null, '2026-01-31'),
  bbox: fc.constantFrom(null, [7.46, 51.51, 7.48, 51.53] as [number, number, number, number]),
  sort: fc.option(fc.record({ field: fc.constantFrom(...COLUMN_IDS), descending: fc.boolean() })),
  group: fc.option(fc.constantFrom(...Object.keys(CASE_CODE_FIELDS))),
  columns: fc.option(fc.subarray(COLUMN_IDS, { minLength: 1 })),
});

describe('address of the list', () => {
  it('gives back everything that was written into it', () => {
    fc.assert(
      fc.property(queries, (query) => {
        const { query: read, broken } = readQuery(new URLSearchParams(writeQuery(query, new URLSearchParams())));
        expect(broken).toEqual([]);
        expect(read).toEqual(query);
      }),
    );
  });

  it('survives any broken part, and names it', () => {
    const { query, broken } = readQuery(
      new URLSearchParams('condition=9&works=none,renovating&sort=geom&group=colour&due=soon&bbox=1,2&q=born'),
    );
    expect(query).toEqual({ ...PLAIN, filters: { works: ['none', 'renovating'] }, q: 'born' });
    expect(broken.sort()).toEqual(['bbox', 'condition', 'due', 'group', 'sort']);
  });

  it('leaves parameters of others alone and takes away its own', () => {
    expect(writeQuery(PLAIN, new URLSearchParams('lang=en&condition=5'))).toBe('?lang=en');
  });

  it('asks the api for "not stated" in words that do not mean a value', () => {
    expect(filterParams({ ...PLAIN, filters: { procedure: ['none', 'empty'] } })).toEqual({ procedure: 'none,empty' });
    expect(filterValues('occupancy')).toContain('none');
    expect(filterValues('works')).toContain('empty');
  });
});
