import { closeSync, createReadStream, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { Unzip, UnzipInflate, UnzipPassThrough } from 'fflate';
import type { UnzipFile } from 'fflate';
import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';
import { fromCp850 } from '@quartierblick/gis/read/cp850.ts';
import { zipDirectory } from './zip-directory.ts';
import type { ZipDirectory } from './zip-directory.ts';

/** Bounds of what an archive may hold. */
export interface UnpackLimits {
  entries: number;
  /** Bytes of all files unpacked. */
  bytes: number;
  /** Unpacked bytes for each packed one, once {@link UnpackLimits.free} bytes are out. */
  ratio: number;
  /** Bytes up to which the ratio does not matter: small files of zeros are no danger. */
  free: number;
}

export const UNPACK_LIMITS: UnpackLimits = { entries: 5000, bytes: 4 * 1024 ** 3, ratio: 200, free: 64 * 1024 ** 2 };

const BOMB = new UnreadableFile({
  de: 'Das Archiv enthält zu viele oder zu große Dateien und wurde nicht entpackt.',
  en: 'The archive holds too many files or too large ones and was not unpacked.',
});
const UNSAFE = new UnreadableFile({
  de: 'Das Archiv will Dateien außerhalb seines Ordners ablegen und wurde nicht entpackt.',
  en: 'The archive wants to put files outside of its folder and was not unpacked.',
});
const DAMAGED = new UnreadableFile({
  de: 'Das ZIP-Archiv ist beschädigt, unvollständig oder verschlüsselt.',
  en: 'The ZIP archive is damaged, incomplete or encrypted.',
});

/** What is never looked at: folders, what macOS and Windows leave behind. */
const IGNORED = /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)|\/$/;

/** Whether an error says something else than that the archive is damaged: our own refusals, a full disk. */
const known = (error: unknown): boolean =>
  error instanceof UnreadableFile || (error instanceof Error && 'code' in error && error.code === 'ENOSPC');

/**
 * The name that was meant by one that does not say how it is encoded, and was read byte by byte: UTF-8 (macOS), or else code page
 * 850 (Windows). One that says so has none of the control characters by which the second is told.
 */
function meantName(name: string): string {
  if (!/[\u0080-\u00ff]/.test(name) || /[\u0100-\uffff]/.test(name)) return name;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(name, 'latin1'));
  } catch {
    if (!/[\u0080-\u009f]/.test(name)) return name;
    return fromCp850(Buffer.from(name, 'latin1'));
  }
}

/** A name within the folder, with `/` between its parts. @throws {UnreadableFile} where it leads out of it */
function safeName(name: string): string {
  const plain = name.replaceAll('\\', '/');
  const parts = plain.split('/').filter((part) => part !== '' && part !== '.');
  if (plain.startsWith('/') || /^[a-z]:/i.test(plain) || parts.includes('..') || /\p{Cc}/u.test(plain)) throw UNSAFE;
  // Two names that differ in case only must not become one file: parts of shapefiles come with capital extensions.
  const last = parts.pop() ?? '';
  return [...parts, last.replace(/\.[^.]+$/, (extension) => extension.toLowerCase())].join('/');
}

/** Writes the entries of an archive as they are inflated, and counts what comes out, whatever the archive says of itself. */
class Unpacking {
  readonly #folder: string;
  readonly #limits: UnpackLimits;
  readonly #directory: ZipDirectory;
  readonly #names = new Set<string>();
  readonly #open = new Set<number>();
  readonly zip: Unzip;
  packed = 0;
  #unpacked = 0;
  #entries = 0;
  #unfinished = 0;

  constructor(folder: string, limits: UnpackLimits, directory: ZipDirectory) {
    this.#folder = folder;
    this.#directory = directory;
    this.#limits = limits;
    this.zip = new Unzip((file) => this.#entry(file));
    this.zip.register(UnzipInflate);
    this.zip.register(UnzipPassThrough);
  }

  get complete(): boolean {
    return this.#entries > 0 && this.#unfinished === 0;
  }

  close(): void {
    for (const handle of this.#open) closeSync(handle);
    this.#open.clear();
  }

  #entry(file: UnzipFile): void {
    this.#entries += 1;
    if (this.#entries > this.#limits.entries) throw BOMB;
    const name = safeName(meantName(file.name));
    if (IGNORED.test(file.name.replaceAll('\\', '/')) || name === '') return;
    if (this.#names.has(name)) throw DAMAGED;
    this.#names.add(name);
    const path = join(this.#folder, name);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const handle = openSync(path, 'wx', 0o600);
    this.#open.add(handle);
    this.#unfinished += 1;
    let checksum = 0;
    file.ondata = (error, chunk, final) => {
      // What is thrown below comes back here as the inflater's error.
      if (error) throw known(error) ? error : DAMAGED;
      this.#count(chunk.length);
      writeSync(handle, chunk);
      checksum = crc32(chunk, checksum);
      if (!final) return;
      closeSync(handle);
      this.#open.delete(handle);
      this.#unfinished -= 1;
      if (this.#directory.size > 0 && this.#directory.get(file.name) !== checksum) throw DAMAGED;
    };
    file.start();
  }

  #count(bytes: number): void {
    this.#unpacked += bytes;
    const { bytes: most, free, ratio } = this.#limits;
    if (this.#unpacked > most || (this.#unpacked > free && this.#unpacked > this.packed * ratio)) throw BOMB;
  }
}

/**
 * Unpacks a ZIP archive into an empty folder, streamed: nothing leaves the folder, and a bomb is given up as soon as it shows.
 * @throws {UnreadableFile} where it is damaged, unsafe or too large; what was written by then is the caller's to remove
 */
export async function unpack(archive: string, folder: string, limits = UNPACK_LIMITS): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const directory = await zipDirectory(archive);
  if (!directory) throw DAMAGED;
  const unpacking = new Unpacking(folder, limits, directory);
  try {
    // Small pieces: what one of them inflates to is written before the next is read.
    for await (const piece of createReadStream(archive, { highWaterMark: 64 * 1024 }) as AsyncIterable<Buffer>) {
      unpacking.packed += piece.length;
      unpacking.zip.push(piece, false);
    }
    unpacking.zip.push(new Uint8Array(0), true);
  } catch (error) {
    throw known(error) ? error : DAMAGED;
  } finally {
    unpacking.close();
  }
  if (!unpacking.complete) throw DAMAGED;
}
