import { open, writeFile } from 'node:fs/promises';
import writeXlsxFile from 'write-excel-file/node';
import type { Cell } from 'write-excel-file/node';
import { headingOf } from '@quartierblick/gis/layers/fields.ts';
import type { Field, Text } from '@quartierblick/gis/layers/fields.ts';
import { csvLine } from '@quartierblick/gis/register/csv.ts';
import type { WrittenCell } from '@quartierblick/gis/register/csv.ts';
import { defused } from '@quartierblick/gis/register/formula.ts';
import type { Sql } from '../db.ts';
import { Problem } from '../errors.ts';
import type { ExportOrder } from './order.ts';
import type { System } from './parameters.ts';
import { ofVersion } from './one-state.ts';
import { exportRows } from './rows.ts';
import type { ExportRow } from './rows.ts';
import { xlsxText } from './xlsx-text.ts';

/** Rows that a workbook may have: it is made in memory. */
const MOST_XLSX_ROWS = 50_000;
/** Excel knows no day before 1900, and counts January and February 1900 wrongly. */
const FIRST_DAY = '1901-01-01';

const WORDS = {
  de: { yes: 'ja', no: 'nein', source: 'Quelle und Lizenz', wkt: 'WKT', data: 'Daten', about: 'Quelle' },
  en: { yes: 'yes', no: 'no', source: 'Source and licence', wkt: 'WKT', data: 'Data', about: 'Source' },
} as const;

/** Headings of the coordinates as the import of tables knows them. */
const COORDINATES: Record<System, [string, string]> = {
  4326: ['lon', 'lat'],
  25832: ['Ostwert', 'Nordwert'],
  3857: ['x', 'y'],
};

interface Column {
  heading: string;
  cell: (row: ExportRow) => WrittenCell;
}

/** A code by its meaning, unless a list could not be taken apart again. */
function meaning(code: unknown, { values = {}, kind }: Field, language: keyof Text): string {
  const label = values[String(code)]?.[language];
  return label === undefined || (kind === 'codes' && /[;,]/.test(label)) ? String(code) : label;
}

function cellOf(value: unknown, field: Field, language: keyof Text): WrittenCell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return WORDS[language][value ? 'yes' : 'no'];
  if (Array.isArray(value)) return value.map((one) => meaning(one, field, language)).join('; ');
  if (field.values) return meaning(value, field, language);
  if (field.kind === 'date' && typeof value === 'string') return { day: value };
  if (typeof value === 'number' || typeof value === 'string') return value;
  return JSON.stringify(value);
}

/** Columns of a table: key, fields by their labels, a place, where all comes from. */
function columnsOf({ fields, language, crs, query, note }: ExportOrder): Column[] {
  const words = WORDS[language];
  const labels = fields.map(([, { label }]) => label[language]);
  const twice = (label: string): boolean => labels.filter((other) => other === label).length > 1;
  const [east, north] = COORDINATES[crs];
  return [
    { heading: 'key', cell: ({ properties }) => String(properties['key']) },
    ...fields.map(([name, field]): Column => {
      const label = twice(field.label[language]) ? name : field.label[language];
      return {
        heading: headingOf(field, language, label),
        cell: ({ properties }) => cellOf(properties[name], field, language),
      };
    }),
    { heading: east, cell: ({ x }) => x },
    { heading: north, cell: ({ y }) => y },
    ...(query.wkt ? [{ heading: words.wkt, cell: ({ wkt }: ExportRow) => wkt }] : []),
    { heading: words.source, cell: () => note.attribution },
  ];
}

/** A cell that no spreadsheet takes for a formula; a negative number is none and stays a number. */
function safe(cell: WrittenCell, language: keyof Text): WrittenCell {
  if (typeof cell === 'number') return language === 'de' ? String(cell).replace('.', ',') : String(cell);
  return typeof cell === 'string' ? defused(cell) : cell;
}

/** A CSV with semicolons and byte order mark, one row a feature, with a point in or on it; every row says where it comes from. */
export async function csvFile(sql: Sql, order: ExportOrder): Promise<string> {
  const { folder, running, language, rows: total } = order;
  const path = `${folder}/export.csv`;
  const columns = columnsOf(order);
  const lineOf = (cells: readonly WrittenCell[]): string =>
    csvLine(
      cells.map((cell) => safe(cell, language)),
      language,
    );
  await ofVersion(sql, order, async () => {
    const file = await open(path, 'w');
    try {
      await file.write(`\uFEFF${lineOf(columns.map(({ heading }) => heading))}`);
      let done = 0;
      for await (const batch of exportRows(sql, order)) {
        running.signal.throwIfAborted();
        await file.write(batch.map((row) => lineOf(columns.map(({ cell }) => cell(row)))).join(''));
        done += batch.length;
        running.tell({ phase: 'reading', done, total });
      }
    } finally {
      await file.close();
    }
  });
  return path;
}

function xlsxCell(cell: WrittenCell): Cell {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (typeof cell === 'string') return { value: xlsxText(cell), type: String };
  if (cell.day < FIRST_DAY) return { value: cell.day, type: String };
  return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: 'dd.mm.yyyy' };
}

const bold = (value: string): Cell => ({ value: xlsxText(value), type: String, fontWeight: 'bold' });

/** A workbook: the data, and a sheet that says what it is, where it comes from and how it was selected. @throws Problem 413 */
export async function xlsxFile(sql: Sql, order: ExportOrder): Promise<string> {
  const { folder, running, language, rows: total, note } = order;
  if (total > MOST_XLSX_ROWS) throw tooManyRows();
  const columns = columnsOf(order);
  const words = WORDS[language];
  const cells = await ofVersion(sql, order, async () => {
    const lines: Cell[][] = [];
    for await (const batch of exportRows(sql, order)) {
      running.signal.throwIfAborted();
      for (const row of batch) lines.push(columns.map(({ cell }) => xlsxCell(cell(row))));
      running.tell({ phase: 'reading', done: lines.length, total });
    }
    return lines;
  });
  running.tell({ phase: 'writing', done: 0, total });
  const path = `${folder}/export.xlsx`;
  const bytes = await writeXlsxFile([
    {
      sheet: words.data,
      stickyRowsCount: 1,
      columns: columns.map(({ heading }) => ({ width: Math.min(40, Math.max(12, heading.length + 2)) })),
      data: [columns.map(({ heading }) => bold(heading)), ...cells],
    },
    {
      sheet: words.about,
      stickyRowsCount: 0,
      columns: [{ width: 34 }, { width: 100 }],
      data: note.entries.map(([name, value]) => [bold(name), xlsxCell(value)]),
    },
  ]).toBuffer();
  await writeFile(path, bytes);
  return path;
}

const tooManyRows = (): Problem =>
  new Problem({
    status: 413,
    type: 'export-too-large',
    title: { de: 'Das ist zu viel für eine Arbeitsmappe', en: 'That is too much for a workbook' },
    detail: {
      de: `Eine Arbeitsmappe hält höchstens ${MOST_XLSX_ROWS} Zeilen. CSV und GeoPackage haben keine solche Grenze.`,
      en: `A workbook holds at most ${MOST_XLSX_ROWS} rows. CSV and GeoPackage have no such limit.`,
    },
  });
