import type { Point } from './city/plane.ts';

/** Blocks with a layout of their own, found by a point within. */
export const BLOCKS: readonly {
  at: Point;
  layout: 'park' | 'hannibal' | 'halls' | 'rows';
  name?: string;
  whole?: boolean;
}[] = [
  { at: [7.4659, 51.526], layout: 'park', name: 'Nordmarkt', whole: true },
  { at: [7.4763, 51.5218], layout: 'park', name: 'Heroldwiese', whole: true },
  { at: [7.47881, 51.52487], layout: 'park', name: 'Stahlwerkplatz' },
  { at: [7.4715, 51.5231], layout: 'hannibal', name: 'Hannibal', whole: true },
  { at: [7.4775, 51.5284], layout: 'halls', whole: true },
  { at: [7.477, 51.527], layout: 'halls', whole: true },
  { at: [7.474, 51.5284], layout: 'rows' },
  { at: [7.4791, 51.5199], layout: 'rows' },
  { at: [7.4639, 51.5284], layout: 'rows' },
];
