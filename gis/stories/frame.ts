/**
 * A slide is laid out in CSS pixels of its own, always the same, and scaled to where it is shown: projector, phone, thumbnail,
 * print and picture break lines at the same places, and a map shows the same ground.
 */
export const SLIDE = { width: 1280, height: 720 } as const;

/** Where the map is on its slide. */
export const MAP_BOX = { left: 400, top: 0, width: 880, height: 664 } as const;

/**
 * The map of a slide is drawn smaller than it is shown and scaled up, so that street names can be read from the last row.
 */
export const MAP_SCALE = 1.45;
export const MAP_SIZE = {
  width: Math.round(MAP_BOX.width / MAP_SCALE),
  height: Math.round(MAP_BOX.height / MAP_SCALE),
} as const;
