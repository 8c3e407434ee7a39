import type { Text } from '../layers/fields.ts';
import type { Method } from './classify.ts';

/**
 * Names of design tokens. Symbology names colours, it never mixes them: light theme, dark theme and print
 * each give the same names their own values (`gis/symbology/palette.ts`), all colour-blind safe.
 */
export type Colour =
  | 'acquired'
  | 'negotiating'
  | 'for-sale'
  | 'not-for-sale'
  | 'owner-unknown'
  | 'ownerless'
  | 'recorded'
  | 'completed'
  | 'killed'
  | 'severe'
  | 'light-injury'
  | 'play'
  | 'offer'
  | 'school'
  | 'kita'
  | 'office'
  | 'green'
  | 'wood'
  | 'water'
  | 'building'
  | 'building-public'
  | 'building-business'
  | 'street-main'
  | 'street'
  | 'path'
  | 'rail'
  | 'boundary';

/** Marks that tell classes apart without colour. */
export type Hatch = 'diagonal' | 'dots' | 'points' | 'cross' | 'rings' | 'horizontal';
export type PointShape = 'circle' | 'square' | 'triangle' | 'diamond' | 'hexagon';

/** Pictograms for point classes; `web/src/lib/map` draws them. */
export type Icon =
  'playground' | 'kita' | 'school' | 'family' | 'office' | 'youth' | 'language' | 'sport' | 'counselling' | 'accident';

/** One class of a layer. The list of classes is the only one: paint, legend, filter and import mapping derive from it. */
export interface LayerClass {
  /** Value of the class column. */
  id: string;
  label: Text;
  colour: Colour;
  /** Drawn over the colour; on an overlay class the hatch is what is drawn. */
  hatch?: Hatch;
  shape?: PointShape;
  icon?: Icon;
  /** Line width or point size relative to the layer's usual one. */
  scale?: number;
}

/** A group of classes told apart by one column. */
export interface ClassScheme {
  column: string;
  classes: readonly LayerClass[];
}

/** Every feature falls into one class; a second scheme may lie over it, because two facts can hold at once. */
export interface ClassSymbology {
  kind: 'classes';
  scheme: ClassScheme;
  overlay?: ClassScheme;
}

/**
 * A measure that can colour a layer. `value` and `per` are columns of the layer's tile
 * (value / per × factor); `indicator` values are joined by key from the long table instead.
 */
export interface Measure {
  id: string;
  title: Text;
  unit: Text;
  /** What the value is divided by, in words: a density or rate is never shown without it. */
  denominator: Text;
  value: string;
  per?: string;
  /** Column with the state of this measure's value, where it is not the layer's `stateColumn`. */
  state?: string;
  factor?: number;
}

/** States of a statistical value that must look different from each other (zero is a value). */
export const VALUE_STATES = {
  value: { de: 'Wert', en: 'value' },
  uncertain: { de: 'Wert eingeschränkt sicher', en: 'value of limited reliability' },
  suppressed: { de: 'aus Datenschutz verdeckt (unter 3)', en: 'hidden for privacy (under 3)' },
  'not-available': { de: 'nicht verfügbar', en: 'not available' },
} as const satisfies Record<string, Text>;
export type ValueState = keyof typeof VALUE_STATES;

/** Areas coloured by a measure, with the classification that the reader chooses. */
export interface MeasureSymbology {
  kind: 'measure';
  /** Column that holds the {@link ValueState} of a cell; absent where states come with the indicator values. */
  stateColumn?: string;
  /** Column that holds the year of an area, where areas of several years lie over each other and one is drawn at a time. */
  yearColumn?: string;
  /** Measures computed from columns. Empty for a layer whose measures are the indicators in the long table. */
  measures: readonly Measure[];
  /** Measures come from the layer's long table of indicators. */
  indicators: boolean;
  /** May be drawn as extruded columns. */
  extrudable: boolean;
  /** Classification with which the reader begins; natural breaks in five classes where absent. */
  start?: { method: Method; classes: number };
}

export type Symbology = ClassSymbology | MeasureSymbology;
