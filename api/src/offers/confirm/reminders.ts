import writeXlsxFile from 'write-excel-file/node';
import { today } from '../../properties/today.ts';
import type { Cell } from 'write-excel-file/node';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { csvLine } from '@quartierblick/gis/register/csv.ts';
import { defused } from '@quartierblick/gis/register/formula.ts';
import type { WrittenCell } from '@quartierblick/gis/register/csv.ts';
import { xlsxText } from '../../export/xlsx-text.ts';
import type { NewLink } from './links.ts';
import type { ConfirmingProvider } from './providers.ts';

/** A letter to be written: the provider, and the link that was made for it. */
export interface Reminder {
  provider: ConfirmingProvider;
  link: NewLink;
  url: string;
}

type Column = Text & { cell: (reminder: Reminder) => WrittenCell; width?: number };

const listed = (titles: readonly string[]): string => titles.join('; ');

/** Columns as a mail merge takes them; each letter is a row. */
const COLUMNS: readonly Column[] = [
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

function xlsxCell(cell: WrittenCell): Cell {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (typeof cell === 'string') return { value: xlsxText(cell), type: String };
  return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: 'dd.mm.yyyy' };
}

/** The list for the mail merge as a workbook with one sheet. */
async function xlsx(reminders: readonly Reminder[], language: keyof Text): Promise<Uint8Array> {
  const sheet = [
    COLUMNS.map((column): Cell => ({ value: column[language], type: String, fontWeight: 'bold' })),
    ...reminders.map((reminder) => COLUMNS.map(({ cell }) => xlsxCell(cell(reminder)))),
  ];
  const columns = COLUMNS.map((column) => ({ width: column.width ?? column[language].length + 2 }));
  const name = language === 'de' ? 'Erinnerungen' : 'Reminders';
  return await writeXlsxFile(sheet, { sheet: name, columns, stickyRowsCount: 1 }).toBuffer();
}

/** The same as a CSV in which no spreadsheet finds a formula. */
function csv(reminders: readonly Reminder[], language: keyof Text): Uint8Array {
  const safe = (cell: WrittenCell) => (typeof cell === 'string' ? defused(cell) : cell);
  const lines = [
    COLUMNS.map((column) => column[language]),
    ...reminders.map((reminder) => COLUMNS.map(({ cell }) => safe(cell(reminder)))),
  ];
  return Buffer.from(`\uFEFF${lines.map((line) => csvLine(line, language)).join('')}`, 'utf8');
}

/** Writes the list for the mail merge. */
export function writeReminders(
  format: 'xlsx' | 'csv',
  reminders: readonly Reminder[],
  language: keyof Text,
): Promise<Uint8Array> {
  return format === 'xlsx' ? xlsx(reminders, language) : Promise.resolve(csv(reminders, language));
}
