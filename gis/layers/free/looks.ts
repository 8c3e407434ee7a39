import type { GeometryKind } from '../define.ts';
import type { Colour, Hatch, PointShape } from '../../symbology/symbology.ts';

/** Colours of the palette that a free layer may use, in the order in which they are proposed; all stand out on both themes. */
export const FREE_COLOURS = [
  'office',
  'negotiating',
  'completed',
  'kita',
  'offer',
  'ownerless',
  'severe',
  'for-sale',
  'not-for-sale',
  'school',
  'light-injury',
  'recorded',
  'acquired',
  'owner-unknown',
  'play',
  'killed',
] as const satisfies readonly Colour[];

export const FREE_SHAPES = [
  'circle',
  'square',
  'triangle',
  'diamond',
  'hexagon',
] as const satisfies readonly PointShape[];
export const FREE_HATCHES = [
  'diagonal',
  'dots',
  'cross',
  'horizontal',
  'rings',
  'points',
] as const satisfies readonly Hatch[];
/** Widths of lines, relative to a street's. */
export const FREE_WIDTHS = { thin: 0.5, medium: 1, wide: 1.7 } as const;
type FreeWidth = keyof typeof FREE_WIDTHS;

/** How one class of a free layer looks: a colour, and what tells it apart without colour. */
export interface FreeLook {
  colour: (typeof FREE_COLOURS)[number];
  /** Of points. */
  shape?: PointShape | undefined;
  /** Of areas. */
  hatch?: Hatch | undefined;
  /** Of lines. */
  width?: FreeWidth | undefined;
}

const WIDTHS = ['medium', 'thin', 'wide'] as const satisfies readonly FreeWidth[];

/** The look proposed for the n-th class (from 0): neighbours differ in colour and in shape, hatch or width. */
export function proposedLook(geometry: GeometryKind, n: number): FreeLook {
  const colour = FREE_COLOURS[n % FREE_COLOURS.length] ?? FREE_COLOURS[0];
  if (geometry === 'point') return { colour, shape: FREE_SHAPES[n % FREE_SHAPES.length] };
  if (geometry === 'line') return { colour, width: WIDTHS[n % WIDTHS.length] };
  // The first and every seventh area is plain.
  const hatch = [undefined, ...FREE_HATCHES][n % (FREE_HATCHES.length + 1)];
  return hatch === undefined ? { colour } : { colour, hatch };
}
