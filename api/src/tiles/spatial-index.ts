import type { MercatorBox } from './grid.ts';

/** Side of a cell in metres of EPSG:3857: about half a tile of zoom 14. */
const CELL = 1200;

/** With more cells to look into than this, looking at all boxes is faster. */
const MOST_CELLS = 400;

/** Finds boxes that touch a box: a hash of square cells, in which boxes stand by their south-west corner. */
export class SpatialIndex {
  readonly #boxes: Float64Array;
  readonly #cells = new Map<number, number[]>();
  /** Boxes wider or higher than a cell; looked at always. */
  readonly #large: number[] = [];

  /** @param boxes west, south, east and north (EPSG:3857) of each feature in turn; infinite for features without points */
  constructor(boxes: Float64Array) {
    this.#boxes = boxes;
    for (let i = 0; i < boxes.length / 4; i++) {
      const [west, south, east, north] = boxes.subarray(i * 4, i * 4 + 4) as unknown as MercatorBox;
      if (east < west) continue;
      if (east - west > CELL || north - south > CELL) this.#large.push(i);
      else {
        const cell = cellOf(Math.floor(west / CELL), Math.floor(south / CELL));
        const list = this.#cells.get(cell);
        if (list) list.push(i);
        else this.#cells.set(cell, [i]);
      }
    }
  }

  /** Features whose boxes touch the given one, in ascending order. */
  touching(box: MercatorBox): number[] {
    const found: number[] = [];
    for (const i of this.#large) if (this.#touches(i, box)) found.push(i);
    // A small box that reaches in from the west or south stands in a cell before.
    const [west, south, east, north] = box.map((n) => Math.floor(n / CELL)) as MercatorBox;
    if ((east - west + 2) * (north - south + 2) > MOST_CELLS) {
      for (const list of this.#cells.values()) for (const i of list) if (this.#touches(i, box)) found.push(i);
    } else {
      for (let x = west - 1; x <= east; x++) {
        for (let y = south - 1; y <= north; y++) {
          for (const i of this.#cells.get(cellOf(x, y)) ?? []) if (this.#touches(i, box)) found.push(i);
        }
      }
    }
    // Typed arrays sort numbers without a comparison of ours, many times faster.
    return Array.from(Uint32Array.from(found).sort());
  }

  #touches(i: number, [west, south, east, north]: MercatorBox): boolean {
    const boxes = this.#boxes;
    return (
      (boxes[i * 4] as number) <= east &&
      (boxes[i * 4 + 2] as number) >= west &&
      (boxes[i * 4 + 1] as number) <= north &&
      (boxes[i * 4 + 3] as number) >= south
    );
  }
}

function cellOf(x: number, y: number): number {
  // The world is 33,396 cells wide.
  return (x + 40_000) * 100_000 + (y + 40_000);
}
