import type { Lixel } from '@quartierblick/gis/analysis/safety/kernel.ts';
import type { StripItem } from '../items.ts';
import type { PlacedSection } from '@quartierblick/gis/safety/street-answers.ts';

/** Sizes in CSS pixels. */
const PAD = 28;
/** A street is never drawn narrower than this, pixels a metre: then the strip scrolls. */
const LEAST_SCALE = 0.34;
const PITCH = 8;
const AXIS_HALF = 13;
const LANE_LEAST = 32;
const LANE_MOST = 122;
const CURVE = 46;
const BAR = 8;
const ROW = 21;
const NAMES = 86;
/** Names of side streets stand this far apart; where streets lie closer, they move on. */
const NAME_APART = 15;
const TEXT = 15;
const HALF = 0.5;

export interface Dot {
  id: string;
  x: number;
  y: number;
  r: number;
  category: string | null;
}
export interface Icon {
  item: StripItem;
  x: number;
  y: number;
}
export interface Bar {
  section: PlacedSection;
  x: number;
  y: number;
  width: number;
}

/** Where everything of a strip is drawn. */
export interface StripLayout {
  width: number;
  height: number;
  /** Pixels of a chainage. */
  x: (chainage: number) => number;
  axis: { y: number; half: number };
  dots: Dot[];
  icons: Icon[];
  crossings: Icon[];
  names: { text: string; x: number; textX: number; id: string }[];
  namesY: number;
  bars: Bar[];
  barsY: number;
  curve: { top: number; bottom: number; line: string; area: string; most: number };
  ticks: { chainage: number; x: number; long: boolean }[];
  left: { top: number; bottom: number };
  right: { top: number; bottom: number };
}

/** Rows in which nothing overlaps; each thing goes into the first that has room. */
function rowsOf<T>(things: readonly T[], span: (thing: T) => [from: number, to: number]): { thing: T; row: number }[] {
  const ends: number[] = [];
  return things.map((thing) => {
    const [from, to] = span(thing);
    const free = ends.findIndex((end) => end <= from);
    const row = free < 0 ? ends.length : free;
    ends[row] = to;
    return { thing, row };
  });
}

const rank = (category: string | null | undefined): number => (category === '1' ? 0 : category === '2' ? 1 : 2);

/** Accidents in columns of one dot's width, the gravest next to the axis. */
function stacks(items: readonly StripItem[], x: StripLayout['x']): Map<number, StripItem[]> {
  const columns = new Map<number, StripItem[]>();
  for (const item of items) {
    const column = Math.floor(x(item.chainage) / PITCH);
    const stack = columns.get(column);
    if (stack) stack.push(item);
    else columns.set(column, [item]);
  }
  for (const stack of columns.values()) {
    stack.sort((a, b) => rank(a.accident?.accident.category) - rank(b.accident?.accident.category));
  }
  return columns;
}

function curveOf(lixels: readonly Lixel[], x: StripLayout['x'], top: number, bottom: number): StripLayout['curve'] {
  const most = lixels.reduce((max, { density }) => Math.max(max, density), 0);
  const y = (density: number) => (most === 0 ? bottom : bottom - (density / most) * (bottom - top));
  const points = lixels.map(({ from, to, density }) => `${x((from + to) / 2).toFixed(1)} ${y(density).toFixed(1)}`);
  const line = points.length > 0 ? `M${points.join('L')}` : '';
  const [first, last] = [lixels[0], lixels.at(-1)];
  const area = first && last ? `${line}L${x(last.to).toFixed(1)} ${bottom}L${x(first.from).toFixed(1)} ${bottom}Z` : '';
  return { top, bottom, line, area, most };
}

/**
 * Places everything on the strip: from top to bottom sections, curve, places and accidents left of the axis, the axis with its
 * crossings, accidents and places right of it, names of side streets.
 * @param available width of the screen's part, pixels
 */
export function layoutStrip(
  length: number,
  available: number,
  items: readonly StripItem[],
  sections: readonly PlacedSection[],
  lixels: readonly Lixel[],
): StripLayout {
  const width = Math.max(available, length * LEAST_SCALE + 2 * PAD);
  const x = (chainage: number): number => PAD + (length > 0 ? chainage / length : 0) * (width - 2 * PAD);
  const accidents = items.filter(({ accident }) => accident !== null);
  const isLeft = ({ offset }: StripItem): boolean => offset > 0;
  const sides = [accidents.filter(isLeft), accidents.filter((item) => !isLeft(item))].map((one) => stacks(one, x));
  const tallest = sides.map((columns) => Math.max(1, ...[...columns.values()].map((stack) => stack.length)));
  const pitch = Math.min(PITCH, LANE_MOST / Math.max(...tallest));
  const [leftLane = 0, rightLane = 0] = tallest.map((most) => Math.max(LANE_LEAST, most * pitch));

  const places = items.filter(({ mark }) => mark && mark.what !== 'crossing' && mark.what !== 'side-street');
  const placed = [places.filter(isLeft), places.filter((item) => !isLeft(item))].map((one) =>
    rowsOf(one, ({ chainage }) => [x(chainage) - ROW / 2, x(chainage) + ROW / 2]),
  );
  const rows = placed.map((one) => Math.max(1, ...one.map(({ row }) => row + 1)));
  const bars = rowsOf(
    sections.toSorted((a, b) => (a.onStrip?.from ?? 0) - (b.onStrip?.from ?? 0)),
    ({ onStrip }) => [x(onStrip?.from ?? 0), x(onStrip?.to ?? 0) + 3],
  );
  const barRows = Math.max(1, ...bars.map(({ row }) => row + 1));

  const barsY = TEXT;
  const curveTop = barsY + barRows * (BAR + 2) + TEXT + 2;
  const curveBottom = curveTop + CURVE;
  const leftTop = curveBottom + 8;
  const leftIcons = leftTop + (rows[0] ?? 1) * ROW;
  const axisY = leftIcons + leftLane + AXIS_HALF;
  const rightEnd = axisY + AXIS_HALF + rightLane;
  const namesY = rightEnd + (rows[1] ?? 1) * ROW + 8;

  const dots = sides.flatMap((columns, side) =>
    [...columns].flatMap(([column, stack]) =>
      stack.map((item, n): Dot => {
        const away = AXIS_HALF + (n + HALF) * pitch;
        const y = side === 0 ? axisY - away : axisY + away;
        const category = item.accident?.accident.category ?? null;
        return { id: item.id, x: (column + HALF) * PITCH, y, r: Math.min(3.6, Math.max(2.1, pitch / 2)), category };
      }),
    ),
  );
  const icons = placed.flatMap((one, side) =>
    one.map(({ thing, row }): Icon => {
      const y = side === 0 ? leftIcons - (row + HALF) * ROW : rightEnd + (row + HALF) * ROW;
      return { item: thing, x: x(thing.chainage), y };
    }),
  );
  const crossings = items
    .filter(({ mark }) => mark?.what === 'crossing')
    .map((item): Icon => ({ item, x: x(item.chainage), y: axisY }));
  let last = -Infinity;
  const names = items.flatMap(({ mark, id, chainage }) => {
    if (mark?.what !== 'side-street') return [];
    last = Math.max(x(chainage), last + NAME_APART);
    return [{ text: mark.name ?? '', x: x(chainage), textX: last, id }];
  });
  const ticks = Array.from({ length: Math.floor(length / 100) + 1 }, (_, i) => ({
    chainage: i * 100,
    x: x(i * 100),
    long: i % 5 === 0,
  }));
  return {
    width,
    height: namesY + (names.length > 0 ? NAMES : 6),
    x,
    axis: { y: axisY, half: AXIS_HALF },
    dots,
    icons,
    crossings,
    names,
    namesY,
    bars: bars.map(({ thing, row }): Bar => {
      const [from, to] = [x(thing.onStrip?.from ?? 0), x(Math.min(length, thing.onStrip?.to ?? 0))];
      return { section: thing, x: from, y: barsY + row * (BAR + 2), width: Math.max(3, to - from) };
    }),
    barsY,
    curve: curveOf(lixels, x, curveTop, curveBottom),
    ticks,
    left: { top: leftTop, bottom: axisY - AXIS_HALF },
    right: { top: axisY + AXIS_HALF, bottom: namesY - 8 },
  };
}
