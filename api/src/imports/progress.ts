import type { ImportFile } from '@quartierblick/gis/layers/source-types.ts';

/** What begins a record in each of the formats that are read. */
const BEGINNINGS = { json: /"type"\s*:\s*"(?:Feature|node|way|relation)"/g, lines: /\n/g } as const;
/** Share of a head without a whole record in it: long enough that the bar moves, short enough that it does not run ahead. */
const UNKNOWN = 0.1;

/**
 * Average size of a record in bytes, estimated from the beginning of a file. Good enough for a progress bar: readers
 * count records, and the size of the file is known.
 */
export function bytesPerRecord({ bytes, text }: Pick<ImportFile, 'bytes' | 'text'>): number {
  const json = /^\s*[[{]/.test(text);
  const records = text.match(json ? BEGINNINGS.json : BEGINNINGS.lines)?.length ?? 0;
  return records > 0 ? bytes.length / records : bytes.length * UNKNOWN;
}
