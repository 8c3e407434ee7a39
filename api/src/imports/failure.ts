import { SKIP_REASONS, UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';
import type { SkipReason } from '@quartierblick/gis/layers/source-types.ts';
import { TooManyGone } from './gone.ts';
import type { ImportProblem } from './report.ts';
import type { Tally } from './tally.ts';

/** The user took the import back while it ran. */
export class Cancelled extends Error {
  override name = 'Cancelled';
}

/** Records were read, and not one of them could be used; the table stays as it is. */
export class NothingUsable extends Error {
  override name = 'NothingUsable';
  readonly tally: Tally;

  constructor(tally: Tally) {
    super('no record could be used');
    this.tally = tally;
  }
}

function unreadable({ text }: UnreadableFile): ImportProblem {
  return { type: 'unreadable-file', title: { de: 'Datei nicht lesbar', en: 'File unreadable' }, detail: text };
}

function nothingUsable({ tally }: NothingUsable): ImportProblem {
  const title = { de: 'Kein Datensatz war verwendbar', en: 'No record could be used' };
  if (tally.read === 0) {
    const detail = { de: 'Die Datei enthält keine Datensätze.', en: 'The file holds no records.' };
    return { type: 'no-usable-record', title, detail };
  }
  const reasons = Object.entries(tally.skipped) as [SkipReason, number][];
  const words = (language: 'de' | 'en') =>
    reasons.map(([reason, n]) => `${n} ${SKIP_REASONS[reason][language]}`).join('; ');
  return {
    type: 'no-usable-record',
    title,
    detail: {
      de: `Gelesen: ${tally.read}. Ausgelassen: ${words('de')}.`,
      en: `Read: ${tally.read}. Skipped: ${words('en')}.`,
    },
  };
}

const tooManyGone = ({ gone, most }: TooManyGone): ImportProblem => ({
  type: 'too-many-gone',
  title: { de: 'Mehr Einträge würden wegfallen als geprüft', en: 'More rows would go than were reviewed' },
  detail: {
    de: `Wegfallen würden ${gone}, geprüft sind ${most}. Die bisherigen Daten sind unverändert.`,
    en: `${gone} would go, ${most} were reviewed. The data are as they were.`,
  },
});

/** The problem that the report shows for a failed import. Unexpected errors keep their inner life for the log. */
export function problemOf(error: unknown): ImportProblem {
  if (error instanceof UnreadableFile) return unreadable(error);
  if (error instanceof NothingUsable) return nothingUsable(error);
  if (error instanceof TooManyGone) return tooManyGone(error);
  return {
    type: 'import-failed',
    title: { de: 'Import abgebrochen', en: 'Import broken off' },
    detail: {
      de: 'Ein unerwarteter Fehler ist aufgetreten und vermerkt. Die bisherigen Daten sind unverändert.',
      en: 'An unexpected error occurred and is on record. The data are as they were.',
    },
  };
}
