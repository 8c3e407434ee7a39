import type { LayerDefinition } from '../layers/define.ts';
import { classOf } from './classify.ts';
import { measureValue, steps } from './expressions.ts';
import type { Expression } from './expressions.ts';
import { imageName } from './images.ts';
import { stateHatch } from './legend.ts';
import { rampColours } from './palette.ts';
import type { Palette } from './palette.ts';
import type { Make, StyleLayer } from './style-layer.ts';
import type { Measure, MeasureSymbology, ValueState } from './symbology.ts';

/** A value of an area, as the api delivers it. */
export interface AreaValue {
  key: string;
  value: number | null;
  state: ValueState;
}

/** What colours a layer: a measure computed from the columns of its tiles, or values joined by key. */
export interface MeasureLook {
  breaks: readonly number[];
  /** Only areas of this year are drawn, where the layer holds several; all where null. */
  year: number | null;
  by: { measure: Measure } | { values: readonly AreaValue[] };
  /** The body is drawn by another renderer (extruded columns): only outlines stay. */
  outlined?: boolean;
  /** The body is raised by the map itself: the greatest value stands so many metres high. */
  raised?: { greatest: number; metres: number };
}

const HATCHED = ['suppressed', 'not-available', 'uncertain'] as const;
const HIDDEN_COLOUR = 'rgba(0,0,0,0)';
/** Areas lie under streets and houses and stay translucent, so that the ground can be read. */
const AREA_OPACITY = 0.78;

/** Style layers of a layer that is coloured by a measure. A cell without a value is never coloured. */
export function measureLayers(
  layer: LayerDefinition,
  look: MeasureLook,
  opacity: number,
  palette: Palette,
  make: Make,
): StyleLayer[] {
  const colours = rampColours(palette, look.breaks.length + 1);
  const { symbology } = layer;
  if (symbology.kind !== 'measure') return [];
  const perValue = look.raised ? look.raised.metres / (look.raised.greatest || 1) : 0;
  const { colour, state, height } =
    'measure' in look.by
      ? fromColumns(look.by.measure, symbology, look.breaks, colours, perValue)
      : fromValues(look.by.values, look.breaks, colours, perValue);
  const { yearColumn } = symbology;
  const ofYear: Expression | null = yearColumn && look.year !== null ? ['==', ['get', yearColumn], look.year] : null;
  const edge = make('edge', 'line', {
    ...(ofYear && { filter: ofYear }),
    paint: {
      'line-color': palette.colours.boundary,
      'line-opacity': 0.55 * opacity,
      'line-width': ['interpolate', ['linear'], ['zoom'], 11, 0.3, 16, 1.1],
    },
  });
  const within = (filter: Expression): Expression => (ofYear ? ['all', ofYear, filter] : filter);
  const hatched = HATCHED.map((name) =>
    make(name, 'fill', {
      filter: within(['==', state, name]),
      paint: { 'fill-pattern': imageName(stateHatch(name, palette)), 'fill-opacity': 0.75 * opacity },
    }),
  );
  if (look.raised) {
    const raised = make('raised', 'fill-extrusion', {
      // What has no value is not raised: a block without a colour would be a black one.
      filter: within(['in', state, ['literal', ['value', 'uncertain']]]),
      paint: {
        'fill-extrusion-color': colour,
        'fill-extrusion-height': height,
        'fill-extrusion-opacity': opacity,
        'fill-extrusion-vertical-gradient': true,
      },
    });
    return [...hatched, edge, raised];
  }
  if (look.outlined) return [edge];
  return [
    make('fill', 'fill', {
      ...(ofYear && { filter: ofYear }),
      paint: { 'fill-color': colour, 'fill-opacity': AREA_OPACITY * opacity, 'fill-antialias': false },
    }),
    ...hatched,
    edge,
  ];
}

interface Coloured {
  colour: Expression | string;
  /** Yields the name of the state. */
  state: Expression;
  /** Metres; 0 where there is no value. */
  height: Expression | number;
}

function fromColumns(
  measure: Measure,
  { stateColumn }: MeasureSymbology,
  breaks: readonly number[],
  colours: readonly string[],
  perValue: number,
): Coloured {
  const { known, value } = measureValue(measure);
  const column = measure.state ?? stateColumn;
  const delivered: Expression = column ? ['to-string', ['get', column]] : ['literal', 'value'];
  const open: Expression = ['in', delivered, ['literal', ['value', 'uncertain']]];
  return {
    colour: ['case', ['all', open, known], steps(value, breaks, colours), HIDDEN_COLOUR],
    height: ['case', ['all', open, known], ['*', value, perValue], 0],
    // What is missing although its cell is open, and a cell without a state, is not available: marked, never left blank.
    state: ['case', ['all', open, known], delivered, ['==', delivered, 'suppressed'], 'suppressed', 'not-available'],
  };
}

function fromValues(
  values: readonly AreaValue[],
  breaks: readonly number[],
  colours: readonly string[],
  perValue: number,
): Coloured {
  const keysByColour = new Map<string, string[]>();
  const keysByHeight = new Map<number, string[]>();
  const keysByState = new Map<string, string[]>();
  for (const { key, value, state } of values) {
    const open = state === 'value' || state === 'uncertain';
    const known = value !== null && !Number.isNaN(value);
    if (open && known) push(keysByColour, colours[classOf(value, breaks)] ?? HIDDEN_COLOUR, key);
    if (open && known) push(keysByHeight, value * perValue, key);
    push(keysByState, open && !known ? 'not-available' : state, key);
  }
  return {
    colour: byKey(keysByColour, HIDDEN_COLOUR),
    height: byKey(keysByHeight, 0) as Expression,
    state: byKey(keysByState, 'not-available') as Expression,
  };
}

function push<K>(map: Map<K, string[]>, at: K, key: string): void {
  const keys = map.get(at);
  if (keys) keys.push(key);
  else map.set(at, [key]);
}

function byKey<K extends string | number>(groups: ReadonlyMap<K, string[]>, rest: K): Expression {
  const pairs = [...groups].flatMap(([value, keys]) => [[...new Set(keys)], value]);
  return pairs.length === 0 ? ['literal', rest] : ['match', ['to-string', ['get', 'key']], ...pairs, rest];
}
