import type { AddressQuery } from './read-query.ts';

/** A house of a street. */
export interface HouseNumber {
  id: number;
  number: number;
  suffix: string | null;
  postcode: string | null;
}

/** A house that may be meant, how well its number fits (0 to 1), and whether it is the one that was written. */
export interface NumberFit {
  house: HouseNumber;
  fit: number;
  exact: boolean;
}

/** Houses offered of a street where the written number does not exist. */
const NEAREST = 3;
/** Street without number: some house of it, which is less than what was asked for. */
const NO_NUMBER = 0.9;
const OTHER_SUFFIX = 0.95;
const OTHER_NUMBER = 0.9;
const OTHER_POSTCODE = 0.8;

/** Fit of another number: the nearer the better, of two as near the one on the same side of the street. */
function nearness(number: number, wanted: number): number {
  const apart = Math.abs(number - wanted);
  return OTHER_NUMBER - (0.1 * apart) / (apart + 20) - (apart % 2 === 1 ? 0.0002 : 0);
}

/** The house in the middle of a street's numbers, which stands for the street. */
function middle(houses: readonly HouseNumber[]): HouseNumber | undefined {
  const sorted = [...houses].sort((a, b) => a.number - b.number || (a.suffix ?? '').localeCompare(b.suffix ?? ''));
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

/**
 * Houses of one street that a query may mean, best first: the one with the written number alone, where it exists; else the
 * same number with other suffixes and the nearest numbers; without a written number the house in the middle.
 */
export function fittingHouses(houses: readonly HouseNumber[], query: AddressQuery): NumberFit[] {
  const posted = (house: HouseNumber): number =>
    query.postcode === null || house.postcode === null || house.postcode === query.postcode ? 1 : OTHER_POSTCODE;
  const { number } = query;
  if (number === null) {
    const house = middle(houses);
    return house ? [{ house, fit: NO_NUMBER * posted(house), exact: false }] : [];
  }
  const fits = houses.map((house): NumberFit => {
    const same = house.number === number;
    const exact = same && house.suffix === query.suffix;
    const fit = exact ? 1 : same ? OTHER_SUFFIX : nearness(house.number, number);
    return { house, fit: fit * posted(house), exact: exact && posted(house) === 1 };
  });
  fits.sort(
    (a, b) =>
      b.fit - a.fit ||
      a.house.number - b.house.number ||
      (a.house.suffix ?? '').localeCompare(b.house.suffix ?? '') ||
      a.house.id - b.house.id,
  );
  const exact = fits.filter((one) => one.exact);
  return exact.length > 0 ? exact : fits.slice(0, NEAREST);
}
