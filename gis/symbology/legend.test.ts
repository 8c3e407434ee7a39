import { describe, expect, it } from 'vitest';
import { layers } from '../layers/index.ts';
import type { LayerDefinition } from '../layers/define.ts';
import type { Text } from '../layers/fields.ts';
import { INDICATORS } from '../layers/statistical-units/indicators.ts';
import { legendRows, measureSwatches, stateSwatches, UNCLASSED } from './legend.ts';
import { paletteOf, rampColours } from './palette.ts';
import { VALUE_STATES } from './symbology.ts';

const all: readonly LayerDefinition[] = layers;
const themes = ['light', 'dark'] as const;
const said = ({ de, en }: Text): boolean => de.trim() !== '' && en.trim() !== '';

describe.each(themes)('legend, %s', (theme) => {
  const palette = paletteOf(theme);

  it.each(all.map((layer) => [layer.id, layer] as const))(
    '%s: a row for each class, in order, then the rest',
    (_, layer) => {
      const { symbology } = layer;
      const rows = legendRows(layer, palette);
      const ids = (scheme: string): string[] => rows.filter((row) => row.scheme === scheme).map(({ id }) => id);
      if (symbology.kind === 'measure') {
        expect(rows).toEqual([]);
        return;
      }
      expect(ids('class')).toEqual([...symbology.scheme.classes.map(({ id }) => id), UNCLASSED]);
      const marks = symbology.overlay ? [...symbology.overlay.classes.map(({ id }) => id), UNCLASSED] : [];
      expect(ids('overlay')).toEqual(marks);
    },
  );

  it('no two rows of a group bear the same label or the same swatch, and all are named in both languages', () => {
    for (const layer of all) {
      for (const scheme of ['class', 'overlay'] as const) {
        const rows = legendRows(layer, palette).filter((row) => row.scheme === scheme);
        for (const language of ['de', 'en'] as const) {
          expect(new Set(rows.map(({ label }) => label[language])).size, `${layer.id} ${language}`).toBe(rows.length);
        }
        expect(new Set(rows.map(({ swatch }) => JSON.stringify(swatch))).size, layer.id).toBe(rows.length);
        expect(
          rows.every(({ label }) => said(label)),
          layer.id,
        ).toBe(true);
      }
    }
  });

  it('a measure has one colour a class, each another', () => {
    for (const classes of [1, 2, 5, 7]) {
      const fills = measureSwatches(classes, palette).map(({ fill }) => fill);
      expect(fills).toEqual(rampColours(palette, classes));
      expect(new Set(fills).size).toBe(classes);
    }
  });

  it('states stand apart from the classes: hatched, without a colour of the ramp, each another', () => {
    const states = stateSwatches(palette);
    expect(states.map(({ state }) => state).toSorted()).toEqual(
      Object.keys(VALUE_STATES)
        .filter((state) => state !== 'value')
        .toSorted(),
    );
    expect(states.every(({ swatch, label }) => swatch.fill === null && swatch.hatch && said(label))).toBe(true);
    expect(new Set(states.map(({ swatch }) => swatch.hatch?.hatch)).size).toBe(states.length);
  });
});

describe('figures', () => {
  it('every measure of a layer says its unit and what it is divided by, in both languages', () => {
    const measures = all.flatMap(({ symbology }) => (symbology.kind === 'measure' ? symbology.measures : []));
    expect(measures.length).toBeGreaterThan(0);
    for (const { id, title, unit, denominator } of measures) {
      expect([title, unit, denominator].every(said), id).toBe(true);
    }
  });

  it('every indicator says its unit, and all but plain counts of people what it is divided by', () => {
    for (const { id, title, unit, denominator } of INDICATORS) {
      expect(said(title) && said(unit), id).toBe(true);
      expect(said(denominator) || unit.en === 'people', id).toBe(true);
    }
  });
});
