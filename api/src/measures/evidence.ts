import { rm } from 'node:fs/promises';
import type { Occasion } from '../audit/actor.ts';
import type { Identity } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import type { SqlLike } from '../db.ts';
import { Problem } from '../errors.ts';
import { keepPhoto } from '../files/keep-photo.ts';
import { kindOf } from '../files/kind.ts';
import type { FileStore } from '../files/store.ts';
import type { Upload } from '../imports/upload.ts';
import { changeMeasures, measureOf } from './measures.ts';
import type { Measure } from '@quartierblick/gis/walks/measure.ts';

/** What the sender says of a photo. */
export interface EvidenceWords {
  moment: 'before' | 'after';
  takenOn: string | null;
  note: string | null;
}

type Who = Pick<Identity, 'userId' | 'name'>;

async function keep(store: FileStore, { path, fileName }: Upload) {
  const { kind } = await kindOf(path, fileName);
  if (kind !== 'photo') {
    throw new Problem({
      status: 415,
      type: 'file-kind',
      title: { de: 'Nachweise sind Fotos', en: 'Evidence is photos' },
      detail: { de: 'Bitte ein Foto wählen, zum Beispiel JPEG.', en: 'Please choose a photo, e.g. JPEG.' },
    });
  }
  return keepPhoto(store, path);
}

/**
 * Adds a photo to a measure: first the bytes, then the row. The same photo of the same moment is added once.
 * @param wordsOf reads what the sender says of it
 * @returns the measure @throws Problem 400, 404, 415, 422
 */
export async function addEvidence(
  { db, store }: Pick<AppDeps, 'db'> & { store: FileStore },
  key: string,
  upload: Upload,
  wordsOf: (fields: Upload['fields']) => EvidenceWords,
  { who, occasion }: { who: Who; occasion: Occasion },
): Promise<Measure> {
  try {
    const { moment, takenOn, note } = wordsOf(upload.fields);
    await measureOf(db.sql, key);
    const photo = await keep(store, upload);
    return await changeMeasures(db, who, occasion, async (tx) => {
      await tx`select 1 from measures where key = ${key} for update`;
      await measureOf(tx, key);
      const [same] = await tx`
        select 1 from measure_evidence
        where measure_key = ${key} and moment = ${moment} and kept_sha256 = ${photo.sha256}
      `;
      const row = { measure_key: key, moment, kept_sha256: photo.sha256, width: photo.width, height: photo.height };
      const words = { taken_on: takenOn ?? photo.takenOn, note, changed_by: who.name };
      if (!same) await tx`insert into measure_evidence ${tx({ ...row, ...words })}`;
      return measureOf(tx, key);
    });
  } finally {
    await rm(upload.path, { force: true });
  }
}

/** Hash under which a photo of a measure is kept, or undefined. */
export async function evidenceOf(sql: SqlLike, measure: string, key: string): Promise<string | undefined> {
  const [row] = await sql<{ sha256: string }[]>`
    select kept_sha256 as sha256 from measure_evidence where measure_key = ${measure} and key = ${key}
  `;
  return row?.sha256;
}

/** Takes a photo from a measure; that it was there stays in the history. @returns the measure @throws Problem 404 */
export function removeEvidence(
  { db }: Pick<AppDeps, 'db'>,
  measure: string,
  key: string,
  { who, occasion }: { who: Who; occasion: Occasion },
): Promise<Measure> {
  return changeMeasures(db, who, occasion, async (tx) => {
    await tx`delete from measure_evidence where measure_key = ${measure} and key = ${key}`;
    return measureOf(tx, measure);
  });
}
