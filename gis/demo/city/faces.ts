import { area, at, minus } from './plane.ts';
import type { Point, Ring } from './plane.ts';
import { edgesOf } from './street.ts';
import type { Street } from './street.ts';

/** A corner of a face; `street` runs along the edge that begins here. */
export interface Corner {
  point: Point;
  street: Street;
}

/** What streets enclose, measured to their axes; counter-clockwise. */
export type Face = readonly Corner[];

export const ringOf = (face: Face): Ring => face.map((corner) => corner.point);

interface HalfEdge {
  from: string;
  to: string;
  start: Point;
  angle: number;
  street: Street;
  used: boolean;
}

const nodeOf = (point: Point): string => `${Math.round(point[0] * 20)}/${Math.round(point[1] * 20)}`;

/**
 * The faces of the street network, found by walking always along the next edge to the left. Dead ends are left out.
 * Axes must have vertices at all junctions (see `joinStreets`).
 */
export function facesOf(streets: readonly Street[]): Face[] {
  const outgoing = new Map<string, HalfEdge[]>();
  const put = (start: Point, end: Point, street: Street): void => {
    const [from, to] = [nodeOf(start), nodeOf(end)];
    if (from === to) return;
    const list = outgoing.get(from) ?? [];
    if (list.some((edge) => edge.to === to)) return;
    const [dx, dy] = minus(end, start);
    list.push({ from, to, start, angle: Math.atan2(dy, dx), street, used: false });
    outgoing.set(from, list);
  };
  for (const { from, to, street } of edgesOf(streets)) {
    put(from, to, street);
    put(to, from, street);
  }
  pruneDeadEnds(outgoing);
  for (const list of outgoing.values()) list.sort((a, b) => a.angle - b.angle);

  const faces: Face[] = [];
  for (const list of outgoing.values()) {
    for (const first of list) {
      const face: Corner[] = [];
      let edge = first;
      while (!edge.used) {
        edge.used = true;
        face.push({ point: edge.start, street: edge.street });
        edge = nextLeft(outgoing, edge);
      }
      if (face.length > 2 && area(ringOf(face)) > 0) faces.push(face);
    }
  }
  return faces;
}

function pruneDeadEnds(outgoing: Map<string, HalfEdge[]>): void {
  for (let again = true; again;) {
    again = false;
    for (const [node, list] of outgoing) {
      const only = list[0];
      if (list.length > 1 || !only) continue;
      outgoing.delete(node);
      const back = outgoing.get(only.to);
      if (back)
        outgoing.set(
          only.to,
          back.filter((edge) => edge.to !== node),
        );
      again = true;
    }
    for (const [node, list] of outgoing) if (list.length === 0) outgoing.delete(node);
  }
}

/** The edge to follow at the end of `edge` so that the face stays on the left: the next one clockwise from the way back. */
function nextLeft(outgoing: Map<string, HalfEdge[]>, edge: HalfEdge): HalfEdge {
  const list = outgoing.get(edge.to) ?? [];
  const back = list.findIndex((candidate) => candidate.to === edge.from);
  return at(list, back - 1);
}
