import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowSchema } from '../layers/define.ts';
import { datasetsOf } from '../layers/tables.ts';
import { layers } from '../layers/index.ts';
import { rowCheck } from './validate.ts';

const datasets = layers.flatMap((layer) => datasetsOf(layer));

/** Values near the borders of what fields allow. */
const value = fc.oneof(
  { weight: 6, arbitrary: fc.constant(null) },
  fc.constantFrom<unknown>('1', '2', '0', 'value', 'kita', 'mo', ' spaced ', '', 'x'.repeat(2000), 'x'.repeat(2001)),
  fc.constantFrom<unknown>(0, 1, 2024, 999, 2200, 2201, 1.5, -9, -10, 2 ** 31, -(2 ** 31), NaN, Infinity, -0),
  fc.constantFrom<unknown>(
    true,
    false,
    undefined,
    [],
    ['mo', 'tu'],
    ['mo', 'xx'],
    [''],
    ['de'],
    {},
    '2024-02-30',
    '2024-02-29',
  ),
  fc.anything({ maxDepth: 1 }),
);

describe('the compiled check of rows', () => {
  it.each(datasets.map((dataset) => [dataset.id, dataset] as const))(
    'decides as the declared schema does: %s',
    (_id, dataset) => {
      const schema = rowSchema(dataset);
      const check = rowCheck(dataset);
      const row = fc.record({
        key: fc.oneof({ weight: 9, arbitrary: fc.constant('k') }, fc.constantFrom('', 'x'.repeat(301))),
        ...Object.fromEntries(Object.keys(dataset.fields).map((name) => [name, value])),
      });
      fc.assert(
        fc.property(row, fc.integer({ min: 0, max: 30 }), (candidate, keep) => {
          // One strange field at a time shows more than all at once.
          const names = Object.keys(dataset.fields);
          const strange = names[keep % names.length];
          const one: Record<string, unknown> = Object.fromEntries(
            Object.entries(candidate).map(([name, found]) => [name, name === 'key' || name === strange ? found : null]),
          );
          for (const tried of [one, { ...candidate } as Record<string, unknown>]) {
            const expected = schema.safeParse(tried);
            const changed = { ...tried };
            expect(check(changed) === null).toBe(expected.success);
            if (expected.success) expect(changed).toEqual(expected.data);
          }
        }),
        { numRuns: 200 },
      );
    },
  );

  it('refuses fields that are not declared, and lets the geometry pass', () => {
    const [dataset] = datasets;
    if (!dataset) throw new Error('no layers');
    const row = { key: 'a', ...Object.fromEntries(Object.keys(dataset.fields).map((name) => [name, null])) };
    expect(rowCheck(dataset)({ ...row, geometry: {} })).toBeNull();
    expect(rowCheck(dataset)({ ...row, surprise: 1 })).toContain('surprise');
  });
});
