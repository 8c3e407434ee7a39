import sax from 'sax';
import { UnreadableFile } from '../layers/source-types.ts';
import { momentCell } from './cells.ts';
import type { Cell } from './cells.ts';

/** Empty columns and rows at the end are written as one that is repeated up to the edge of the sheet. */
const MOST_COLUMNS = 1024;
const MOST_ROWS = 1 << 20;
/** A row that is repeated takes no memory, but is looked at as often as it stands there. */
const MOST_CELLS = 20_000_000;

const damaged = (): UnreadableFile =>
  new UnreadableFile({
    de: 'Die OpenDocument-Datei (.ods) ist beschädigt. Bitte in LibreOffice öffnen und neu speichern.',
    en: 'The OpenDocument file (.ods) is damaged. Please open it in LibreOffice and save it again.',
  });
const tooLarge = (): UnreadableFile =>
  new UnreadableFile({
    de: 'Die OpenDocument-Datei (.ods) ist zu groß. Bitte nur das Blatt mit dem Register speichern.',
    en: 'The OpenDocument file (.ods) is too large. Please save only the sheet with the register.',
  });

type Attributes = Record<string, string>;

/** Time of day (`PT18H30M00S`) as Excel has it: on its day 0. */
function timeOfDay(duration: string): Cell {
  const found = /^PT(\d+)H(\d+)M(\d+)/.exec(duration);
  if (!found) return null;
  const [hours = 0, minutes = 0, seconds = 0] = found.slice(1).map(Number);
  return momentCell(new Date(Date.UTC(1899, 11, 30, hours, minutes, seconds)));
}

/** Value of a cell by its kind (OpenDocument 1.3, part 3, 19.385); `text` is what it shows. */
function valueOf(attributes: Attributes, text: string): Cell {
  const value = (name: string): string => attributes[`office:${name}`] ?? '';
  // Errors are empty, as from XLSX; their texts are in the language of the writer.
  if (attributes['calcext:value-type'] === 'error') return null;
  switch (value('value-type')) {
    case 'float':
    case 'percentage':
    case 'currency': {
      const number = Number(value('value'));
      return value('value') === '' || Number.isNaN(number) ? null : number;
    }
    case 'date': {
      const written = value('date-value');
      return momentCell(new Date(written.includes('T') ? `${written}Z` : `${written}T00:00:00Z`));
    }
    case 'time':
      return timeOfDay(value('time-value'));
    case 'boolean':
      return value('boolean-value') === 'true';
    default:
      return text === '' ? null : text;
  }
}

const repeated = (attributes: Attributes, what: string): number =>
  Math.max(1, Number(attributes[`table:number-${what}-repeated`]) || 1);

/** Gathers sheets from the elements of `content.xml`. */
class Sheets {
  readonly sheets: { sheet: string; data: Cell[][] }[] = [];
  readonly #open: Attributes[] = [];
  #left = MOST_CELLS;
  #row: Cell[] = [];
  #emptyRows = 0;
  #emptyCells = 0;
  /** Depth of the cell, and of the paragraph that belongs to it and not to a note or drawing; 0: in none. */
  #cell = 0;
  #paragraph = 0;
  #text = '';
  #paragraphs = 0;

  open({ name, attributes }: { name: string; attributes: Attributes }): void {
    this.#open.push(attributes);
    const depth = this.#open.length;
    if (name === 'table:table') {
      this.sheets.push({ sheet: attributes['table:name'] ?? '', data: [] });
      this.#emptyRows = 0;
    } else if (name === 'table:table-row') [this.#row, this.#emptyCells] = [[], 0];
    else if (name === 'table:table-cell' || name === 'table:covered-table-cell') {
      [this.#cell, this.#text, this.#paragraphs] = [depth, '', 0];
    } else if (name === 'text:p' && this.#cell > 0 && depth === this.#cell + 1) {
      this.#paragraph = depth;
      this.#paragraphs += 1;
      if (this.#paragraphs > 1) this.#text += '\n';
    } else if (this.#paragraph > 0) {
      if (name === 'text:s') this.#text += ' '.repeat(Math.min(1000, Number(attributes['text:c']) || 1));
      else if (name === 'text:tab') this.#text += '\t';
      else if (name === 'text:line-break') this.#text += '\n';
    }
  }

  text(text: string): void {
    if (this.#paragraph > 0) this.#text += text;
  }

  close(): void {
    const depth = this.#open.length;
    const attributes = this.#open.pop() ?? {};
    if (depth === this.#paragraph) this.#paragraph = 0;
    else if (depth === this.#cell) {
      this.#cell = 0;
      this.#take(valueOf(attributes, this.#text), repeated(attributes, 'columns'));
    }
  }

  #take(cell: Cell, times: number): void {
    if (cell === null) this.#emptyCells += times;
    else {
      if (this.#row.length + this.#emptyCells + times > MOST_COLUMNS) throw tooLarge();
      for (; this.#emptyCells > 0; this.#emptyCells -= 1) this.#row.push(null);
      for (let i = 0; i < times; i += 1) this.#row.push(cell);
    }
  }

  /** Takes the row that ends. */
  endRow(attributes: Attributes): void {
    const times = repeated(attributes, 'rows');
    const data = this.sheets.at(-1)?.data;
    if (this.#row.length === 0 || !data) {
      this.#emptyRows += times;
      return;
    }
    this.#left -= (this.#emptyRows + times) * this.#row.length;
    if (this.#left < 0 || data.length + this.#emptyRows + times > MOST_ROWS) throw tooLarge();
    for (; this.#emptyRows > 0; this.#emptyRows -= 1) data.push([]);
    for (let i = 0; i < times; i += 1) data.push(this.#row);
  }
}

/**
 * Sheets of an OpenDocument spreadsheet, cells with their kinds, formulas as the value that was last calculated; rows and cells
 * that are empty up to the end are left out.
 * @param content `content.xml` of the archive
 * @throws {UnreadableFile} where it is damaged or too large
 */
export function odsSheets(content: string): { sheet: string; data: Cell[][] }[] {
  const sheets = new Sheets();
  const rows: Attributes[] = [];
  const parser = sax.parser(true);
  parser.onopentag = (tag) => {
    const { name, attributes } = tag as sax.Tag;
    if (name === 'table:table-row') rows.push(attributes);
    sheets.open({ name, attributes });
  };
  parser.onclosetag = (name) => {
    sheets.close();
    const row = name === 'table:table-row' ? rows.pop() : undefined;
    if (row) sheets.endRow(row);
  };
  parser.ontext = (text) => sheets.text(text);
  parser.oncdata = (text) => sheets.text(text);
  parser.onerror = () => {
    throw damaged();
  };
  // In pieces: the parser copies what it has not finished.
  for (let at = 0; at < content.length; at += 1 << 16) parser.write(content.slice(at, at + (1 << 16)));
  parser.close();
  return sheets.sheets;
}
