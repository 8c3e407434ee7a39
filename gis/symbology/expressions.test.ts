import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classOf } from './classify.ts';
import { drawnBy } from './drawn-style.ts';
import type { Columns } from './drawn-style.ts';
import { allOf, byClass, measureValue, notHidden, steps } from './expressions.ts';
import type { Expression } from './expressions.ts';
import { UNCLASSED } from './legend.ts';
import type { ClassScheme } from './symbology.ts';

const scheme: ClassScheme = {
  column: 'kind',
  classes: [
    { id: '1', label: { de: 'eins', en: 'one' }, colour: 'play' },
    { id: 'b', label: { de: 'b', en: 'b' }, colour: 'kita' },
  ],
};
const style = { id: 'x/fill', type: 'fill', source: 'x', 'source-layer': 'x', metadata: { layer: 'x' } } as const;
const number = (value: unknown, at: Columns): number =>
  Number(drawnBy([{ ...style, type: 'line', paint: { 'line-width': value } }], at)[0]?.values['line-width']);
const taken = (filter: Expression | null, at: Columns): boolean =>
  drawnBy([{ ...style, ...(filter && { filter }) }], at).length === 1;

describe('by class', () => {
  const width = byClass(scheme, ({ id }) => (id === 'b' ? 7 : 3), 1);

  it('a class is found although its column is a number in the tile', () => {
    expect([{ kind: 'b' }, { kind: 1 }, { kind: '1' }].map((at) => number(width, at))).toEqual([7, 3, 3]);
  });

  it('what is in no class takes the rest', () => {
    expect([number(width, {}), number(width, { kind: 'new' })]).toEqual([1, 1]);
    expect(byClass({ column: 'kind', classes: [] }, () => 5, 1)).toBe(1);
  });
});

describe('what is switched off', () => {
  it('a value nobody registered is hidden with "not stated", and only with it', () => {
    const off = (...ids: string[]) => notHidden(scheme, new Set(ids));
    const features: Columns[] = [{ kind: 'b' }, { kind: '1' }, { kind: 'new' }, {}];
    expect(features.map((at) => taken(off('b'), at))).toEqual([false, true, true, true]);
    expect(features.map((at) => taken(off(UNCLASSED), at))).toEqual([true, true, false, false]);
    expect(features.map((at) => taken(off(UNCLASSED, '1'), at))).toEqual([true, false, false, false]);
    expect(off()).toBeNull();
  });

  it('conditions are all to hold; none is no condition', () => {
    const [b, one] = [notHidden(scheme, new Set(['b'])), notHidden(scheme, new Set(['1']))];
    const features: Columns[] = [{ kind: 'b' }, { kind: '1' }, {}];
    expect(features.map((at) => taken(allOf(b, null, one), at))).toEqual([false, false, true]);
    expect(allOf(null, b)).toEqual(b);
    expect(allOf(null, null)).toBeNull();
  });
});

describe('measures', () => {
  const texts = { title: { de: '', en: '' }, unit: { de: '', en: '' }, denominator: { de: '', en: '' } };

  it('a rate falls into the class that the api counts it in, thresholds and rounding of the machine included', () => {
    const { known, value } = measureValue({ ...texts, id: 'rate', value: 'n', per: 'of', factor: 100 });
    const breaks = [7, 14, 28, 29, 55, 56];
    const classes = steps(value, breaks, ['#000000', '#010101', '#020202', '#030303', '#040404', '#050505', '#060606']);
    const paint = { 'fill-color': ['case', known, classes, '#ffffff'] };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 200 }), (n, of) => {
        const index = classOf((n * 100) / of, breaks);
        expect(drawnBy([{ ...style, paint }], { n, of })[0]?.values['fill-color']).toBe(
          `rgba(${index},${index},${index},1)`,
        );
      }),
      {
        examples: [
          [7, 100],
          [14, 100],
          [28, 100],
          [29, 100],
          [55, 100],
          [56, 100],
        ],
      },
    );
  });

  it('a count needs no denominator, and zero is known', () => {
    const { known, value } = measureValue({ ...texts, id: 'count', value: 'n' });
    const width = ['case', known, value, 99];
    const features: Columns[] = [{ n: 0 }, { n: 4 }, {}];
    expect(features.map((at) => number(width, at))).toEqual([0, 4, 99]);
  });
});
