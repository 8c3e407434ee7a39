import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';
import { Problem } from '../errors.ts';
import type { Inspection } from './inspections.ts';

/** The inspection is none of this process, or its time is over. */
export function gone(): Problem {
  return new Problem({
    status: 404,
    type: 'inspection-gone',
    title: { de: 'Diese Prüfung gibt es nicht mehr', en: 'This inspection is gone' },
    detail: {
      de: 'Geprüfte Dateien werden einen Tag lang und bis zum nächsten Neustart aufgehoben. Bitte die Datei noch einmal hochladen.',
      en: 'Inspected files are kept for a day and until the next restart. Please send the file again.',
    },
  });
}

/** Asked for before the files have been looked at, or where they could not be. */
export function notReady({ state }: Inspection): Problem {
  return new Problem({
    status: 409,
    type: 'inspection-not-ready',
    title: { de: 'Die Prüfung ist noch nicht so weit', en: 'The inspection is not ready' },
    detail:
      state === 'running'
        ? { de: 'Die Datei wird noch gelesen.', en: 'The file is still being read.' }
        : { de: 'Die Datei ließ sich nicht lesen.', en: 'The file could not be read.' },
    extra: { state },
  });
}

/** There is no such layer in the file. */
export function unknownPart(layer: string): Problem {
  return new Problem({
    status: 404,
    type: 'unknown-file-layer',
    title: { de: 'Diese Ebene gibt es in der Datei nicht', en: 'There is no such layer in the file' },
    detail: { de: `„${layer}“`, en: `“${layer}”` },
  });
}

/** No target was named where one is needed. */
export function targetMissing(): Problem {
  return new Problem({
    status: 400,
    type: 'target-missing',
    title: { de: 'Es fehlt die Zielebene', en: 'The target layer is missing' },
  });
}

/** Waits for `work`; what a file's reader refuses becomes a problem of the caller's. @throws Problem 422, 404 where the inspection ended meanwhile */
export async function toldAsProblem<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UnreadableFile) {
      throw new Problem({
        status: 422,
        type: 'unreadable-file',
        title: { de: 'So lässt sich die Datei nicht lesen', en: 'The file cannot be read like this' },
        detail: error.text,
      });
    }
    if (error instanceof Error && error.message === 'the inspection was ended') throw gone();
    throw error;
  }
}
