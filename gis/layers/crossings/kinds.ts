import type { CrossingKind } from '../../analysis/network/types.ts';
import type { LayerClass } from '../../symbology/symbology.ts';
import type { Text } from '../fields.ts';

/** How a street is crossed; a line of `streets` that is itself a crossing takes the same. One colour: the shape tells them apart. */
export const CROSSING_CLASSES = [
  { id: 'signals', label: { de: 'Ampel', en: 'Traffic signals' }, colour: 'office', shape: 'circle' },
  { id: 'zebra', label: { de: 'Zebrastreifen', en: 'Zebra crossing' }, colour: 'office', shape: 'square' },
  { id: 'island', label: { de: 'Mittelinsel', en: 'Refuge island' }, colour: 'office', shape: 'diamond' },
  {
    id: 'none',
    label: { de: 'Übergang ohne Sicherung', en: 'Crossing without protection' },
    colour: 'boundary',
    shape: 'triangle',
    scale: 0.8,
  },
] as const satisfies readonly (LayerClass & { id: CrossingKind })[];

export const CROSSING_KINDS = Object.fromEntries(CROSSING_CLASSES.map((c) => [c.id, c.label])) as Record<
  CrossingKind,
  Text
>;
