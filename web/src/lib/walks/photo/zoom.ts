import type { Dot } from './strokes.ts';

export interface Size {
  width: number;
  height: number;
}

/** How a picture lies on its paper: CSS pixels for each of its own, and where its upper left corner is. */
export interface View {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

/** The picture and the room it is shown in, in its own and in CSS pixels. */
export interface Frame {
  readonly picture: Size;
  readonly paper: Size;
}

/** Nobody needs to see single pixels to cover a face. */
const MOST = 8;
/** Dots are kept to an eighth of a pixel: the same place stays the same, through whatever zoom it was touched. */
const FINE = 8;

const fitting = ({ picture, paper }: Frame): number =>
  Math.min(paper.width / picture.width, paper.height / picture.height);

const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** A picture's edge along one side: it fills the room where it can, and stands in its middle where it cannot. */
function edge(at: number, length: number, room: number): number {
  return length <= room ? (room - length) / 2 : within(at, room - length, 0);
}

/** The nearest view that shows no empty paper: neither smaller than the whole picture nor larger than eight times that. */
export function held({ scale, left, top }: View, frame: Frame): View {
  const { picture, paper } = frame;
  const least = fitting(frame);
  const size = within(scale, least, least * MOST);
  return {
    scale: size,
    left: edge(left, picture.width * size, paper.width),
    top: edge(top, picture.height * size, paper.height),
  };
}

/** The whole picture. */
export const wholeView = (frame: Frame): View => held({ scale: 0, left: 0, top: 0 }, frame);

/** How often larger than the whole picture, 1 to 8. */
export const zoomOf = ({ scale }: View, frame: Frame): number => scale / fitting(frame);

/** Where a touch of the paper (CSS pixels from its upper left corner) lies in the picture. */
export function toPicture({ scale, left, top }: View, { x, y }: Dot): Dot {
  const fine = (value: number): number => Math.round(value * FINE) / FINE;
  return { x: fine((x - left) / scale), y: fine((y - top) / scale) };
}

/** Where a dot of the picture lies on the paper. */
export const toPaper = ({ scale, left, top }: View, { x, y }: Dot): Dot => ({
  x: left + x * scale,
  y: top + y * scale,
});

const middleOf = ([a, b]: readonly [Dot, Dot]): Dot => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
const apart = ([a, b]: readonly [Dot, Dot]): number => Math.hypot(a.x - b.x, a.y - b.y);

/** Larger or smaller by a factor; the dot of the paper `from` comes to lie at `to`. */
function moved({ scale, left, top }: View, factor: number, from: Dot, to: Dot, frame: Frame): View {
  const least = fitting(frame);
  const by = within(scale * factor, least, least * MOST) / scale;
  return held({ scale: scale * by, left: to.x - (from.x - left) * by, top: to.y - (from.y - top) * by }, frame);
}

/** Larger or smaller by a factor, around a dot of the paper; without one, around its middle. */
export function zoomed(view: View, factor: number, frame: Frame, around?: Dot): View {
  const dot = around ?? { x: frame.paper.width / 2, y: frame.paper.height / 2 };
  return moved(view, factor, dot, dot, frame);
}

/** After two fingers have gone from somewhere to somewhere else on the paper: what was between them still is. */
export function pinched(view: View, before: readonly [Dot, Dot], now: readonly [Dot, Dot], frame: Frame): View {
  return moved(view, apart(now) / Math.max(1, apart(before)), middleOf(before), middleOf(now), frame);
}

/** The nearest view of the same zoom in which a dot of the picture is seen. */
export function showing(view: View, dot: Dot, frame: Frame): View {
  const { x, y } = toPaper(view, dot);
  const { width, height } = frame.paper;
  return held({ ...view, left: view.left + within(x, 0, width) - x, top: view.top + within(y, 0, height) - y }, frame);
}
