import type { Palette } from '@quartierblick/gis/symbology/palette.ts';
import type { Bounds } from '@quartierblick/gis/layers/answers.ts';
import type { StyleSpecification } from 'maplibre-gl';
import { boxOutline } from '../map/box.ts';

/** Boxes that are drawn, from bottom to top, and how their lines look; dashes in widths of the line. */
const LINES = {
  surroundings: { width: 2, dash: [1, 0] },
  area: { width: 3, dash: [1, 0] },
  around: { width: 2, dash: [2, 2] },
} as const;
export type Drawn = keyof typeof LINES;

/** Colours of the boxes; the legend says them too. */
export const colourOf = (box: Drawn, { label, colours }: Palette): string =>
  ({ area: colours.offer, surroundings: label, around: colours['light-injury'] })[box];

/** A ground map with the outlines of boxes on it; null boxes are left out. */
export function areaStyle(
  ground: StyleSpecification,
  boxes: Record<Drawn, Bounds | null>,
  palette: Palette,
): StyleSpecification {
  const drawn = (Object.keys(LINES) as Drawn[]).flatMap((id) => (boxes[id] ? [{ id, box: boxes[id] }] : []));
  return {
    ...ground,
    sources: {
      ...ground.sources,
      ...Object.fromEntries(drawn.map(({ id, box }) => [`box-${id}`, { type: 'geojson', data: boxOutline(box) }])),
    },
    layers: [
      ...ground.layers,
      ...drawn.map(({ id }) => ({
        id: `box-${id}`,
        type: 'line' as const,
        source: `box-${id}`,
        paint: {
          'line-color': colourOf(id, palette),
          'line-width': LINES[id].width,
          'line-dasharray': [...LINES[id].dash],
        },
      })),
    ],
  };
}
