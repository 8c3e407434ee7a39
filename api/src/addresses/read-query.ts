/** What somebody wrote, taken apart. */
export interface AddressQuery {
  street: string;
  /** House number without its suffix; null where none was written. */
  number: number | null;
  /** Letter behind the number, in lower case. */
  suffix: string | null;
  postcode: string | null;
  place: string | null;
}

const POSTCODE = /(?:^|[\s,;])(?:D-)?(\d{5})(?=$|[\s,;])[ \t]*([^,;\d]*)/u;
/** Street, number, suffix, the end of a range (which is not looked at), and a place behind them. */
const NUMBERED =
  /^(.*?\p{L}.*?)\s*(\d{1,4})\s*(?:(\p{L})(?!\p{L}))?(?:\s*[-–/+]\s*\d+\s*(?:\p{L}(?!\p{L}))?)?\s*(\p{L}{2}[\p{L}\s.-]*)?$/u;

const orNull = (text: string | undefined): string | null => {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
};

/**
 * Readings of a written address, the likeliest first: `Bornstr. 52 a, 44145 Dortmund`, `44145 Dortmund, Bornstr. 52a`,
 * `Bornstraße 52-54 Dortmund`. A text with digits has a second reading, for streets that bear a number: `Platz des 20. Juli`.
 */
export function readAddress(text: string): AddressQuery[] {
  const found = POSTCODE.exec(text);
  const postcode = found?.[1] ?? null;
  const rest = found ? `${text.slice(0, found.index)},${text.slice(found.index + found[0].length)}` : text;
  const parts = rest
    .split(/[,;]/u)
    .map((part) => part.trim())
    .filter((part) => /\p{L}/u.test(part));
  const main = parts.find((part) => NUMBERED.test(part)) ?? parts[0];
  if (main === undefined) return [];
  const beside = parts.find((part) => part !== main && !/\d/.test(part));
  const place = orNull(found?.[2]) ?? beside ?? null;
  const numbered = NUMBERED.exec(main);
  const readings: AddressQuery[] = [{ street: main, number: null, suffix: null, postcode, place }];
  if (numbered) {
    const [, street = '', number, suffix, behind] = numbered;
    readings.unshift({
      street,
      number: Number(number),
      suffix: suffix?.toLowerCase() ?? null,
      postcode,
      place: place ?? orNull(behind),
    });
  }
  return readings;
}
