import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layers } from '../layers/index.ts';
import type { LayerDefinition } from '../layers/define.ts';
import { classCounts } from './classify.ts';
import { drawnBy } from './drawn-style.ts';
import type { Columns, Drawn } from './drawn-style.ts';
import { imageName } from './images.ts';
import { measureSwatches, stateHatch } from './legend.ts';
import { paintLayer } from './paint.ts';
import type { AreaValue, MeasureLook } from './paint-measure.ts';
import { contrastOf, paletteOf, rampColours } from './palette.ts';
import type { Measure, MeasureSymbology } from './symbology.ts';

const palette = paletteOf('light');
const HIDDEN = 'rgba(0,0,0,0)';
const rgba = (hex: string): string =>
  `rgba(${[1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(',')},1)`;

type MeasureLayer = LayerDefinition & { symbology: MeasureSymbology };
const measured = (layers as readonly LayerDefinition[]).filter(
  (layer): layer is MeasureLayer => layer.symbology.kind === 'measure',
);
const withColumns = measured.filter(({ symbology }) => symbology.stateColumn && symbology.measures.length > 0);
const withValues = measured.filter(({ symbology }) => symbology.indicators);

function drawn(layer: LayerDefinition, measure: Omit<MeasureLook, 'year'> & { year?: number }, at: Columns): Drawn[] {
  const look = { opacity: 1, hidden: new Set<string>(), hiddenMarks: new Set<string>() };
  return drawnBy(paintLayer(layer, { ...look, measure: { year: null, ...measure } }, palette).body, at);
}
const fillOf = (all: readonly Drawn[]): string | undefined =>
  all.find(({ part }) => part === 'fill')?.values['fill-color'];
const patternsOf = (all: readonly Drawn[]): (string | undefined)[] =>
  all.flatMap(({ values }) => ('fill-pattern' in values ? [values['fill-pattern']] : []));
const hatch = (state: 'suppressed' | 'not-available' | 'uncertain'): string => imageName(stateHatch(state, palette));

describe('there are layers to test', () => {
  it('of columns and of joined values', () => {
    expect(withColumns.length).toBeGreaterThan(0);
    expect(withValues.length).toBeGreaterThan(0);
  });
});

const cases = withColumns.flatMap((layer) =>
  layer.symbology.measures.map((measure) => [`${layer.id}/${measure.id}`, layer, measure] as const),
);
describe.each(cases)('%s, as the renderer evaluates it', (_, layer, measure) => {
  const breaks = [10, 20];
  const at = (state: string | null, value: number | null, per: number | null = 1): Drawn[] =>
    drawn(layer, { breaks, by: { measure } }, columns(layer, measure, state, value, per));

  it('a plain value is coloured by its class, without hatch; a value on a threshold belongs to the class above', () => {
    const colours = rampColours(palette, 3).map(rgba);
    const factor = measure.factor ?? 1;
    expect([0, 9.9, 10, 19.9, 20, 1e6].map((value) => fillOf(at('value', value / factor)))).toEqual(
      [0, 0, 1, 1, 2, 2].map((index) => colours[index]),
    );
    expect(patternsOf(at('value', 12))).toEqual([]);
  });

  it('a cell below k is never coloured, even if its number were to travel in the tile', () => {
    for (const value of [null, 0, 1, 2, 500]) {
      expect(fillOf(at('suppressed', value)), String(value)).toBe(HIDDEN);
      expect(patternsOf(at('suppressed', value)), String(value)).toEqual([hatch('suppressed')]);
    }
  });

  it('not available looks different from zero, and from hidden', () => {
    expect(fillOf(at('value', 0))).toBe(rgba(rampColours(palette, 3)[0] ?? ''));
    expect(patternsOf(at('value', 0))).toEqual([]);
    expect(fillOf(at('not-available', null))).toBe(HIDDEN);
    expect(patternsOf(at('not-available', null))).toEqual([hatch('not-available')]);
    expect(hatch('not-available')).not.toBe(hatch('suppressed'));
  });

  it('an open cell without number is not available, not zero', () => {
    for (const state of ['value', 'uncertain']) {
      expect(fillOf(at(state, null))).toBe(HIDDEN);
      expect(patternsOf(at(state, null))).toEqual([hatch('not-available')]);
    }
  });

  it.runIf(measure.per)('a ratio is not coloured where its denominator is zero, negative or missing', () => {
    for (const per of [0, -1, null]) {
      for (const value of [0, 12]) {
        expect(fillOf(at('value', value, per)), `${value} / ${per}`).toBe(HIDDEN);
        expect(patternsOf(at('value', value, per)), `${value} / ${per}`).toEqual([hatch('not-available')]);
      }
    }
  });

  it('a value of limited reliability is coloured and marked', () => {
    expect(fillOf(at('uncertain', 12 / (measure.factor ?? 1)))).toBe(rgba(rampColours(palette, 3)[1] ?? ''));
    expect(patternsOf(at('uncertain', 12))).toEqual([hatch('uncertain')]);
  });

  it('a cell without a state, or with one unknown, is marked as not available, never left blank', () => {
    for (const state of [null, '', 'something new']) {
      expect(fillOf(at(state, 12)), String(state)).toBe(HIDDEN);
      expect(patternsOf(at(state, 12)), String(state)).toEqual([hatch('not-available')]);
    }
  });

  it('as many cells bear a colour as the legend counts in its class', () => {
    const cell = fc.record({
      state: fc.constantFrom('value', 'uncertain', 'suppressed', 'not-available'),
      value: fc.option(fc.integer({ min: 0, max: 400 })),
      per: fc.option(fc.constantFrom(0, 0.3, 0.7, 1, 1.1)),
    });
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 40 }), (cells) => {
        // As the api computes them: value × factor / denominator.
        const known = cells.flatMap(({ state, value, per }) => {
          const denominator = measure.per ? per : 1;
          if (value === null || !denominator || (state !== 'value' && state !== 'uncertain')) return [];
          return [(value * (measure.factor ?? 1)) / denominator];
        });
        const fills = cells.map(({ state, value, per }) => fillOf(at(state, value, per)));
        const painted = measureSwatches(3, palette).map(
          ({ fill }) => fills.filter((one) => one === rgba(fill ?? '')).length,
        );
        expect(painted).toEqual(classCounts(known, breaks));
        expect(fills.filter((one) => one === HIDDEN)).toHaveLength(cells.length - known.length);
      }),
      { numRuns: 40 },
    );
  });
});

describe('years', () => {
  const ofYears = withColumns.filter(({ symbology }) => symbology.yearColumn);

  it.each(ofYears.map((layer) => [layer.id, layer] as const))(
    '%s: cells of another census are not drawn at all, neither filled nor hatched nor outlined',
    (_, layer) => {
      const [measure] = layer.symbology.measures;
      const column = layer.symbology.yearColumn ?? '';
      if (!measure) throw new Error('no measure');
      for (const state of ['value', 'uncertain', 'suppressed', 'not-available']) {
        for (const outlined of [false, true]) {
          const look = { breaks: [5], year: 2022, by: { measure }, outlined };
          const cell = columns(layer, measure, state, 7, 1);
          expect(drawn(layer, look, { ...cell, [column]: 2011 }), state).toEqual([]);
          expect(drawn(layer, look, cell), state).toEqual([]);
          expect(drawn(layer, look, { ...cell, [column]: 2022 }), state).not.toEqual([]);
        }
      }
    },
  );

  it('a layer whose cells bear a year is among them', () => expect(ofYears.length).toBeGreaterThan(0));
});

describe.each(withValues.map((layer) => [layer.id, layer] as const))('%s, values joined by key', (_, layer) => {
  const values: AreaValue[] = [
    { key: 'zero', value: 0, state: 'value' },
    { key: 'much', value: 90, state: 'value' },
    { key: 'unsure', value: 90, state: 'uncertain' },
    { key: 'few', value: null, state: 'suppressed' },
    { key: 'leaked', value: 2, state: 'suppressed' },
    { key: 'gone', value: null, state: 'not-available' },
    { key: 'empty', value: null, state: 'value' },
    { key: 'broken', value: Number.NaN, state: 'value' },
  ];
  const area = (key: string, of: readonly AreaValue[] = values): [string | undefined, (string | undefined)[]] => {
    const all = drawn(layer, { breaks: [5], by: { values: of } }, { key });
    return [fillOf(all), patternsOf(all)];
  };
  const [little, much] = rampColours(palette, 2).map(rgba);

  it.each([
    ['zero', little, []],
    ['much', much, []],
    ['unsure', much, [hatch('uncertain')]],
    ['few', HIDDEN, [hatch('suppressed')]],
    ['leaked', HIDDEN, [hatch('suppressed')]],
    ['gone', HIDDEN, [hatch('not-available')]],
    ['empty', HIDDEN, [hatch('not-available')]],
    ['broken', HIDDEN, [hatch('not-available')]],
    ['unheard of', HIDDEN, [hatch('not-available')]],
  ])('area "%s" is drawn as its state says', (key, fill, patterns) => {
    expect(area(key)).toEqual([fill, patterns]);
  });

  it('without any value every area is not available', () => {
    expect(area('zero', [])).toEqual([HIDDEN, [hatch('not-available')]]);
  });
});

describe.each(['light', 'dark'] as const)('marks of states, %s', (theme) => {
  it('limited reliability shows on every colour of the ramp (WCAG 1.4.11)', () => {
    const { line, under } = stateHatch('uncertain', paletteOf(theme));
    for (const colour of rampColours(paletteOf(theme), 7)) {
      const best = Math.max(contrastOf(line, colour), under === null ? 0 : contrastOf(under, colour));
      expect(best, colour).toBeGreaterThanOrEqual(3);
    }
  });
});

/** A cell as it lies in a tile of the layer. */
function columns(
  { symbology }: MeasureLayer,
  measure: Measure,
  state: string | null,
  value: number | null,
  per: number | null,
): Columns {
  const stateColumn = measure.state ?? symbology.stateColumn;
  return {
    ...(state !== null && stateColumn && { [stateColumn]: state }),
    ...(value !== null && { [measure.value]: value }),
    ...(per !== null && measure.per && { [measure.per]: per }),
  };
}
