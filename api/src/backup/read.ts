import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { MANIFEST, MOST_TEXT_BYTES, readManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { BackupRefused, inWords } from './refused.ts';

const unpacked = promisify(gunzip);
/** A manifest of a city's instance has some kilobytes; a file that claims more is none. */
const MOST_MANIFEST_BYTES = 64 * 1024 * 1024;

const broken = (why: string) =>
  new BackupRefused(
    `Die Sicherung ist beschädigt oder unvollständig (${why}); nichts wurde geändert.`,
    `The backup is damaged or incomplete (${why}); nothing was changed.`,
  );

/** Bytes of an entry. */
export async function bytesOf(entry: AsyncIterable<Buffer>, most = Infinity): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of entry) {
    size += piece.length;
    if (size > most) throw broken('size');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Lines of a part that holds rows of a table. */
export async function linesOf(entry: AsyncIterable<Buffer>): Promise<string[]> {
  const text = (await unpacked(await bytesOf(entry), { maxOutputLength: MOST_TEXT_BYTES })).toString('utf8');
  return text.trimEnd().split('\n');
}

/**
 * Goes through the entries of an archive in their order.
 * @throws BackupRefused where it cannot be read to its end
 */
export async function eachEntry(
  file: string,
  use: (name: string, entry: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  const archive = extract();
  const source = createReadStream(file, { highWaterMark: 1 << 20 });
  const fail = (error: Error) => archive.destroy(error);
  source.once('error', fail);
  source.pipe(archive);
  try {
    for await (const entry of archive) {
      await use(entry.header.name, entry as AsyncIterable<Buffer>);
      entry.resume();
    }
  } catch (error) {
    if (error instanceof BackupRefused) throw error;
    throw isArchiveError(error) ? broken('tar') : inWords(error);
  } finally {
    source.destroy();
    archive.destroy();
  }
}

/** tar-stream's errors bear no code. */
function isArchiveError(error: unknown): boolean {
  return (
    error instanceof Error &&
    !('code' in error) &&
    !('severity' in error) &&
    /tar|end of data|closed/i.test(error.message)
  );
}

/**
 * Reads an archive from beginning to end, before anything is changed by it.
 * @returns its manifest
 * @throws BackupRefused where a part is missing, was changed, or is none of ours
 */
export async function verifyBackup(
  file: string,
  onProgress: (bytes: number) => void = () => undefined,
): Promise<Manifest> {
  const found = new Map<string, { bytes: number; sha256: string }>();
  let text: string | undefined;
  let read = 0;
  await eachEntry(file, async (name, entry) => {
    if (text !== undefined) throw broken(name);
    if (name === MANIFEST) {
      text = (await bytesOf(entry, MOST_MANIFEST_BYTES)).toString('utf8');
      return;
    }
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const piece of entry) {
      hash.update(piece);
      bytes += piece.length;
    }
    read += bytes;
    onProgress(read);
    if (found.has(name)) throw broken(name);
    found.set(name, { bytes, sha256: hash.digest('hex') });
  });
  if (text === undefined) throw broken(MANIFEST);
  let manifest: Manifest;
  try {
    manifest = readManifest(text);
  } catch {
    throw broken(MANIFEST);
  }
  for (const { path, bytes, sha256 } of manifest.parts) {
    const part = found.get(path);
    if (part?.sha256 !== sha256 || part.bytes !== bytes) throw broken(path);
    found.delete(path);
  }
  const [strange] = found.keys();
  if (strange !== undefined) throw broken(strange);
  return manifest;
}
