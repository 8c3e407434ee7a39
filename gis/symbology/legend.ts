import type { LayerDefinition } from '../layers/define.ts';
import type { Text } from '../layers/fields.ts';
import type { HatchImage, PointImage } from './images.ts';
import { rampColours, STATE_HATCH } from './palette.ts';
import type { Palette } from './palette.ts';
import { VALUE_STATES } from './symbology.ts';
import type { LayerClass, ValueState } from './symbology.ts';

/** How a class is drawn, small. Map, panel, detail and print draw it from the same description. */
export interface Swatch {
  geometry: 'point' | 'line' | 'polygon';
  fill: string | null;
  edge: string;
  hatch?: HatchImage;
  point?: PointImage;
  /** Width relative to the layer's usual one, for lines. */
  scale?: number;
}

export interface LegendRow {
  id: string;
  scheme: 'class' | 'overlay';
  label: Text;
  swatch: Swatch;
}

/** Features in no registered class; named as the api names them. */
export const UNCLASSED = 'unclassed';

const NOT_STATED: Text = { de: 'ohne Angabe', en: 'not stated' };
const NO_MARK: Text = { de: 'ohne Überlagerung', en: 'without overlay' };

/** The hatch of a class: fine lines in the edge's colour; of an overlay: lines in its own colour on light bands. */
export function hatchOf(one: LayerClass, palette: Palette, overlay: boolean): HatchImage | undefined {
  if (!one.hatch) return undefined;
  if (overlay) return { kind: 'hatch', hatch: one.hatch, line: palette.colours[one.colour], under: palette.halo };
  return { kind: 'hatch', hatch: one.hatch, line: palette.edges[one.colour] ?? palette.ink, under: null };
}

/** The symbol of a point class. */
export function pointOf(one: LayerClass | undefined, palette: Palette): PointImage {
  const fill = one ? palette.colours[one.colour] : palette.blank;
  return { kind: 'point', shape: one?.shape ?? 'circle', fill, edge: palette.halo, icon: one?.icon ?? null };
}

/** How one class of a layer looks. */
export function swatchOf(
  layer: LayerDefinition,
  one: LayerClass | undefined,
  palette: Palette,
  overlay: boolean,
): Swatch {
  const geometry = layer.dataset.geometry ?? 'polygon';
  const fill = one ? palette.colours[one.colour] : palette.land;
  const edge = (one && palette.edges[one.colour]) ?? palette.ink;
  if (geometry === 'point') return { geometry, fill, edge, point: pointOf(one, palette) };
  if (geometry === 'line') return { geometry, fill: one ? fill : palette.blank, edge, scale: one?.scale ?? 1 };
  const hatch = one && hatchOf(one, palette, overlay);
  return { geometry, fill: overlay ? palette.halo : fill, edge, ...(hatch && { hatch }) };
}

/**
 * Rows of a layer's legend, from the one list of classes: the classes, the overlay's, and what is in none of them.
 * Empty for layers that are coloured by a measure.
 */
export function legendRows(layer: LayerDefinition, palette: Palette): LegendRow[] {
  const { symbology } = layer;
  if (symbology.kind !== 'classes') return [];
  const row = (one: LayerClass, scheme: LegendRow['scheme']): LegendRow => ({
    id: one.id,
    scheme,
    label: one.label,
    swatch: swatchOf(layer, one, palette, scheme === 'overlay'),
  });
  const rest: LegendRow = {
    id: UNCLASSED,
    scheme: 'class',
    label: NOT_STATED,
    swatch: swatchOf(layer, undefined, palette, false),
  };
  const classes = [...symbology.scheme.classes.map((one) => row(one, 'class')), rest];
  if (!symbology.overlay) return classes;
  const none: LegendRow = {
    id: UNCLASSED,
    scheme: 'overlay',
    label: NO_MARK,
    swatch: { geometry: 'polygon', fill: palette.halo, edge: palette.ink },
  };
  return [...classes, ...symbology.overlay.classes.map((one) => row(one, 'overlay')), none];
}

/** How the classes of a measure look, from little to much. */
export function measureSwatches(classes: number, palette: Palette): Swatch[] {
  return rampColours(palette, classes).map((fill) => ({ geometry: 'polygon', fill, edge: palette.ink }));
}

/** How the states of a value look that are no plain value. */
export function stateSwatches(palette: Palette): { state: ValueState; label: Text; swatch: Swatch }[] {
  return (['uncertain', 'suppressed', 'not-available'] as const).map((state) => ({
    state,
    label: VALUE_STATES[state],
    swatch: {
      geometry: 'polygon',
      fill: null,
      edge: palette.blank,
      hatch: stateHatch(state, palette),
    },
  }));
}

/** The hatch of a state, in map and legend alike. That of an uncertain value lies on its colour, whichever that is. */
export function stateHatch(state: keyof typeof STATE_HATCH, palette: Palette): HatchImage {
  if (state === 'uncertain')
    return { kind: 'hatch', hatch: STATE_HATCH[state], line: palette.ink, under: palette.halo };
  return { kind: 'hatch', hatch: STATE_HATCH[state], line: palette.blank, under: null };
}
