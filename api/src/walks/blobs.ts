import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileTypeFromFile } from 'file-type';
import { LIMITS } from '@quartierblick/gis/walks/event.ts';
import type { AppDeps } from '../deps.ts';
import type { Env } from '../env.ts';
import { Problem } from '../errors.ts';
import { keepPhoto } from '../files/keep-photo.ts';
import { FileStore } from '../files/store.ts';
import type { Device } from './device.ts';

/** Files that one device may have under way at once; more is none of ours. */
const MOST_PARTS = 20;
/** Photos and voices of a device on a walk. */
const MOST_FILES = 500;

/** Where photos and voices of walks lie: not with those of cases, whose sweep removes what no case names. */
export const walkFiles = (env: Env): FileStore => new FileStore(join(env.dataDir, 'walks'));
/** Where uploads grow. They outlive the server, so that a phone goes on where it was. */
export const partsFolder = (env: Env): string => join(env.dataDir, 'walks', 'parts');

/** How much of a file the server has, and whether that is all. */
export interface BlobState {
  have: number;
  done: boolean;
}

const refused = (
  status: 409 | 413 | 415 | 422 | 507,
  type: string,
  de: string,
  en: string,
  extra: Record<string, unknown> = {},
) => new Problem({ status, type, title: { de, en }, extra });

const wrongOffset = (have: number) =>
  refused(409, 'upload-offset', 'Die Übertragung geht woanders weiter', 'The transfer goes on elsewhere', { have });

/** One piece at a time for each file: two tabs may send the same one. */
const busy = new Map<string, Promise<unknown>>();

async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  const turn = (busy.get(name) ?? Promise.resolve()).then(work, work);
  busy.set(name, turn);
  try {
    return await turn;
  } finally {
    if (busy.get(name) === turn) busy.delete(name);
  }
}

/** Photos and voices on their way from a device, in pieces that may be repeated and go on after any interruption. */
export class Blobs {
  readonly #deps: Pick<AppDeps, 'db' | 'env'>;
  readonly #store: FileStore;

  constructor(deps: Pick<AppDeps, 'db' | 'env'>) {
    this.#deps = deps;
    this.#store = walkFiles(deps.env);
  }

  #part = (device: Device, sha256: string) => join(partsFolder(this.#deps.env), `${device.key}-${sha256}`);

  async #isDone({ walk }: Device, sha256: string): Promise<boolean> {
    const rows = await this.#deps.db.sql`select 1 from walk_blobs where walk_key = ${walk} and sha256 = ${sha256}`;
    return rows.length > 0;
  }

  /** How much of it is here. */
  async state(device: Device, sha256: string): Promise<BlobState> {
    if (await this.#isDone(device, sha256)) return { have: 0, done: true };
    const part = await stat(this.#part(device, sha256)).catch(() => null);
    return { have: part?.size ?? 0, done: false };
  }

  /**
   * Takes a piece; with the last one the file is checked and kept. A file that is here already is left as it is.
   * @param length of the whole file
   * @throws Problem 409 with `have` where the piece does not follow, 413, 415, 422 where the file cannot be taken
   */
  add(device: Device, sha256: string, offset: number, length: number, piece: Uint8Array): Promise<BlobState> {
    return alone(`${device.key}-${sha256}`, async () => {
      const state = await this.state(device, sha256);
      if (state.done) return state;
      if (offset !== state.have || offset + piece.length > length) throw wrongOffset(state.have);
      if (length > LIMITS.photoBytes || length < 1) {
        throw refused(413, 'file-too-large', 'Die Datei ist zu groß', 'The file is too large');
      }
      if (offset === 0) await this.#refuseTooMany(device, sha256);
      const path = this.#part(device, sha256);
      await this.#write(path, offset, piece);
      const have = offset + piece.length;
      if (have < length) return { have, done: false };
      await this.#finish(device, sha256, path);
      return { have, done: true };
    });
  }

  async #refuseTooMany({ key, walk }: Device, sha256: string): Promise<void> {
    const names = await readdir(partsFolder(this.#deps.env)).catch(() => []);
    const others = names.filter((name) => name.startsWith(key) && name !== `${key}-${sha256}`);
    const [row] = await this.#deps.db.sql<{ files: number }[]>`
      select count(*)::integer as files from walk_blobs where walk_key = ${walk} and device_key = ${key}
    `;
    if (others.length < MOST_PARTS && (row?.files ?? 0) < MOST_FILES) return;
    throw refused(
      413,
      'too-many-files',
      'Von diesem Gerät kommen zu viele Dateien',
      'Too many files come from this device',
    );
  }

  /** What is answered as here is on the disk. */
  async #write(path: string, offset: number, piece: Uint8Array): Promise<void> {
    await mkdir(partsFolder(this.#deps.env), { recursive: true, mode: 0o700 });
    const file = await open(path, offset === 0 ? 'w' : 'r+', 0o600);
    try {
      for (let done = 0; done < piece.length;) {
        done += (await file.write(piece, done, piece.length - done, offset + done)).bytesWritten;
      }
      await file.sync();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      throw refused(507, 'disk-full', 'Der Datenträger des Servers ist voll', 'The disk of the server is full');
    } finally {
      await file.close();
    }
  }

  /** Bytes first, row second: a row is never without its bytes. What cannot be taken goes, so that nobody sends it on. */
  async #finish(device: Device, sha256: string, path: string): Promise<void> {
    try {
      const hash = createHash('sha256');
      await pipeline(createReadStream(path), hash);
      if (hash.digest('hex') !== sha256) {
        throw refused(422, 'wrong-hash', 'Die Datei kam beschädigt an', 'The file arrived damaged');
      }
      const facts = await this.#keep(path, sha256);
      await this.#deps.db.sql`
        insert into walk_blobs ${this.#deps.db.sql({ walk_key: device.walk, sha256, device_key: device.key, ...facts })}
        on conflict do nothing
      `;
    } catch (error) {
      if (error instanceof Problem) await rm(path, { force: true });
      throw error;
    }
    await rm(path, { force: true });
  }

  async #keep(path: string, sha256: string) {
    const { size: bytes } = await stat(path);
    const mime = (await fileTypeFromFile(path))?.mime;
    if (mime === 'image/jpeg' || mime === 'image/png') {
      // Encoded anew: what a device of somebody else's making writes beside the pixels goes, too.
      const { mediaType: media_type, sha256: kept_sha256, takenOn: _, ...facts } = await keepPhoto(this.#store, path);
      return { kind: 'photo', media_type, kept_sha256, ...facts };
    }
    const sound = SOUNDS.get(mime ?? '');
    if (sound === undefined) {
      throw refused(415, 'file-kind', 'Angenommen werden Fotos und Sprachnotizen', 'Photos and voice notes are taken');
    }
    if (bytes > LIMITS.voiceBytes)
      throw refused(413, 'file-too-large', 'Die Sprachnotiz ist zu lang', 'The voice note is too long');
    await this.#store.putFile(path, sha256);
    return { kind: 'voice', media_type: sound, bytes, kept_sha256: sha256, width: null, height: null };
  }
}

/** Containers of recordings by their content, and as what they are sent out again. */
const SOUNDS = new Map([
  ['video/webm', 'audio/webm'],
  ['audio/webm', 'audio/webm'],
  ['video/mp4', 'audio/mp4'],
  ['audio/mp4', 'audio/mp4'],
  ['audio/x-m4a', 'audio/mp4'],
  ['audio/ogg', 'audio/ogg'],
  ['audio/ogg; codecs=opus', 'audio/ogg'],
]);
