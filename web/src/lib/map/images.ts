import type { HatchImage, ImageSpec, PointImage } from '@quartierblick/gis/symbology/images.ts';
import type { Hatch, PointShape } from '@quartierblick/gis/symbology/symbology.ts';
import { ICON_PATHS } from '@quartierblick/gis/symbology/icon-paths.ts';

/** Images are drawn for screens of two device pixels a CSS pixel. */
export const PIXEL_RATIO = 2;
const TILE = 8;
const POINT = 26;

/** Outline of a point's shape around the middle, with this radius. */
export function shapePath(shape: PointShape, c: number, r: number): string {
  const around = (corners: number, turn: number, radius = r): string =>
    Array.from({ length: corners }, (_, i) => {
      const angle = turn + (i * 2 * Math.PI) / corners;
      return `${i === 0 ? 'M' : 'L'}${(c + radius * Math.cos(angle)).toFixed(2)} ${(c + radius * Math.sin(angle)).toFixed(2)}`;
    }).join('') + 'Z';
  const shapes: Record<PointShape, () => string> = {
    circle: () => `M${c - r} ${c}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`,
    square: () => around(4, Math.PI / 4, r * 1.22),
    triangle: () => around(3, -Math.PI / 2, r * 1.2),
    diamond: () => around(4, 0, r * 1.18),
    hexagon: () => around(6, 0, r * 1.08),
  };
  return shapes[shape]();
}

/** Lines of a hatch within one seamless tile of 8 × 8; `dot` shapes are filled, the others stroked. */
export const HATCH_PATHS: Record<Hatch, { path: string; dot: boolean }> = {
  diagonal: { path: 'M-2 2L2 -2M-2 10L10 -2M6 10L10 6', dot: false },
  cross: { path: 'M0 4H8M4 0V8', dot: false },
  horizontal: { path: 'M0 2H8M0 6H8', dot: false },
  dots: { path: 'M2 4a2 2 0 1 0 4 0a2 2 0 1 0 -4 0Z', dot: true },
  points: { path: 'M3.1 4a0.9 0.9 0 1 0 1.8 0a0.9 0.9 0 1 0 -1.8 0Z', dot: true },
  rings: { path: 'M1.5 4a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0Z', dot: false },
};

function context(size: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = size * PIXEL_RATIO;
  canvas.height = size * PIXEL_RATIO;
  // They are drawn to be read: on the graphics card each reading would make the page wait for it.
  const drawing = canvas.getContext('2d', { willReadFrequently: true });
  if (!drawing) throw new Error('this browser cannot draw on a canvas');
  drawing.scale(PIXEL_RATIO, PIXEL_RATIO);
  return drawing;
}

function drawHatch({ hatch, line, under }: HatchImage): ImageData {
  const drawing = context(TILE);
  const { path, dot } = HATCH_PATHS[hatch];
  const shape = new Path2D(path);
  if (under) {
    drawing.strokeStyle = under;
    // Points lie over whole areas: they are to be found, not to be seen first.
    drawing.lineWidth = hatch === 'points' ? 0.9 : dot ? 2.4 : 3.4;
    drawing.stroke(shape);
  }
  if (dot) {
    drawing.fillStyle = line;
    if (under) drawing.fill(shape);
    else drawing.fill(new Path2D('M3 4a1 1 0 1 0 2 0a1 1 0 1 0 -2 0Z'));
  } else {
    drawing.strokeStyle = line;
    drawing.lineWidth = under ? 1.5 : 0.9;
    drawing.stroke(shape);
  }
  return drawing.getImageData(0, 0, TILE * PIXEL_RATIO, TILE * PIXEL_RATIO);
}

function drawPoint({ shape, fill, edge, icon }: PointImage): ImageData {
  const drawing = context(POINT);
  const outline = new Path2D(shapePath(shape, POINT / 2, 10));
  drawing.fillStyle = fill;
  drawing.strokeStyle = edge;
  drawing.lineWidth = 2;
  drawing.lineJoin = 'round';
  drawing.fill(outline);
  drawing.stroke(outline);
  if (icon) {
    drawing.translate(POINT / 2 - 6.6, POINT / 2 - 6.6);
    drawing.scale(0.55, 0.55);
    drawing.lineWidth = 2.2;
    drawing.lineCap = 'round';
    drawing.stroke(new Path2D(ICON_PATHS[icon]));
  }
  return drawing.getImageData(0, 0, POINT * PIXEL_RATIO, POINT * PIXEL_RATIO);
}

/** Draws an image as the map wants it. */
export function drawImage(image: ImageSpec): ImageData {
  return image.kind === 'hatch' ? drawHatch(image) : drawPoint(image);
}

/** A small canvas with an image, to be drawn into pictures; as large in CSS pixels as on the map when divided by {@link PIXEL_RATIO}. */
export function stampOf(spec: ImageSpec): HTMLCanvasElement {
  const image = drawImage(spec);
  const stamp = document.createElement('canvas');
  stamp.width = image.width;
  stamp.height = image.height;
  stamp.getContext('2d')?.putImageData(image, 0, 0);
  return stamp;
}
