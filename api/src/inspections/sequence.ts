import { createReadStream } from 'node:fs';
import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';

/** Begins a record (RFC 8142). */
const SEPARATOR = 0x1e;
const LINE = 0x0a;
const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === LINE;

/** Records that have anything in them: each begun by a record separator, or else each a line. */
async function recordsOf(path: string): Promise<number> {
  let records = 0;
  let divider: number | null = null;
  let filled = false;
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    for (const byte of piece) {
      divider ??= byte === SEPARATOR ? SEPARATOR : isBlank(byte) ? null : LINE;
      if (byte === divider) filled = false;
      else if (!filled && !isBlank(byte) && byte !== SEPARATOR) {
        filled = true;
        records += 1;
      }
    }
  }
  return records;
}

/**
 * Whether GDAL reads every record of a GeoJSON text sequence: what it cannot read it leaves out without a word.
 * @param path absolute path of the file
 * @param features that GDAL counts in it; null where it does not say
 * @throws {UnreadableFile} naming how many records are missing
 */
export async function requireRecords(path: string, features: number | null): Promise<void> {
  const records = await recordsOf(path);
  if (features === null || features >= records) return;
  throw new UnreadableFile({
    de: `Von ${records} Objekten der Datei lassen sich ${records - features} nicht lesen: Ihr JSON ist beschädigt, vermutlich wurde der Download abgebrochen.`,
    en: `Of the ${records} features of the file ${records - features} cannot be read: their JSON is damaged; the download was probably cut off.`,
  });
}
