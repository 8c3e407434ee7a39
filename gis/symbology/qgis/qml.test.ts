import sax from 'sax';
import { describe, expect, it } from 'vitest';
import { limitedLayer } from '../../layers/policy.ts';
import { layers } from '../../layers/index.ts';
import type { LayerDefinition } from '../../layers/define.ts';
import { properties } from '../../layers/properties/layer.ts';
import { populationGrid } from '../../layers/population-grid/layer.ts';
import { playgrounds } from '../../layers/playgrounds/layer.ts';
import { statisticalUnits } from '../../layers/statistical-units/layer.ts';
import { classOf } from '../classify.ts';
import { paintLayer } from '../paint.ts';
import { paletteOf, rampColours, rgbOf } from '../palette.ts';
import { qgisStyle } from './qml.ts';
import type { MeasureClasses } from './qml.ts';

interface Node {
  name: string;
  attributes: Record<string, string>;
  children: Node[];
}

/** Reads a style as QGIS must be able to: well-formed, nothing else. */
function parsed(text: string): Node {
  const root: Node = { name: '', attributes: {}, children: [] };
  const open = [root];
  const parser = sax.parser(true);
  parser.onerror = (error) => {
    throw error;
  };
  parser.onopentag = ({ name, attributes }) => {
    const node: Node = { name, attributes: attributes as Record<string, string>, children: [] };
    open.at(-1)?.children.push(node);
    open.push(node);
  };
  parser.onclosetag = () => void open.pop();
  parser.write(text).close();
  return root.children[0] as Node;
}

const all = (node: Node, name: string): Node[] => [
  ...(node.name === name ? [node] : []),
  ...node.children.flatMap((child) => all(child, name)),
];
const prop = (node: Node | undefined, key: string): string | undefined =>
  all(node ?? { name: '', attributes: {}, children: [] }, 'prop').find(({ attributes }) => attributes['k'] === key)
    ?.attributes['v'];
const hex = (colour: string | undefined): string =>
  `#${(colour ?? '')
    .split(',')
    .slice(0, 3)
    .map((n) => Number(n).toString(16).padStart(2, '0'))
    .join('')}`;

/** Symbol of each class by the value that leads to it. */
function symbolsOf(style: Node): Map<string, Node> {
  const symbols = (all(style, 'symbols')[0] as Node).children;
  const of = (node: Node): Node => symbols.find((one) => one.attributes['name'] === node.attributes['symbol']) as Node;
  const categories = all(style, 'category').map((one): [string, Node] => [String(one.attributes['value']), of(one)]);
  const rules = all(style, 'rule')
    .filter(({ attributes }) => attributes['symbol'] !== undefined)
    .map((one): [string, Node] => [String(one.attributes['filter']).replace(/^.*= '(.*)'$/, '$1'), of(one)]);
  return new Map([...categories, ...rules]);
}

/** Colour that the map's paint gives to a value: the one behind it in a `match`. */
function painted(layer: LayerDefinition, id: string): string {
  const look = { opacity: 1, hidden: new Set<string>(), hiddenMarks: new Set<string>() };
  const { body } = paintLayer(layer, look, paletteOf('light'));
  const { paint = {}, layout = {} } = body.find(({ id: name }) => /\/(fill|line|point)$/.test(name)) ?? body[0] ?? {};
  const match = (paint['fill-color'] ?? paint['line-color'] ?? layout['icon-image']) as unknown[];
  const found = match[match.indexOf(id) + 1] as string;
  return found.startsWith('point|') ? (found.split('|')[2] as string) : found;
}

const classified = layers.filter(({ symbology }) => symbology.kind === 'classes') as LayerDefinition[];

describe('styles for QGIS', () => {
  it.each(classified.map((layer) => [layer.id, layer] as const))(
    '%s has the colours, shapes and hatches of the map',
    (_, layer) => {
      const { symbology } = layer;
      if (symbology.kind !== 'classes') throw new Error('not this kind');
      const symbols = symbolsOf(parsed(qgisStyle(layer, 'de')));
      for (const one of symbology.scheme.classes) {
        const symbol = symbols.get(one.id);
        const parts = symbol?.children ?? [];
        const top = layer.dataset.geometry === 'line' ? parts.at(-1) : parts[0];
        const colour = prop(top, layer.dataset.geometry === 'line' ? 'line_color' : 'color');
        expect([one.id, hex(colour)]).toEqual([one.id, painted(layer, one.id)]);
        if (layer.dataset.geometry === 'point') expect(prop(top, 'name')).toBe(one.shape ?? 'circle');
        if (layer.dataset.geometry === 'polygon') {
          const hatched = parts.some(({ attributes }) => /Pattern/.test(attributes['class'] ?? ''));
          expect([one.id, hatched]).toEqual([one.id, one.hatch !== undefined]);
        }
      }
      for (const mark of symbology.overlay?.classes ?? []) {
        const kinds = symbols.get(mark.id)?.children.map(({ attributes }) => attributes['class']);
        expect([mark.id, kinds?.every((kind) => /PatternFill$/.test(String(kind)))]).toEqual([mark.id, true]);
      }
    },
  );

  it('draws what is in no class, too', () => {
    expect(symbolsOf(parsed(qgisStyle(playgrounds, 'de'))).has('')).toBe(true);
    expect(symbolsOf(parsed(qgisStyle(properties, 'de'))).has('ELSE')).toBe(true);
  });

  it('says nothing of classes and fields that the reader may not see', () => {
    const text = qgisStyle(limitedLayer(properties), 'de');
    for (const hidden of ['owner-unknown', 'ownerless', 'negotiating', 'case_number', 'Nächster Schritt']) {
      expect([hidden, text.includes(hidden)]).toEqual([hidden, false]);
    }
  });

  it('grades a measure by its thresholds, and never colours what is missing, hidden or of another year', () => {
    const { symbology } = populationGrid;
    const classes: MeasureClasses = {
      measure: symbology.kind === 'measure' ? (symbology.measures[0] as never) : (null as never),
      ...{ breaks: [10, 25.5], min: 1, max: 80, year: 2022 },
    };
    const style = parsed(qgisStyle(populationGrid, 'en', classes));
    const [renderer] = all(style, 'renderer-v2');
    expect(renderer?.attributes['attr']).toBe(
      `CASE WHEN "state" IN ('value', 'uncertain') AND "census_year" = 2022 AND "total_area_ha" > 0 THEN "inhabitants" * 1.0 / "total_area_ha" END`,
    );
    const ranges = all(style, 'range').map(({ attributes }) => [attributes['lower'], attributes['upper']]);
    expect(ranges).toEqual([
      ['25.5', '80'],
      ['10', '25.5'],
      ['1', '10'],
    ]);
    // As QGIS looks for it: the first range that holds the value with both its ends.
    const symbolOf = (value: number) =>
      all(style, 'range').find(
        ({ attributes }) => Number(attributes['lower']) <= value && value <= Number(attributes['upper']),
      )?.attributes['symbol'];
    for (const value of [1, 9, 10, 25, 25.5, 80]) {
      expect([value, symbolOf(value)]).toEqual([value, String(classOf(value, classes.breaks))]);
    }
    const fills = (all(style, 'symbols')[0] as Node).children.map((one) => hex(prop(one, 'color')));
    expect(fills).toEqual(rampColours(paletteOf('light'), 3));
  });

  it('draws areas whose measures lie elsewhere as outlines with labels', () => {
    const style = parsed(qgisStyle(statisticalUnits, 'de'));
    expect(all(style, 'renderer-v2')[0]?.attributes['type']).toBe('singleSymbol');
    expect(all(style, 'text-style')[0]?.attributes['fieldName']).toBe('name');
    const [r, g, b] = rgbOf(paletteOf('light').label);
    expect(all(style, 'text-style')[0]?.attributes['textColor']).toBe(`${r},${g},${b},255`);
  });

  it('names fields and codes in the language of the reader', () => {
    const text = qgisStyle(playgrounds, 'en');
    expect(text).toContain('name="Area [m²]"');
    expect(text).toContain('name="Age from [months]"');
    expect(text).toContain('name="Adventure playground" value="adventure"');
  });
});
