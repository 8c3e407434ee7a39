import type { MeasureClient } from './client.ts';
import type { Measure } from './types.ts';

/** A photo of a measure, wherever it lies. */
export interface Picture {
  full: string;
  thumb: string;
  /** Key by which it can be taken away; null: it belongs to a finding. */
  evidence: string | null;
  day: string | null;
  note: string | null;
}

/** Photos of a moment, the oldest first. What was photographed on the walk shows how it was before. */
export function picturesOf(measure: Measure, moment: 'before' | 'after', client: MeasureClient): Picture[] {
  const own = measure.evidence
    .filter((photo) => photo.moment === moment)
    .map(({ key, takenOn, note }) => ({
      full: client.photoUrl(measure.key, key, 'full'),
      thumb: client.photoUrl(measure.key, key, 'thumb'),
      ...{ evidence: key, day: takenOn, note },
    }));
  if (moment === 'after') return own;
  const found = measure.findings.flatMap(({ walk, foundAt, photos }) =>
    photos.map((sha256) => ({
      full: client.findingPhotoUrl(walk, sha256, 'full'),
      thumb: client.findingPhotoUrl(walk, sha256, 'thumb'),
      ...{ evidence: null, day: foundAt, note: null },
    })),
  );
  return [...found, ...own];
}
