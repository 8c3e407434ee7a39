import type { MeasureClient } from './client.ts';
import type { Measure, MeasureFinding } from '@quartierblick/gis/walks/measure.ts';

/** A photo of a measure, wherever it lies. */
export interface Picture {
  full: string;
  /** Key by which it can be taken away; null: it belongs to a finding. */
  evidence: string | null;
  day: string | null;
  note: string | null;
}

/** What was photographed on walks. */
const onWalks = (findings: readonly MeasureFinding[], client: MeasureClient): Picture[] =>
  findings.flatMap(({ walk, foundAt, photos }) =>
    photos.map((sha256) => ({
      full: client.findingPhotoUrl(walk, sha256),
      ...{ evidence: null, day: foundAt, note: null },
    })),
  );

/** Photos of a moment: what was found shows how it was before, what was seen of it on later walks how it is now. */
export function picturesOf(measure: Measure, moment: 'before' | 'after', client: MeasureClient): Picture[] {
  const own = measure.evidence
    .filter((photo) => photo.moment === moment)
    .map(({ key, takenOn, note }) => ({
      full: client.photoUrl(measure.key, key),
      ...{ evidence: key, day: takenOn, note },
    }));
  return [...onWalks(moment === 'before' ? measure.findings : measure.seenAgain, client), ...own];
}

/** How many photos there are of before and after. */
export function countPictures({ findings, seenAgain, evidence }: Measure): { before: number; after: number } {
  const found = (all: readonly MeasureFinding[]) => all.reduce((sum, { photos }) => sum + photos.length, 0);
  const after = evidence.filter(({ moment }) => moment === 'after').length;
  return { before: found(findings) + evidence.length - after, after: found(seenAgain) + after };
}
