import { describe, expect, it } from 'vitest';
import { layers } from '../layers/index.ts';
import type { LayerDefinition } from '../layers/define.ts';
import { imageName, imageOfName } from './images.ts';
import { legendRows } from './legend.ts';
import { paintLayer } from './paint.ts';
import { paletteOf } from './palette.ts';

const all: readonly LayerDefinition[] = layers;
const plain = { opacity: 1, hidden: new Set<string>(), hiddenMarks: new Set<string>() };
const light = paletteOf('light');
const stateMeasure = all.find((layer) => layer.symbology.kind === 'measure' && layer.symbology.stateColumn);

describe('paint', () => {
  it.each(all.map((layer) => [layer.id, layer] as const))(
    '%s: takes only columns that travel in its tiles',
    (_, layer) => {
      const { symbology } = layer;
      const measure = symbology.kind === 'measure' ? symbology.measures[0] : undefined;
      const look = { ...plain, ...(measure && { measure: { breaks: [1, 2], year: null, by: { measure } } }) };
      const { body, labels, highlights } = paintLayer(layer, look, light);
      const text = JSON.stringify([body, labels, highlights]);
      const columns = [...text.matchAll(/\["get","([^"]+)"\]/g)].map(([, name]) => name);
      for (const column of columns) expect([...layer.tile.properties, 'key']).toContain(column);
    },
  );

  it('every class of a layer has a row in its legend, and every row is painted', () => {
    for (const layer of all) {
      if (layer.symbology.kind !== 'classes') continue;
      const text = JSON.stringify(paintLayer(layer, plain, light).body);
      const { scheme, overlay } = layer.symbology;
      for (const { id } of [...scheme.classes, ...(overlay?.classes ?? [])]) {
        expect(legendRows(layer, light).map((row) => row.id)).toContain(id);
        expect(text, `${layer.id}/${id}`).toContain(`"${id}"`);
      }
    }
  });

  it('a hidden class is filtered out of bodies and labels', () => {
    const layer = all.find((one) => one.labelField && one.symbology.kind === 'classes');
    if (layer?.symbology.kind !== 'classes') throw new Error('no layer with labels and classes');
    const gone = layer.symbology.scheme.classes[0]?.id ?? '';
    const { body, labels } = paintLayer(layer, { ...plain, hidden: new Set([gone]) }, light);
    for (const one of [...body, ...labels]) expect(JSON.stringify(one.filter)).toContain(gone);
  });

  it('a cell below k is never coloured: colour stands behind its state and behind a known value', () => {
    if (stateMeasure?.symbology.kind !== 'measure') throw new Error('no layer with states');
    const [measure] = stateMeasure.symbology.measures;
    if (!measure) throw new Error('no measure');
    const { body } = paintLayer(
      stateMeasure,
      { ...plain, measure: { breaks: [5], year: null, by: { measure } } },
      light,
    );
    const colour = body.find(({ id }) => id.endsWith('/fill'))?.paint?.['fill-color'];
    expect(colour).toMatchObject([
      'case',
      ['all', ['in', expect.anything(), ['literal', ['value', 'uncertain']]], expect.anything()],
      expect.anything(),
      'rgba(0,0,0,0)',
    ]);
  });

  it('values joined by key: zero is coloured, missing and hidden are not', () => {
    const layer = all.find((one) => one.symbology.kind === 'measure' && one.symbology.indicators);
    if (!layer) throw new Error('no layer with indicators');
    const values = [
      { key: 'zero', value: 0, state: 'value' as const },
      { key: 'gone', value: null, state: 'not-available' as const },
      { key: 'few', value: null, state: 'suppressed' as const },
    ];
    const { body } = paintLayer(layer, { ...plain, measure: { breaks: [5], year: null, by: { values } } }, light);
    const colour = JSON.stringify(body.find(({ id }) => id.endsWith('/fill'))?.paint?.['fill-color']);
    expect(colour).toContain('zero');
    expect(colour).not.toMatch(/gone|few/);
  });

  it('image names can be read back', () => {
    for (const layer of all) {
      for (const { swatch } of legendRows(layer, light)) {
        for (const image of [swatch.hatch, swatch.point])
          if (image) expect(imageOfName(imageName(image))).toEqual(image);
      }
    }
    expect(imageOfName('something else')).toBeUndefined();
  });
});
