import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { shownFields } from '@quartierblick/gis/layers/define.ts';
import { casePart } from '@quartierblick/gis/layers/properties/parts.ts';
import type { Identity } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import type { SqlLike } from '../db.ts';
import { Problem } from '../errors.ts';
import { kindOf } from '../files/kind.ts';
import { keepPhoto } from '../files/keep-photo.ts';
import type { FileStore } from '../files/store.ts';
import type { Upload } from '../imports/upload.ts';
import { keepFromImports, lockCase } from './case-row.ts';
import { changeCases } from './changed.ts';

const files = casePart('files');
if (!files) throw new Error('the part "files" is gone');
const { dataset } = files;
const columns = shownFields(dataset)
  .map(([name]) => name)
  .filter((name) => name !== dataset.parent);

/** A file of a case as its list shows it. */
export interface FileRow {
  key: string;
  version: number;
  changedAt: string;
  changedBy: string | null;
  [field: string]: unknown;
}

/** What the sender says of a file. */
export interface FileWords {
  title: string | null;
  taken_on: string | null;
  note: string | null;
}

const rowOf = (sql: SqlLike) => sql`
  key, version::float8 as version, to_jsonb(changed_at) #>> '{}' as "changedAt", changed_by as "changedBy", ${sql(columns)}
`;

/** Brings the bytes to safety and says what the row has to tell of them. The upload itself goes in any case. */
async function keep(store: FileStore, upload: Upload, wordsOf: (fields: Upload['fields']) => FileWords) {
  try {
    const words = wordsOf(upload.fields);
    const { kind, mediaType } = await kindOf(upload.path, upload.fileName);
    if (kind === 'photo') {
      const { mediaType: media_type, ...facts } = await keepPhoto(store, upload.path);
      return { kind, media_type, ...facts, words };
    }
    const { length: bytes } = await readFile(upload.path);
    await store.putFile(upload.path, upload.sha256);
    return {
      kind,
      media_type: mediaType,
      width: null,
      height: null,
      bytes,
      sha256: upload.sha256,
      takenOn: null,
      words,
    };
  } finally {
    await rm(upload.path, { force: true });
  }
}

/**
 * Adds an uploaded file to a case: first the bytes, then the row, so that no row is ever without its bytes. Sending the
 * same file again gives the row that is there.
 * @param wordsOf reads what the sender says of the file
 * @returns the row, and whether it is new
 * @throws Problem 404 without the case, 415 and 422 where the file cannot be taken
 */
export async function addFile(
  { db }: AppDeps,
  store: FileStore,
  property: string,
  upload: Upload,
  wordsOf: (fields: Upload['fields']) => FileWords,
  who: Identity,
  requestId: string,
): Promise<{ row: FileRow; isNew: boolean }> {
  const { takenOn, words, ...facts } = await keep(store, upload, wordsOf);
  return changeCases(db, who, { requestId }, async (tx, changes) => {
    const before = await lockCase(tx, property);
    const [same] = await tx<FileRow[]>`
      select ${rowOf(tx)} from property_files where property_key = ${property} and sha256 = ${facts.sha256}
    `;
    if (same) return { row: same, isNew: false };
    await keepFromImports(tx, before);
    const values = {
      ...facts,
      ...words,
      key: randomUUID(),
      property_key: property,
      taken_on: words.taken_on ?? takenOn,
      file_name: upload.fileName,
      author: who.name,
      changed_by: who.name,
    };
    const [row] = await tx<FileRow[]>`insert into property_files ${tx(values)} returning ${rowOf(tx)}`;
    if (!row) throw new Error('no row came back');
    await changes.settle(tx, before);
    return { row, isNew: true };
  });
}

/** A file of a case, or undefined. */
export async function fileOf(sql: SqlLike, property: string, key: string): Promise<FileRow | undefined> {
  const [row] = await sql<FileRow[]>`
    select ${rowOf(sql)} from property_files where property_key = ${property} and key = ${key}
  `;
  return row;
}

/**
 * Puts back a file that was removed from a case, as the audit log remembers it.
 * @throws Problem 404 where nothing of the kind was removed, or its bytes are gone for good
 */
export async function restoreFile(
  { db }: AppDeps,
  property: string,
  key: string,
  who: Identity,
  requestId: string,
): Promise<FileRow> {
  return changeCases(db, who, { requestId }, async (tx, changes) => {
    const before = await lockCase(tx, property);
    const [removed] = await tx<{ before: Record<string, unknown> }[]>`
      select before from audit_log
      where entity = 'property_files' and entity_key = ${key} and property_key = ${property} and action = 'delete'
        and at > now() - ${`${KEPT_DAYS} days`}::interval
      order by id desc limit 1
    `;
    if (!removed || (await fileOf(tx, property, key))) {
      throw new Problem({
        status: 404,
        type: 'nothing-removed',
        title: { de: 'Hier wurde nichts entfernt', en: 'Nothing was removed here' },
        detail: {
          de: `Entfernte Dateien lassen sich ${KEPT_DAYS} Tage lang zurückholen.`,
          en: `Removed files can be brought back for ${KEPT_DAYS} days.`,
        },
      });
    }
    const names = columns.filter((name) => name in removed.before);
    const values = Object.fromEntries(names.map((name) => [name, removed.before[name] as string | number | null]));
    const [row] = await tx<FileRow[]>`
      insert into property_files ${tx({ ...values, key, property_key: property, changed_by: who.name })}
      returning ${rowOf(tx)}
    `;
    if (!row) throw new Error('no row came back');
    await changes.settle(tx, before);
    return row;
  });
}

/** How long the bytes of a removed file wait for being put back. */
export const KEPT_DAYS = 30;
const HOUR_MS = 3_600_000;

/**
 * Removes bytes that no case names: those of an upload whose process was killed before its row, and those removed longer
 * than {@link KEPT_DAYS} ago. Run at the start of the server.
 * @param now milliseconds since 1970
 */
export function sweepFiles({ db }: Pick<AppDeps, 'db'>, store: FileStore, now = Date.now()): Promise<number> {
  return store.sweep(async (kept) => {
    const rows = await db.sql<{ sha256: string }[]>`
      select sha256 from property_files where sha256 = any(${kept})
      union
      select before ->> 'sha256' from audit_log
      where entity = 'property_files' and action = 'delete' and before ->> 'sha256' = any(${kept})
        and at > ${new Date(now - KEPT_DAYS * 24 * HOUR_MS)}
    `;
    return new Set(rows.map(({ sha256 }) => sha256));
  }, now - HOUR_MS);
}
