import type { PhotosContent, StoryPhoto } from '@quartierblick/gis/stories/content.ts';
import type { SlideOf } from '@quartierblick/gis/stories/story.ts';
import type { Evidence } from '@quartierblick/gis/walks/measure.ts';
import { MEASURE_STATE_WORDS } from '@quartierblick/gis/walks/measure-words.ts';
import { readMeasures } from '../../measures/read.ts';
import type { Asking } from '../asking.ts';
import { nothing } from '../made.ts';
import type { Maker } from '../made.ts';
import { MEASURES_SOURCE } from '../registers.ts';

const photoOf = (measure: string, evidence: Evidence | undefined): StoryPhoto | null =>
  evidence
    ? {
        path: `/api/measures/${measure}/evidence/${evidence.key}`,
        width: evidence.width,
        height: evidence.height,
        takenOn: evidence.takenOn,
        note: evidence.note,
      }
    : null;

async function make(ask: Asking, { measure: key }: SlideOf<'photos'>) {
  const [measure] = key === null ? [] : await readMeasures(ask.tools.deps.db.sql, { key });
  if (!measure) return nothing({ kind: 'gone', what: { de: 'die Maßnahme', en: 'the measure' } });
  const newest = (moment: Evidence['moment']) => measure.evidence.findLast((one) => one.moment === moment);
  const { number, title, state } = measure;
  const content: PhotosContent = {
    kind: 'photos',
    measure: { number, title, state: { de: MEASURE_STATE_WORDS.de[state], en: MEASURE_STATE_WORDS.en[state] } },
    before: photoOf(measure.key, newest('before')),
    after: photoOf(measure.key, newest('after')),
  };
  const asOf = measure.changedAt.slice(0, 10);
  return {
    content,
    sources: [{ ...MEASURES_SOURCE, asOf, demo: measure.demo }],
    withheld: [],
    problems: [],
    uses: { [`measure ${measure.key}`]: measure.version },
  };
}

/** A measure's newest photos of before and after. They show places of people: nobody without an account gets them. */
export const photosMaker: Maker<'photos'> = { lowest: 'steering', make };
