import { penOf } from './canvas.ts';
import { cover } from './cover.ts';
import { maskOf, type Mark, type Stroke } from './strokes.ts';

/** Seen on asphalt, snow and leaves alike: a bright line on a dark one. */
const PEN = { line: '#ffd400', edge: '#10161c' };

function drawPen(pen: CanvasRenderingContext2D, { width, dots: [first, ...rest] }: Stroke): void {
  if (!first) return;
  pen.lineCap = pen.lineJoin = 'round';
  for (const [colour, thickness] of [
    [PEN.edge, width * 1.6],
    [PEN.line, width],
  ] as const) {
    pen.strokeStyle = colour;
    pen.lineWidth = thickness;
    pen.beginPath();
    pen.moveTo(first.x, first.y);
    // A tap is a line to itself, which round caps make a dot.
    for (const { x, y } of rest.length > 0 ? rest : [first]) pen.lineTo(x, y);
    pen.stroke();
  }
}

/** While the finger is still down: where it has been, at once. */
export function drawTrail(canvas: HTMLCanvasElement, stroke: Stroke): void {
  const pen = penOf(canvas);
  if (stroke.tool === 'pen') return drawPen(pen, stroke);
  const [last, before] = [stroke.dots.at(-1), stroke.dots.at(-2) ?? stroke.dots.at(-1)];
  if (!last || !before) return;
  pen.lineCap = 'round';
  pen.strokeStyle = '#5d6b79';
  pen.lineWidth = stroke.width;
  pen.beginPath();
  pen.moveTo(before.x, before.y);
  pen.lineTo(last.x, last.y);
  pen.stroke();
}

/**
 * Draws a picture with everything that was covered and drawn baked in.
 * @param picture what the camera saw; it is not changed
 * @param onto canvas of the same size
 * @returns how many places are covered
 */
export function bake(picture: HTMLCanvasElement, onto: HTMLCanvasElement, marks: readonly Mark[]): number {
  const pen = penOf(onto);
  const { width, height } = picture;
  pen.drawImage(picture, 0, 0);
  let covered = 0;
  if (marks.some(({ tool }) => tool !== 'pen')) {
    const pixels = pen.getImageData(0, 0, width, height);
    covered = cover(pixels, maskOf(marks, width, height));
    pen.putImageData(pixels, 0, 0);
  }
  for (const mark of marks) if (mark.tool === 'pen') drawPen(pen, mark);
  return covered;
}
