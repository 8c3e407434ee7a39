import { changes, changesFrom } from '../search/changes.ts';
import { compact, normalise, normaliseQuery } from '../search/normalise.ts';
import { queryOf, rankOf } from '../search/rank.ts';
import type { AddressQuery } from './read-query.ts';

/** A street of a place, with the forms in which it is compared. */
export interface Street {
  /** As it is written in the table. */
  street: string;
  place: string | null;
  text: string;
  joined: string;
  /** Without spaces and with `strasse` written out, so that a slip in the word itself is one slip. */
  long: string;
  /** Mistakes that are forgiven. */
  most: number;
  /** The place without spaces; empty where it is not known. */
  placeForm: string;
}

/** A street that may be meant, and how well it fits: 1 is the same, however it is spelled. */
export interface StreetFit {
  street: Street;
  fit: number;
}

const writtenOut = (normalised: string): string => compact(normalised.replace(/str(?= |$)/gu, 'strasse'));

/** Prepares a street of the table. */
export function streetOf(street: string, place: string | null): Street {
  const text = normalise(street);
  const placeForm = place === null ? '' : compact(normalise(place));
  const long = writtenOut(text);
  return { street, place, text, joined: compact(text), long, most: forgiven(long), placeForm };
}

/** Letters that tell a street from others: `strasse` counts as its short form. */
const weight = (long: string): number => Math.max(4, long.endsWith('strasse') ? long.length - 4 : long.length);

/** Mistakes that are forgiven, by the letters of the name itself; one slip beside an umlaut becomes two when umlauts are levelled. */
function forgiven(long: string): number {
  const letters = long.replace(/strasse$/, '').length;
  return letters < 3 ? 0 : letters < 4 ? 1 : letters < 9 ? 2 : 3;
}

/** A query for a street, prepared once for all streets. */
class Wanted {
  readonly #long: string;
  readonly #query: ReturnType<typeof queryOf>;
  readonly #most: number;

  constructor(street: string) {
    const normalised = normaliseQuery(street);
    this.#long = writtenOut(normalised);
    this.#query = queryOf(normalised);
    this.#most = forgiven(this.#long);
  }

  get empty(): boolean {
    return this.#long === '';
  }

  /** How well a street fits, 0 to 1: spelled alike, begun alike, or containing all words. */
  fit({ text, joined, long, most: own }: Street): number {
    if (long === this.#long) return 1;
    // A slip may have made the name shorter.
    const most = Math.max(this.#most, own);
    const { whole, beginning } = changesFrom(this.#long, long, most);
    let fit = whole <= most ? 1 - whole / weight(long) : 0;
    const typed = this.#long.length;
    const share = Math.min(1, typed / long.length);
    if (beginning <= most && typed >= 2) fit = Math.max(fit, (1 - beginning / typed) * (0.85 + share / 10));
    // Parts of a name: "Böcklerstr." for "Hans-Böckler-Straße".
    if (typed >= 4 && rankOf(this.#query, text, joined) >= 0) fit = Math.max(fit, 0.7 + share / 10);
    return Math.min(fit, 0.99);
  }
}

/** Worse ones are not what was meant. */
const LEAST_FIT = 0.55;
/** How much worse than the best another street, or a house of it, may be to be offered beside it. */
export const BESIDE_BEST = 0.25;
/** Where a place was written and a street lies elsewhere, or where its place is not known. */
const ELSEWHERE = 0.7;
const UNKNOWN_PLACE = 0.98;

/** How well a place fits the one that was written. */
function placeFit(placeForm: string, wanted: string): number {
  if (wanted === '') return 1;
  if (placeForm === '') return UNKNOWN_PLACE;
  return placeForm.startsWith(wanted) || wanted.startsWith(placeForm) || changes(wanted, placeForm, 2) <= 2
    ? 1
    : ELSEWHERE;
}

/** The reading with a place that stands behind the street without a comma: `Bornstraße Dortmund`. */
function withPlaceApart(query: AddressQuery, places: ReadonlySet<string>): AddressQuery {
  const words = query.street.trim().split(/\s+/);
  const last = words.at(-1) ?? '';
  if (query.place !== null || words.length < 2 || !places.has(compact(normalise(last)))) return query;
  return { ...query, street: words.slice(0, -1).join(' '), place: last };
}

const order = new Intl.Collator('de');

/** Streets that a reading may mean, best first, at most `limit`. */
export function fittingStreets(streets: readonly Street[], reading: AddressQuery, limit: number): StreetFit[] {
  const places = new Set(streets.map(({ placeForm }) => placeForm).filter((form) => form !== ''));
  const query = withPlaceApart(reading, places);
  const wanted = new Wanted(query.street);
  if (wanted.empty) return [];
  const place = query.place === null ? '' : compact(normalise(query.place));
  // What was read as a whole although it holds digits can only be a street that bears a number.
  const numbered = query.number === null && /\d/.test(query.street);
  const found: StreetFit[] = [];
  for (const street of streets) {
    if (numbered && !/\d/.test(street.joined)) continue;
    const spelling = wanted.fit(street);
    if (spelling < LEAST_FIT) continue;
    found.push({ street, fit: spelling * placeFit(street.placeForm, place) });
  }
  const first = query.street.trim().charAt(0).toLowerCase();
  const begins = ({ street }: StreetFit): number => (street.text.startsWith(first) ? 0 : 1);
  found.sort(
    (a, b) =>
      b.fit - a.fit ||
      begins(a) - begins(b) ||
      order.compare(a.street.street, b.street.street) ||
      order.compare(a.street.place ?? '', b.street.place ?? ''),
  );
  const best = found[0]?.fit ?? 0;
  return found.filter(({ fit }) => fit >= best - BESIDE_BEST).slice(0, limit);
}
