import { describe, expect, it } from 'vitest';
import { layers } from '../layers/index.ts';
import type { LayerDefinition } from '../layers/define.ts';
import { legendRows } from './legend.ts';
import { contrastOf, luminanceOf, paletteOf, rampColours, rgbOf } from './palette.ts';

const themes = ['light', 'dark'] as const;
/** Colour-blind views of linear RGB (Machado, Oliveira, Fernandes 2009, severity 1). */
const BLIND = {
  protan: [0.152, 1.053, -0.205, 0.115, 0.786, 0.099, -0.004, -0.048, 1.052],
  deutan: [0.367, 0.861, -0.228, 0.28, 0.673, 0.047, -0.012, 0.043, 0.969],
} as const;

/** Distance in OKLab that is just noticed (CSS Color Module Level 4, gamut mapping). */
const JUST_NOTICED = 0.02;

const linear = (c: number): number => (c <= 10.31 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
const cube = (x: number): number => Math.cbrt(Math.max(0, x));

/** OKLab of a colour as someone with this deficiency sees it (Ottosson 2020). */
function seen(hex: string, matrix: readonly number[]): number[] {
  const rgb = rgbOf(hex).map(linear);
  const row = (from: number): number => rgb.reduce((sum, c, k) => sum + c * (matrix[from + k] ?? 0), 0);
  const [x, y, z] = [row(0), row(3), row(6)];
  const l = cube(0.4122 * x + 0.5363 * y + 0.0514 * z);
  const m = cube(0.2119 * x + 0.6807 * y + 0.1074 * z);
  const s = cube(0.0883 * x + 0.2817 * y + 0.63 * z);
  return [
    0.2105 * l + 0.7936 * m - 0.0041 * s,
    1.978 * l - 2.4286 * m + 0.4506 * s,
    0.0259 * l + 0.7828 * m - 0.8087 * s,
  ];
}

const distance = (p: number[], q: number[]): number => Math.hypot(...p.map((v, k) => v - (q[k] ?? 0)));

describe.each(themes)('palette, %s', (theme) => {
  const palette = paletteOf(theme);

  it('labels can be read on land and on their halo', () => {
    expect(contrastOf(palette.label, palette.halo)).toBeGreaterThanOrEqual(4.5);
    expect(contrastOf(palette.label, palette.land)).toBeGreaterThanOrEqual(4.5);
  });

  it('symbols of points stand out from land and from their pictogram (WCAG 1.4.11)', () => {
    for (const layer of layers as readonly LayerDefinition[]) {
      if (layer.dataset.geometry !== 'point' || layer.symbology.kind !== 'classes') continue;
      for (const { id, colour } of layer.symbology.scheme.classes) {
        const fill = palette.colours[colour];
        expect(Math.max(contrastOf(fill, palette.land), contrastOf(fill, palette.halo)), id).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('ink, label and selection can be read on land and paper; a text on its halo, too', () => {
    for (const text of [palette.ink, palette.label, palette.selected]) {
      for (const ground of [palette.land, palette.halo]) {
        expect(contrastOf(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it('classes of subject layers stand out from land by fill or outline; points by their fill alone (WCAG 1.4.11)', () => {
    for (const layer of layers as readonly LayerDefinition[]) {
      if (layer.symbology.kind !== 'classes' || layer.group === 'base') continue;
      const isPoint = layer.dataset.geometry === 'point';
      for (const { scheme, swatch, id } of legendRows(layer, palette)) {
        if (scheme === 'overlay') continue;
        const drawn = isPoint ? [swatch.point?.fill] : [swatch.fill, swatch.edge];
        const best = Math.max(...drawn.map((one) => (one ? contrastOf(one, palette.land) : 0)));
        expect(best, `${layer.id}: ${id}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('lines of an overlay stand out from the bands they lie on (WCAG 1.4.11)', () => {
    for (const layer of layers as readonly LayerDefinition[]) {
      const marks = legendRows(layer, palette).flatMap(({ scheme, swatch }) =>
        scheme === 'overlay' && swatch.hatch ? [swatch.hatch] : [],
      );
      for (const { hatch, line, under } of marks) {
        expect(under && contrastOf(line, under), `${layer.id}: ${hatch}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it.each(Object.entries(BLIND))('neighbours on the ramp of up to 7 classes differ for %s eyes', (_, matrix) => {
    for (const classes of [2, 3, 4, 5, 6, 7]) {
      const colours = rampColours(palette, classes).map((colour) => seen(colour, matrix));
      colours.slice(1).forEach((colour, k) => {
        expect(distance(colour, colours[k] ?? colour), `${classes} classes, ${k}`).toBeGreaterThan(JUST_NOTICED * 2);
      });
    }
  });

  it('the ramp goes steadily in one direction of lightness, from land to ink', () => {
    const steps = rampColours(palette, 7).map(luminanceOf);
    const sign = theme === 'light' ? -1 : 1;
    steps.slice(1).forEach((step, k) => expect((step - (steps[k] ?? 0)) * sign).toBeGreaterThan(0));
  });

  it('hatches of states can be seen on land', () => {
    expect(contrastOf(palette.blank, palette.land)).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.entries(BLIND))(
    'classes of one layer differ by hatch, shape, icon or colour for %s eyes',
    (_, matrix) => {
      for (const layer of layers as readonly LayerDefinition[]) {
        if (layer.symbology.kind !== 'classes' || layer.group === 'base') continue;
        for (const scheme of [layer.symbology.scheme, layer.symbology.overlay]) {
          scheme?.classes.forEach((one, k) => {
            for (const other of scheme.classes.slice(0, k)) {
              const marked = one.hatch !== other.hatch || one.shape !== other.shape || one.icon !== other.icon;
              const apart = distance(
                seen(palette.colours[one.colour], matrix),
                seen(palette.colours[other.colour], matrix),
              );
              expect(
                marked || apart > 0.06,
                `${layer.id}: ${one.id} and ${other.id} are ${apart.toFixed(3)} apart`,
              ).toBe(true);
            }
          });
        }
      }
    },
  );
});

describe('contrast and luminance', () => {
  it('agree with the values that WCAG 2.2 gives', () => {
    expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 10);
    expect(contrastOf('#777777', '#777777')).toBe(1);
    // The lightest grey on white that passes 4.5:1, and the next one that does not.
    expect(contrastOf('#767676', '#ffffff')).toBeGreaterThanOrEqual(4.5);
    expect(contrastOf('#777777', '#ffffff')).toBeLessThan(4.5);
    expect(luminanceOf('#00ff00')).toBeCloseTo(0.7152, 4);
  });
});

describe('ramp', () => {
  it('begins and ends at its anchors, and a single class takes its middle', () => {
    for (const theme of themes) {
      const { ramp } = paletteOf(theme);
      expect(rampColours(paletteOf(theme), ramp.length)).toEqual([...ramp]);
      const seven = rampColours(paletteOf(theme), 7);
      expect([seven[0], seven.at(-1)]).toEqual([ramp[0], ramp.at(-1)]);
      expect(rampColours(paletteOf(theme), 1)).toEqual([ramp[2]]);
    }
  });
});
