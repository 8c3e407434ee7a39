import type { Position } from 'geojson';

/** Ten millionths of a degree, the precision of OpenStreetMap. */
const UNITS = 1e7;

/** A typed array that grows by half when it is full. */
function grown<A extends Float64Array | Int32Array>(array: A): A {
  const larger = new (array.constructor as new (length: number) => A)(Math.ceil(array.length * 1.5));
  larger.set(array as never);
  return larger;
}

/** Positions of nodes by their number, 16 bytes each, found by bisection. Extracts list nodes in the order of their numbers. */
export class NodePositions {
  #ids = new Float64Array(4096);
  #places = new Int32Array(2 * 4096);
  #count = 0;
  #sorted = true;

  add(id: number, lon: number, lat: number): void {
    if (this.#count === this.#ids.length) {
      this.#ids = grown(this.#ids);
      this.#places = grown(this.#places);
    }
    const at = this.#count++;
    if (at > 0 && id < (this.#ids[at - 1] as number)) this.#sorted = false;
    this.#ids[at] = id;
    this.#places[2 * at] = Math.round(lon * UNITS);
    this.#places[2 * at + 1] = Math.round(lat * UNITS);
  }

  /** To be called once, after the last `add` and before the first `get`. */
  close(): void {
    if (this.#sorted) return;
    const [ids, places] = [this.#ids, this.#places];
    const order = Float64Array.from({ length: this.#count }, (_, i) => i).sort(
      (a, b) => (ids[a] as number) - (ids[b] as number),
    );
    this.#ids = order.map((i) => ids[i] as number);
    const sorted = new Int32Array(2 * this.#count);
    order.forEach((from, to) => sorted.set(places.subarray(2 * from, 2 * from + 2), 2 * to));
    this.#places = sorted;
  }

  has(id: number): boolean {
    return this.#find(id) >= 0;
  }

  /** Longitude and latitude, or null where there is no such node. */
  get(id: number): Position | null {
    const at = this.#find(id);
    return at < 0 ? null : [(this.#places[2 * at] as number) / UNITS, (this.#places[2 * at + 1] as number) / UNITS];
  }

  #find(id: number): number {
    let [low, high] = [0, this.#count - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.#ids[middle] as number;
      if (found === id) return middle;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}
