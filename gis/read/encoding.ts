import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { fromCp850 } from './cp850.ts';
import { SingleByteText } from './single-byte.ts';
import type { SingleByte } from './single-byte.ts';

/** Labels that {@link textDecoder} knows; windows-1252 reads Latin-1 as well, whose only difference are control characters. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | SingleByte;

/** Share of zero bytes on one side from which text without a byte order mark counts as UTF-16. */
const UTF16_ZEROS = 0.4;

/**
 * Encoding of the beginning of a text as far as bytes tell it for certain: a byte order mark, or the zero bytes
 * that ASCII characters have in UTF-16. Undefined where the whole text must be looked at.
 */
export function encodingByMark(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 4096);
  const pairs = Math.floor(sample.length / 2);
  if (pairs < 2) return undefined;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs * 2; i += 2) {
    if (sample[i] === 0) even += 1;
    if (sample[i + 1] === 0) odd += 1;
  }
  if (odd / pairs > UTF16_ZEROS && even === 0) return 'utf-16le';
  if (even / pairs > UTF16_ZEROS && odd === 0) return 'utf-16be';
  return undefined;
}

/** Number of bytes at the end that begin a UTF-8 character without completing it: 0 to 3. */
function incompleteTail(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? back : 0;
    }
  }
  return 0;
}

/** Whether a text begins as XML or JSON, which old programs of DOS and the Mac did not write; their Windows-1252 is not doubted. */
const structured = (bytes: Uint8Array): boolean =>
  /^\s*[<{[]/.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1'));

/**
 * Encoding of a file: its mark, else UTF-8 where every byte of it is, else Windows-1252 or, for tables and other plain texts,
 * code page 850 or Mac Roman where those make clearly better words. The whole file is looked at, because the first umlaut
 * of a large file may stand far behind its beginning; that takes about a second for 1 GB of UTF-8, and some seconds for others.
 */
export async function encodingOfFile(path: string): Promise<Encoding> {
  let carry: Uint8Array = new Uint8Array(0);
  let first = true;
  let plain = false;
  let other: SingleByteText | undefined;
  let before: Uint8Array = carry;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    if (first) {
      const marked = encodingByMark(chunk);
      if (marked) return marked;
      plain = !structured(chunk);
      first = false;
    }
    const bytes = carry.length > 0 && !other ? Buffer.concat([carry, chunk]) : chunk;
    const end = bytes.length - incompleteTail(bytes);
    if (!other && !isUtf8(bytes.subarray(0, end))) {
      if (!plain) return 'windows-1252';
      other = new SingleByteText();
      // The word that began in the piece before.
      other.see(before);
    }
    other?.see(bytes);
    carry = bytes.subarray(end);
    before = bytes.subarray(Math.max(0, end - 3), end);
  }
  if (!other && carry.length === 0) return 'utf-8';
  if (!plain) return 'windows-1252';
  if (!other) {
    // Only the last bytes are no UTF-8.
    other = new SingleByteText();
    other.see(before);
    other.see(carry);
  }
  return other.encoding();
}

/** {@link encodingOfFile} of bytes that lie in memory. */
export function encodingOfBytes(bytes: Uint8Array): Encoding {
  const marked = encodingByMark(bytes);
  if (marked) return marked;
  if (isUtf8(bytes)) return 'utf-8';
  if (structured(bytes)) return 'windows-1252';
  const text = new SingleByteText();
  text.see(bytes);
  return text.encoding();
}

/** What turns bytes into text: `TextDecoder`, and the same for code page 850, which that does not know. */
export function textDecoder(encoding: string): Pick<TextDecoder, 'decode'> {
  if (encoding !== 'cp850') return new TextDecoder(encoding);
  return { decode: (bytes?: Uint8Array) => (bytes ? fromCp850(bytes) : '') } as Pick<TextDecoder, 'decode'>;
}

/** The text of a file in pieces, decoded, without its byte order mark. Pieces never split a character. */
export async function* textOfFile(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = textDecoder(encoding);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 17 }) as AsyncIterable<Buffer>) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}
