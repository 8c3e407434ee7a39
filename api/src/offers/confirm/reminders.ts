import { today } from '../../properties/today.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { listFile } from '../../export/list-file.ts';
import type { ListColumn } from '../../export/list-file.ts';
import type { Format } from '../../register/file-answer.ts';
import type { NewLink } from './links.ts';
import type { ConfirmingProvider } from './providers.ts';

/** A letter to be written: the provider, and the link that was made for it. */
export interface Reminder {
  provider: ConfirmingProvider;
  link: NewLink;
  url: string;
}

const listed = (titles: readonly string[]): string => titles.join('; ');

/** Columns as a mail merge takes them; each letter is a row. */
const COLUMNS: readonly ListColumn<Reminder>[] = [
  { de: 'Träger', en: 'Provider', cell: ({ provider }) => provider.name ?? provider.key, width: 30 },
  { de: 'Ansprechperson', en: 'Contact person', cell: ({ provider }) => provider.person, width: 24 },
  { de: 'E-Mail', en: 'Email', cell: ({ provider }) => provider.email, width: 30 },
  { de: 'Link', en: 'Link', cell: ({ url }) => url, width: 60 },
  { de: 'Gültig bis', en: 'Valid until', cell: ({ link }) => ({ day: today(new Date(link.expiresAt)) }) },
  { de: 'Angebote', en: 'Offers', cell: ({ provider }) => provider.titles.length },
  { de: 'Titel', en: 'Titles', cell: ({ provider }) => listed(provider.titles), width: 60 },
  {
    de: 'Älteste Bestätigung',
    en: 'Oldest confirmation',
    cell: ({ provider: { oldest } }) => (oldest === null ? null : { day: oldest }),
  },
  { de: 'Ein Jahr nicht bestätigt', en: 'Not confirmed for a year', cell: ({ provider }) => provider.due.length },
  { de: 'Davon', en: 'Which', cell: ({ provider }) => listed(provider.due), width: 60 },
];

const SHEET: Text = { de: 'Erinnerungen', en: 'Reminders' };

/** Writes the list for the mail merge. */
export function writeReminders(
  format: Format,
  reminders: readonly Reminder[],
  language: keyof Text,
): Promise<Uint8Array> {
  return listFile(format, { sheet: SHEET, columns: COLUMNS, rows: reminders }, language);
}
