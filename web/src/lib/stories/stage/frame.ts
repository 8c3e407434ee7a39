/**
 * A slide is laid out in CSS pixels of its own, always the same, and scaled to where it is shown: projector, phone, thumbnail,
 * print and picture break lines at the same places, and a map shows the same ground.
 */
export const SLIDE = { width: 1280, height: 720 } as const;

/** Where the map is on its slide. */
export const MAP_BOX = { left: 400, top: 0, width: 880, height: 664 } as const;

/** Seconds that a flight between two views takes, and a dissolve between two sets of layers. */
export const FLIGHT_MS = 1600;
export const DISSOLVE_MS = 500;
