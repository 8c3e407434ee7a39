import { describe, expect, it } from 'vitest';
import { layers } from '../layers/index.ts';
import type { LayerDefinition } from '../layers/define.ts';
import { drawnBy, objections } from './drawn-style.ts';
import type { Columns, Drawn } from './drawn-style.ts';
import { imageName } from './images.ts';
import { hatchOf, legendRows, UNCLASSED } from './legend.ts';
import { paintLayer } from './paint.ts';
import { paletteOf, rgbOf } from './palette.ts';
import type { Palette } from './palette.ts';
import type { ClassSymbology } from './symbology.ts';

const all: readonly LayerDefinition[] = layers;
const palette = paletteOf('light');
const plain = { opacity: 1, hidden: new Set<string>(), hiddenMarks: new Set<string>() };
const rgba = (hex: string): string => `rgba(${rgbOf(hex).join(',')},1)`;

type ClassLayer = LayerDefinition & { symbology: ClassSymbology };
const classed = all.filter((layer): layer is ClassLayer => layer.symbology.kind === 'classes');
const named = classed.map((layer) => [layer.id, layer] as const);
const overlaid = named.filter(([, layer]) => layer.symbology.overlay);

const body = (layer: LayerDefinition, at: Columns, look = plain, zoom = 16, theme: Palette = palette): Drawn[] =>
  drawnBy(paintLayer(layer, look, theme).body, at, zoom);

/** All that meets the eye of a feature, as text; the order in which features are drawn does not. */
function sight(layer: LayerDefinition, at: Columns, zoom: number, theme: Palette): string {
  const visible = body(layer, at, plain, zoom, theme).map(({ part, values }) => [
    part,
    Object.entries(values).filter(([name]) => !name.endsWith('sort-key')),
  ]);
  return JSON.stringify(visible);
}

/** A feature of every combination of class and mark, those in none included. */
function combinations({ symbology: { scheme, overlay } }: ClassLayer): Columns[] {
  const of = (column: string, ids: readonly string[]): Columns[] => [{}, ...ids.map((id) => ({ [column]: id }))];
  const ids = (classes: readonly { id: string }[]): string[] => classes.map(({ id }) => id);
  const marks = overlay ? of(overlay.column, ids(overlay.classes)) : [{}];
  return of(scheme.column, ids(scheme.classes)).flatMap((one) => marks.map((mark) => ({ ...one, ...mark })));
}

describe.each(['light', 'dark'] as const)('the styles of all layers, %s', (theme) => {
  it.each(all.map((layer) => [layer.id, layer] as const))(
    '%s: the style specification takes the whole style, however the reader has set it',
    (_, layer) => {
      const { symbology } = layer;
      const measures = symbology.kind === 'measure' ? symbology.measures : [];
      const values = (['value', 'uncertain', 'suppressed', 'not-available'] as const).map((state, k) => ({
        key: state,
        value: k < 2 ? k * 7 : null,
        state,
      }));
      const first = symbology.kind === 'classes' ? (symbology.scheme.classes[0]?.id ?? '') : '';
      const looks = [
        plain,
        { ...plain, opacity: 0.3, hidden: new Set([first, UNCLASSED]) },
        { ...plain, hiddenMarks: new Set([UNCLASSED]) },
        ...[[], [5], [1, 2, 3, 4, 5, 6]].flatMap((breaks) =>
          [...measures.map((measure) => ({ measure })), { values }, { values: [] }].flatMap((by) => [
            { ...plain, measure: { breaks, year: 2022, by } },
            { ...plain, measure: { breaks, year: null, by, outlined: true } },
          ]),
        ),
      ];
      for (const look of looks) {
        const painted = paintLayer(layer, look, paletteOf(theme));
        expect(objections([...painted.body, ...painted.labels, ...painted.highlights])).toEqual([]);
      }
    },
  );

  it.each(named)('%s: no two classes, and no two combinations of class and mark, look the same', (_, layer) => {
    for (const zoom of [layer.tile.minzoom, 15, 18]) {
      const seen = new Map<string, Columns>();
      for (const at of combinations(layer)) {
        const look = sight(layer, at, zoom, paletteOf(theme));
        expect(seen.get(look), `${JSON.stringify(at)} at zoom ${zoom} looks like`).toBeUndefined();
        seen.set(look, at);
      }
    }
  });
});

describe('the validator behind these tests', () => {
  it('does object where a style is wrong', () => {
    const [first] = paintLayer(all.find(({ id }) => id === classed[0]?.id) ?? layers[0], plain, palette).body;
    if (!first) throw new Error('nothing is painted');
    expect(objections([{ ...first, paint: { 'fill-colour': '#000000' } }])).not.toEqual([]);
    expect(objections([{ ...first, filter: ['match', ['get', 'x'], 'a', true, 'a', false, true] }])).not.toEqual([]);
  });
});

describe.each(named)('%s', (_, layer) => {
  const { scheme } = layer.symbology;

  it('the legend shows what the map draws: the same colour, hatch or symbol for every class', () => {
    for (const { id, scheme: of, swatch } of legendRows(layer, palette)) {
      if (of === 'overlay') continue;
      const values = Object.assign(
        {},
        ...body(layer, id === UNCLASSED ? {} : { [scheme.column]: id }).map((d) => d.values),
      );
      const hatch = values['fill-pattern'];
      if (swatch.geometry === 'point') {
        expect(values['icon-image'], id).toBe(swatch.point && imageName(swatch.point));
      } else if (swatch.geometry === 'polygon') {
        expect([values['fill-color'], hatch], id).toEqual([
          rgba(swatch.fill ?? ''),
          swatch.hatch && imageName(swatch.hatch),
        ]);
      } else {
        expect(values['line-color'], id).toBe(rgba(swatch.fill ?? ''));
      }
    }
  });

  it('a class that is switched off is not drawn, neither body nor label; all others are', () => {
    const ids = [...scheme.classes.map(({ id }) => id), UNCLASSED];
    const feature = (id: string): Columns => ({
      ...(id !== UNCLASSED && { [scheme.column]: id }),
      ...(layer.labelField && { [layer.labelField]: 'a name' }),
    });
    for (const gone of ids) {
      const { body: bodies, labels } = paintLayer(layer, { ...plain, hidden: new Set([gone]) }, palette);
      for (const id of ids) {
        const count = drawnBy([...bodies, ...labels], feature(id)).length;
        if (id === gone) expect(count, `${id} is switched off`).toBe(0);
        else expect(count, `${id} while ${gone} is off`).toBe(drawnBy(everything(layer), feature(id)).length);
      }
    }
  });

  it('a class that nobody registered is drawn as not stated, not left out', () => {
    expect(body(layer, { [scheme.column]: 'something new' })).toEqual(body(layer, {}));
    expect(body(layer, {}).length).toBeGreaterThan(0);
  });

  it('opacity 0 leaves nothing to see', () => {
    for (const at of combinations(layer)) {
      for (const { part, values } of body(layer, at, { ...plain, opacity: 0 })) {
        const opacities = Object.entries(values).filter(([name]) => name.endsWith('-opacity'));
        expect(opacities.length, part).toBeGreaterThan(0);
        for (const [name, value] of opacities) expect(Number(value), `${part} ${name}`).toBe(0);
      }
    }
  });
});

const everything = (layer: LayerDefinition) => {
  const { body: bodies, labels } = paintLayer(layer, plain, palette);
  return [...bodies, ...labels];
};

describe.each(overlaid)('%s: two facts at once', (_, layer) => {
  const { scheme, overlay } = layer.symbology;
  if (!overlay) throw new Error('no overlay');

  it('every class keeps its colour under every mark, and every mark its hatch over every class', () => {
    for (const one of scheme.classes) {
      for (const mark of overlay.classes) {
        const at = { [scheme.column]: one.id, [overlay.column]: mark.id };
        const drawn = body(layer, at);
        const hatch = hatchOf(mark, palette, true);
        const parts = Object.fromEntries(drawn.map(({ part, values }) => [part, values]));
        expect(parts['fill']?.['fill-color'], JSON.stringify(at)).toBe(rgba(palette.colours[one.colour]));
        expect(parts['mark']?.['fill-pattern'], JSON.stringify(at)).toBe(hatch && imageName(hatch));
        const order = drawn.map(({ part }) => part);
        expect(order.indexOf('mark')).toBeGreaterThan(order.indexOf('fill'));
      }
    }
  });

  it('without a mark there is no overlay', () => {
    for (const one of scheme.classes) {
      expect(body(layer, { [scheme.column]: one.id }).map(({ part }) => part)).not.toContain('mark');
    }
  });

  it('a mark that is switched off hides its features and no others', () => {
    for (const gone of [...overlay.classes.map(({ id }) => id), UNCLASSED]) {
      for (const at of combinations(layer)) {
        const count = body(layer, at, { ...plain, hiddenMarks: new Set([gone]) }).length;
        expect(count > 0, `${JSON.stringify(at)} while ${gone} is off`).toBe(
          (at[overlay.column] ?? UNCLASSED) !== gone,
        );
      }
    }
  });
});

describe('properties', () => {
  it('one that is acquired and being renovated shows both: the colour of acquired, the hatch of works', () => {
    const properties = classed.find(({ id }) => id === 'properties');
    if (!properties) throw new Error('no properties');
    const drawn = body(properties, { class: 'acquired', mark: 'renovating' });
    const values = drawn.flatMap((one) => Object.values(one.values));
    expect(values).toContain(rgba(palette.colours.acquired));
    expect(values.some((value) => value.startsWith('hatch|diagonal|'))).toBe(true);
  });
});
