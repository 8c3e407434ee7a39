import type { Point, WalkLine } from '../network/types.ts';
import { axisOf } from './axis.ts';
import type { Axis } from './axis.ts';

/** A named street: its lines and its axis. */
export interface Street {
  /** The name, with a number where several streets far apart bear it. Unique. */
  id: string;
  name: string;
  /** Positions in the list of lines. */
  lines: readonly number[];
  axis: Axis;
}

/** On which people drive: everything but paths and railways. */
export function isCarriageway({ kind }: Pick<WalkLine, 'kind'>): boolean {
  return kind !== 'path' && kind !== 'rail';
}

/** Lines of one name that lie farther apart than this are different streets, e.g. in two boroughs. A parameter of ours. */
const APART_M = 1000;

interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

function boxOf(parts: readonly (readonly Point[])[]): Box {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const [x, y] of parts.flat()) {
    box.west = Math.min(box.west, x);
    box.east = Math.max(box.east, x);
    box.south = Math.min(box.south, y);
    box.north = Math.max(box.north, y);
  }
  return box;
}

function apart(a: Box, b: Box): number {
  const dx = Math.max(0, a.west - b.east, b.west - a.east);
  const dy = Math.max(0, a.south - b.north, b.south - a.north);
  return Math.hypot(dx, dy);
}

/** Lines of one name in groups that lie near each other. */
function groups(lines: readonly WalkLine[], numbers: readonly number[]): number[][] {
  const found: { box: Box; numbers: number[] }[] = [];
  for (const number of numbers) {
    const box = boxOf((lines[number] as WalkLine).parts);
    const near = found.filter((group) => apart(group.box, box) <= APART_M);
    const all = [...near, { box, numbers: [number] }];
    for (const group of near) found.splice(found.indexOf(group), 1);
    found.push({
      box: {
        west: Math.min(...all.map((one) => one.box.west)),
        south: Math.min(...all.map((one) => one.box.south)),
        east: Math.max(...all.map((one) => one.box.east)),
        north: Math.max(...all.map((one) => one.box.north)),
      },
      numbers: all.flatMap((one) => one.numbers).toSorted((a, b) => a - b),
    });
  }
  return found.map((group) => group.numbers).toSorted((a, b) => (a[0] as number) - (b[0] as number));
}

/** All named streets with their axes, in the order of their names. Paths that bear a street's name are no part of its axis. */
export function streetsOf(lines: readonly WalkLine[]): Street[] {
  const byName = new Map<string, number[]>();
  lines.forEach((line, i) => {
    if (line.name === null || !isCarriageway(line)) return;
    const same = byName.get(line.name);
    if (same) same.push(i);
    else byName.set(line.name, [i]);
  });
  const names = [...byName.keys()].toSorted((a, b) => a.localeCompare(b, 'de'));
  return names.flatMap((name) =>
    groups(lines, byName.get(name) ?? []).map((numbers, n): Street => {
      const axis = axisOf(numbers.flatMap((number) => (lines[number] as WalkLine).parts));
      return { id: n === 0 ? name : `${name} (${n + 1})`, name, lines: numbers, axis };
    }),
  );
}
