import type { Stroke } from '../strokes.ts';
import type { Box } from './tiles.ts';

/**
 * What the finder calls a face ends at the brows and the cheeks; people are known by hair and ears, too. In parts of the
 * box's side.
 */
const WIDTH = 1.3;
const ABOVE = 0.4;
const BELOW = 0.15;

/** A found face as one stroke of a finger over it, from the hair to the chin: covered as everything else is. */
export function coveringOf({ left, top, width, height }: Box): Stroke {
  const thickness = width * WIDTH;
  const x = left + width / 2;
  const upper = top - height * ABOVE + thickness / 2;
  const lower = top + height * (1 + BELOW) - thickness / 2;
  return {
    tool: 'cover',
    width: thickness,
    dots: [
      { x, y: upper },
      { x, y: Math.max(upper, lower) },
    ],
  };
}
