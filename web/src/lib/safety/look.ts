import type { CRITERION_TITLES } from '@quartierblick/gis/layers/hotspots/codes.ts';
import type { Colour, PointShape } from '@quartierblick/gis/symbology/symbology.ts';

/** Severity as the layer of accidents draws it, so that strip and map look alike. */
export const SEVERITY_LOOK: Record<string, { shape: PointShape; colour: Colour }> & {
  '3': { shape: PointShape; colour: Colour };
} = {
  '1': { shape: 'square', colour: 'killed' },
  '2': { shape: 'triangle', colour: 'severe' },
  '3': { shape: 'circle', colour: 'light-injury' },
};

/** Criteria as the layer of sections draws them. */
export const CRITERION_COLOURS: Record<keyof typeof CRITERION_TITLES, Colour> = {
  '3y-severe': 'school',
  '3y-injury': 'severe',
  '1y-same': 'light-injury',
};
