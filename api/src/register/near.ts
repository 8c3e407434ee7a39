import { changes } from '../search/changes.ts';
import { compact, normalise } from '../search/normalise.ts';

/** A house as the map knows it. */
export interface House {
  /** Keys of its buildings: front and rear building may share an address. */
  keys: string[];
  /** As it is written on the map. */
  address: string;
}

/** Postal code and town behind an address; the register knows one town. */
const TOWN = /[,\s]+(?:D-)?\d{5}\s+\p{L}.*$/u;

/** An address in the form in which it is compared: however street and number are written. */
export const addressKey = (address: string): string => compact(normalise(address.replace(TOWN, '')));

/** Street and house number of an address, levelled: `bornstr` and 52. */
function partsOf(address: string): { street: string; number: number } {
  const found = /^(.*?\p{L}.*?)\s*(\d+)?(?:\s*\p{L})?$/u.exec(normalise(address.replace(TOWN, '')));
  return { street: compact(found?.[1] ?? '').replace(/st[ar]+s*e?$/, 'str'), number: Number(found?.[2] ?? 0) };
}

const OFFERED = 3;
const MOST_CHANGES = 2;

/** The houses of the map by their addresses, and which come close to one that is not there. */
export class Houses {
  readonly #byAddress = new Map<string, House>();
  #streets: Map<string, House[]> | undefined;
  readonly #similar = new Map<string, string[]>();

  constructor(buildings: Iterable<{ key: string; address: string }>) {
    for (const { key, address } of buildings) {
      const form = addressKey(address);
      const known = this.#byAddress.get(form);
      if (known) known.keys.push(key);
      else if (form !== '') this.#byAddress.set(form, { keys: [key], address });
    }
  }

  at(address: string): House | undefined {
    return this.#byAddress.get(addressKey(address));
  }

  /** Up to three addresses that may have been meant: the same street with the next numbers, or a street spelled alike. */
  near(address: string): string[] {
    const { street, number } = partsOf(address);
    if (street === '') return [];
    const streets = (this.#streets ??= Map.groupBy(this.#byAddress.values(), (house) => partsOf(house.address).street));
    const names = streets.has(street) ? [street] : this.#alike(street, streets);
    return names
      .flatMap((name) => streets.get(name) ?? [])
      .sort((a, b) => Math.abs(partsOf(a.address).number - number) - Math.abs(partsOf(b.address).number - number))
      .slice(0, OFFERED)
      .map((house) => house.address);
  }

  #alike(street: string, streets: ReadonlyMap<string, House[]>): string[] {
    const known = this.#similar.get(street);
    if (known) return known;
    const alike = [...streets.keys()].filter((name) => changes(name, street, MOST_CHANGES) <= MOST_CHANGES);
    this.#similar.set(street, alike);
    return alike;
  }
}
