import type { Point, Ring } from './city/plane.ts';
import { project } from './projection.ts';

// From the Rolandstraße to the Borsigstraße, and from the Bornstraße to the Holsteiner Straße, in the north to the
// Flensburger Straße. The real quarter has no published outline; this one is made so that 4,017 people live in it as
// densely as in the Nordstadt.
const CORNERS: readonly Point[] = [
  [7.46975, 51.5201],
  [7.4712, 51.5199],
  [7.4724, 51.5198],
  [7.4737, 51.51985],
  [7.4736, 51.5212],
  [7.4737, 51.5226],
  [7.4735, 51.5242],
  [7.4752, 51.5242],
  [7.4753, 51.5249],
  [7.4737, 51.52485],
  [7.4724, 51.5249],
  [7.4707, 51.5247],
  [7.4708, 51.523],
  [7.4702, 51.5213],
];

/** Outline of the demo quarter in EPSG:25832, counter-clockwise, along street axes. */
export const QUARTER: Ring = CORNERS.map(project);
