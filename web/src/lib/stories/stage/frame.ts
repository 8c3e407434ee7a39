export { MAP_BOX, SLIDE } from '@quartierblick/gis/stories/frame.ts';

/** Milliseconds that a flight between two views takes, and a dissolve between two sets of layers. */
export const FLIGHT_MS = 1600;
export const DISSOLVE_MS = 500;
