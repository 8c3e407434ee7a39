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

