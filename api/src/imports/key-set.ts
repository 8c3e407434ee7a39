const FIRST_CAPACITY = 1 << 12;
const MAX_LOAD = 0.5;

/**
 * Set of the keys of a file, to find those that stand in it twice. Keeps 64 bits of hash of each key (MurmurHash3's
 * finaliser over two multiplicative hashes) instead of the key, so that ten million keys take 160–320 MB and not
 * gigabytes. The chance that any two of a million different keys are taken for one is below 1 in 30 million.
 */
export class KeySet {
  #capacity = FIRST_CAPACITY;
  #slots = new Uint32Array(FIRST_CAPACITY * 2);
  #size = 0;

  /** Adds a key; false where it was there already. */
  add(key: string): boolean {
    if (this.#size >= this.#capacity * MAX_LOAD) this.#grow();
    let a = 0xdeadbeef ^ key.length;
    let b = 0x41c6ce57;
    for (let i = 0; i < key.length; i += 1) {
      const code = key.charCodeAt(i);
      a = Math.imul(a ^ code, 0x9e3779b1);
      b = Math.imul(b ^ code, 0x5f356495);
    }
    const high = mix(a ^ (b >>> 15));
    // Zero marks a free slot.
    const low = mix(b ^ (a >>> 13)) || 1;
    if (!insert(this.#slots, this.#capacity, high, low)) return false;
    this.#size += 1;
    return true;
  }

  #grow(): void {
    const old = this.#slots;
    this.#capacity *= 2;
    this.#slots = new Uint32Array(this.#capacity * 2);
    for (let at = 0; at < old.length; at += 2) {
      const low = old[at + 1] as number;
      if (low !== 0) insert(this.#slots, this.#capacity, old[at] as number, low);
    }
  }
}

function insert(slots: Uint32Array, capacity: number, high: number, low: number): boolean {
  let slot = (low ^ Math.imul(high, 0x85ebca6b)) >>> 0;
  for (;;) {
    slot &= capacity - 1;
    const at = slot * 2;
    const held = slots[at + 1];
    if (held === 0) {
      slots[at] = high;
      slots[at + 1] = low;
      return true;
    }
    if (held === low && slots[at] === high) return false;
    slot += 1;
  }
}

function mix(hash: number): number {
  let h = hash;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
