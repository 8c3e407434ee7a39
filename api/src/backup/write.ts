import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { pack } from 'tar-stream';
import type { Pack } from 'tar-stream';
import type { Database, SqlLike } from '../db.ts';
import { VARIANTS } from '../files/store.ts';
import { emptyManifest, MANIFEST, PART_BYTES } from './manifest.ts';
import type { Manifest, Table } from './manifest.ts';
import { schemaState } from '../migrate.ts';
import { BackupRefused, inWords } from './refused.ts';
import { missingFiles } from './named-files.ts';
import { rowsOf, sequencesOf, settleText, tablesOf } from './tables.ts';

const packed = promisify(gzip);
/** Rows of text shrink to a tenth at the fastest level already. */
const LEVEL = 3;
/** Photos are larger than the text around them by far, and are compressed as they are. */
const STORES = ['files', 'walks/files'] as const;
const HASH = /^[0-9a-f]{64}$/;

/** What is being written, for whoever watches. */
export interface BackupProgress {
  what: 'tables' | 'files';
  done: number;
  of: number;
  name: string;
}

interface Source {
  db: Pick<Database, 'kind' | 'sql' | 'postgis'>;
  /** Data folder of the instance. */
  dataDir: string;
  /** Version of the application. */
  version: string;
  onProgress?: (progress: BackupProgress) => void;
  /** Told of the files that rows name and the data folder does not have, where it has others. */
  onMissing?: (files: string[]) => void;
  /** Breaks it off: nothing is left behind. */
  signal?: AbortSignal;
}

/** Puts one entry and waits wherever the disk is slower. @throws where the archive was broken off */
async function putEntry(archive: Pack, name: string, size: number, pieces: AsyncIterable<Buffer> | Buffer[]) {
  // The library's streams are not Node's: `pipeline` takes their orderly end for an early one.
  const entry = archive.entry({ name, size, mode: 0o600 });
  const happens = (event: 'drain' | 'finish') =>
    new Promise<void>((resolve, reject) => {
      entry.once(event, () => resolve());
      entry.once('close', () => (event === 'finish' ? resolve() : reject(new Error('the archive was broken off'))));
      entry.once('error', reject);
    });
  for await (const piece of pieces) {
    if (archive.destroyed) throw new Error('the archive was broken off');
    if (!entry.write(piece)) await happens('drain');
  }
  const ended = happens('finish');
  entry.end(null);
  await ended;
}

async function putPart(archive: Pack, manifest: Manifest, path: string, bytes: Buffer, rows?: number): Promise<void> {
  await putEntry(archive, path, bytes.length, [bytes]);
  if (path === MANIFEST) return;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  manifest.parts.push({ path, bytes: bytes.length, sha256, ...(rows === undefined ? {} : { rows }) });
}

async function putTable(archive: Pack, manifest: Manifest, sql: SqlLike, table: Omit<Table, 'rows'>): Promise<void> {
  let lines: string[] = [];
  let size = 0;
  let rows = 0;
  let number = 0;
  const flush = async () => {
    if (lines.length === 0) return;
    const path = `tables/${table.name}/${String(++number).padStart(6, '0')}.ndjson.gz`;
    await putPart(archive, manifest, path, await packed(`${lines.join('\n')}\n`, { level: LEVEL }), lines.length);
    rows += lines.length;
    lines = [];
    size = 0;
  };
  for await (const batch of rowsOf(sql, table)) {
    for (const line of batch) {
      lines.push(line);
      size += line.length;
      if (size >= PART_BYTES) await flush();
    }
  }
  await flush();
  manifest.tables.push({ ...table, rows });
}

/** Paths of the kept files, below the data folder. Uploads under way are none yet: their devices send them again. */
async function filesOf(dataDir: string): Promise<string[]> {
  const paths: string[] = [];
  for (const store of STORES) {
    const names = await readdir(join(dataDir, store)).catch(() => []);
    for (const name of names.filter((one) => HASH.test(one)).sort()) {
      const forms = await readdir(join(dataDir, store, name)).catch((): string[] => []);
      for (const form of VARIANTS) if (forms.includes(form)) paths.push(`${store}/${name}/${form}`);
    }
  }
  return paths;
}

/** A file as it is read. One that was removed since the list was made is left out: no row names it any more. */
async function putFile(archive: Pack, manifest: Manifest, dataDir: string, path: string): Promise<void> {
  const full = join(dataDir, path);
  const info = await stat(full).catch(() => null);
  if (!info) return;
  const hash = createHash('sha256');
  async function* hashed() {
    for await (const piece of createReadStream(full) as AsyncIterable<Buffer>) {
      hash.update(piece);
      yield piece;
    }
  }
  await putEntry(archive, path, info.size, hashed());
  manifest.parts.push({ path, bytes: info.size, sha256: hash.digest('hex') });
}

async function fill(archive: Pack, { db, dataDir, version, onProgress, onMissing }: Source): Promise<Manifest> {
  // One snapshot for all tables. The embedded database has one session: others wait until its tables are written.
  const manifest = await db.sql.begin('isolation level repeatable read read only', async (tx) => {
    await settleText(tx);
    const { newest } = await schemaState(tx);
    if (newest === null)
      throw new BackupRefused('Hier ist noch nichts zu sichern.', 'There is nothing to back up yet.');
    const schema = await tx<Manifest['schema']>`select name, checksum from schema_migrations order by name`;
    const tables = await tablesOf(tx);
    const missing = await missingFiles(tx, tables, dataDir);
    if (missing.length > 0) onMissing?.(missing);
    const made = emptyManifest({
      application: version,
      database: db.kind,
      postgis: db.postgis,
      schema: [...schema],
      sequences: [...(await sequencesOf(tx))],
    });
    for (const [done, table] of tables.entries()) {
      onProgress?.({ what: 'tables', done, of: tables.length, name: table.name });
      await putTable(archive, made, tx, table);
    }
    return made;
  });
  // Files are there before a row names them, so those of the snapshot are all here.
  const files = await filesOf(dataDir);
  for (const [done, path] of files.entries()) {
    onProgress?.({ what: 'files', done, of: files.length, name: path });
    await putFile(archive, manifest, dataDir, path);
  }
  const secret = await readFile(join(dataDir, 'auth-secret')).catch(() => null);
  if (secret) await putPart(archive, manifest, 'auth-secret', secret);
  await putPart(archive, manifest, MANIFEST, Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`));
  archive.finalize();
  return manifest;
}

/**
 * Writes an archive of the whole instance: every table in one snapshot, photos and documents, and the secret that signs
 * sessions. The manifest comes last, so that an archive that broke off has none. It holds everything that the instance
 * knows of people: mode 600.
 * @param file a file that appears when all is written, or a device or pipe that is written at once
 * @throws BackupRefused where the disk is full, the file cannot be written, or the data folder has none of the photos and
 *   documents that rows name
 */
export async function writeBackup(file: string, source: Source): Promise<Manifest> {
  const there = await stat(file).catch(() => null);
  const isStream = there !== null && !there.isFile() && !there.isDirectory();
  // A name of its own: of two that are made at once neither writes into the other's.
  const target = isStream ? file : `${file}.${randomUUID().slice(0, 8)}.unfinished`;
  const archive = pack();
  const sink = createWriteStream(target, { mode: 0o600, flush: !isStream });
  const written = pipeline(Readable.from(archive), sink, source.signal ? { signal: source.signal } : {});
  const filling = fill(archive, source);
  try {
    // A full disk breaks the archive's stream, and by that the filling.
    const [manifest] = await Promise.all([filling, written]);
    if (!isStream) await rename(target, file);
    return manifest;
  } catch (error) {
    // Where both failed, the disk was the cause.
    const cause = sink.errored ?? error;
    archive.destroy();
    // The transaction has ended when this is told.
    await Promise.allSettled([filling, written]);
    if (!isStream) await rm(target, { force: true }).catch(() => undefined);
    if (source.signal?.aborted)
      throw new BackupRefused('Abgebrochen; nichts wurde gesichert.', 'Broken off; nothing was saved.');
    throw inWords(cause);
  }
}
