import {
  PART_TYPE,
  PARTS_HEADER,
  REPLACED_HEADER,
  sealIn,
  SEAL_BYTES,
} from '@quartierblick/gis/stories/pack/format.ts';

/** A pack that has arrived. */
export interface FetchedPack {
  file: Blob;
  name: string;
  /** SHA-256 of the whole file, hexadecimal; null where the browser cannot compute it. */
  sha256: string | null;
  /** Slides (from 1) whose base map is not in it, as a list in words; empty where there are none. */
  replaced: string;
}

/** How far a pack is. */
export interface PackProgress {
  parts: number;
  of: number;
  bytes: number;
}

/** The file lacks its end, or is not what the server sent. */
export class CutPack extends Error {
  override readonly name = 'CutPack';
}

const MARK = new TextEncoder().encode(`<script type="${PART_TYPE}"`);

/** Counts parts in bytes that come in pieces, also where a piece ends within a mark. */
export class PartCount {
  found = 0;
  #matched = 0;

  take(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte === MARK[this.#matched]) this.#matched += 1;
      // Within a mark nothing but its first sign can begin another one.
      else this.#matched = byte === MARK[0] ? 1 : 0;
      if (this.#matched === MARK.length) {
        this.found += 1;
        this.#matched = 0;
      }
    }
  }
}

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const nameOf = (header: string | null): string =>
  decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(header ?? '')?.[1] ?? 'pack.html');

/**
 * Reads a pack to its end and holds it against the checksum in its last line.
 * @throws CutPack where it is not whole; what reading throws where it is cancelled
 */
export async function readPack(answer: Response, onprogress: (progress: PackProgress) => void): Promise<FetchedPack> {
  const of = Number(answer.headers.get(PARTS_HEADER) ?? 0);
  const reader = answer.body?.getReader();
  if (!reader) throw new CutPack('no body');
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const count = new PartCount();
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    count.take(value);
    bytes += value.length;
    onprogress({ parts: count.found, of, bytes });
  }
  const file = new Blob(pieces, { type: 'text/html' });
  const seal = sealIn(await file.slice(-SEAL_BYTES).text());
  if (seal === null || count.found !== of) throw new CutPack('the end is missing');
  const name = nameOf(answer.headers.get('content-disposition'));
  const replaced = answer.headers.get(REPLACED_HEADER) ?? '';
  if (!globalThis.isSecureContext) return { file, name, replaced, sha256: null };
  const whole = await file.arrayBuffer();
  const hash = async (part: ArrayBuffer): Promise<string> => hex(await crypto.subtle.digest('SHA-256', part));
  if ((await hash(whole.slice(0, -SEAL_BYTES))) !== seal) throw new CutPack('another checksum');
  return { file, name, replaced, sha256: await hash(whole) };
}
