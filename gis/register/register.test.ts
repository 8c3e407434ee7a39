import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CASE_FIELDS, targetOfHeader } from './targets.ts';
import { defused, isClear, revealed } from './formula.ts';
import { headerNames, headerRow } from './headers.ts';
import { readCsvTable } from './read-csv.ts';
import { registerRows } from './rows.ts';
import { suggestMapping } from './suggest.ts';
import { valueOfCell } from './values.ts';
import { daySerial } from './cells.ts';
import type { Cell, SheetTable } from './cells.ts';
import { csvLine } from './csv.ts';

const nasty = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .tuple(
      fc.constantFrom(
        '=',
        '+',
        '-',
        '@',
        '\t',
        '\r',
        '\n',
        "'",
        "''=",
        '–',
        '(leer)',
        '＝',
        ';',
        '"',
        '_x0041_',
        ";'=",
        ',"=',
        ',-',
      ),
      fc.string(),
    )
    .map((parts) => parts.join('')),
);

const table = (rows: Cell[][], more: Partial<SheetTable> = {}): SheetTable => ({
  format: 'xlsx',
  sheet: 'x',
  rows,
  epoch1904: false,
  strictLength: false,
  ...more,
});

describe('formula injection', () => {
  it('lets no text begin like a formula, and gives back exactly what was written', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const written = defused(text);
        expect(written).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        expect(isClear(written)).toBe(false);
        expect(revealed(written)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('begins no formula for a program that splits the file by another separator', () => {
    const attacks = ['a;=1+1', 'a,=1+1', 'a\n=1+1', 'a;"=1+1', "a,'=1+1", 'a;;@SUM(A1),b', 'a\t+1'];
    for (const text of attacks) {
      const line = csvLine([defused('x'), defused(text)], 'de');
      for (const begin of line.split(/[;,\t\r\n]/))
        expect([line, begin.replace(/^"+/, '')[0]]).not.toEqual([line, '=']);
      expect(line).not.toMatch(/[;,\t\r\n]"*[=+\-@]/);
    }
    // What people write stays as it is.
    expect(csvLine(['Hof, - und Keller; 3 + 4', 'Bornstraße 1-3'], 'de')).toBe(
      '"Hof, - und Keller; 3 + 4";Bornstraße 1-3\r\n',
    );
  });

  it('keeps every text through a line of CSV, with its separators, quotes and line breaks', () => {
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 2, maxLength: 6 }), (texts) => {
        const cells = texts.map((text) => defused(text.replaceAll('\u0000', '')));
        const head = csvLine(
          cells.map((_, i) => `c${i}`),
          'de',
        );
        const bytes = Buffer.from(`\uFEFF${head}${csvLine(cells, 'de')}`, 'utf8');
        expect(readCsvTable(bytes).rows[1]).toEqual(cells.map((cell) => cell.toWellFormed()));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('headers and targets', () => {
  it('finds the header below titles, dates and merged cells, and names blank columns by their letters', () => {
    const rows: Cell[][] = [
      ['Problemimmobilien', null, null, null],
      [null, null, null, { day: '2024-12-31' }],
      [],
      ['Az.', 'Straße', null, 'Zustand 1–5'],
      ['1', 'Bornstraße', 'x', 3],
    ];
    expect(headerRow(rows, targetOfHeader)).toBe(3);
    expect(headerNames(rows[3] ?? [], 5)).toEqual(['Az.', 'Straße', 'C', 'Zustand 1–5', 'E']);
    expect(headerNames(['Datum', 'Datum'], 2)).toEqual(['Datum', 'Datum (2)']);
    expect(headerRow([['nur ein Titel']], targetOfHeader)).toBe(-1);
  });

  it('knows the names that offices use', () => {
    expect(
      ['Az.', 'Anschrift', 'WE', 'BJ', 'Haus-Nr.', 'Grundstück (m²)', 'Ampel Problemdruck'].map(targetOfHeader),
    ).toEqual(['case_number', 'address', 'dwellings', 'year_built', 'house_number', 'plot_m2', 'pressure']);
  });

  it('does not take names of owners for the state of ownership', () => {
    const rows: Cell[][] = [
      ['1', 'Erika Mustermann'],
      ['2', 'Max Mustermann'],
    ];
    expect(suggestMapping(['Az', 'Eigentümer'], rows, false)).toEqual([{ target: 'case_number' }, { target: null }]);
    expect(suggestMapping(['Az', 'Eigentümer'], [['1', 'herrenlos']], false)[1]).toEqual({ target: 'owner_state' });
  });

  it('suggests a list with words of its own, so that they can be mapped', () => {
    expect(suggestMapping(['Az', 'Verfügbarkeit'], [['1', 'hängt in der Luft']], false)[1]).toEqual({
      target: 'availability',
    });
  });
});

describe('values of cells', () => {
  const value = (name: string, cell: Cell, epoch1904 = false) => {
    const field = CASE_FIELDS[name];
    if (!field) throw new Error(name);
    return valueOfCell(name, field, cell, { target: name }, epoch1904);
  };

  it('tells empty, clear and a value apart', () => {
    expect(value('floors', null)).toEqual({ left: true });
    expect(value('floors', '  ')).toEqual({ left: true });
    for (const clear of ['–', '-', '(leer)', '(Empty)']) expect(value('floors', clear)).toEqual({ value: null });
    expect(value('floors', 0)).toEqual({ value: 0 });
    expect(value('legal_basis', "'–")).toEqual({ value: '–' });
  });

  it('reads days as text, as cells and as serial numbers of both calendars', () => {
    for (const cell of ['31.12.2024', '2024-12-31', '31.12.24', '2024-12-31T10:00', { day: '2024-12-31' }, 45657]) {
      expect(value('recorded_on', cell)).toEqual({ value: '2024-12-31' });
    }
    expect(value('recorded_on', 44195, true)).toEqual({ value: '2024-12-31' });
    expect(value('recorded_on', '31.02.2024')).toHaveProperty('problem');
    expect(daySerial(-1, false)).toBeNull();
  });

  it('reads grades, numbers and words as offices write them', () => {
    expect(value('condition', 4)).toEqual({ value: '4' });
    expect(value('condition', '4 – schwere Mängel')).toEqual({ value: '4' });
    expect(value('pressure', 'ROT')).toEqual({ value: 'red' });
    expect(value('plot_m2', '1.234,5 m²')).toEqual({ value: 1234.5 });
    expect(value('listed', 'x')).toEqual({ value: true });
    expect(value('floors', '3,5')).toHaveProperty('problem');
    expect(value('year_built', '31.12.1905')).toHaveProperty('problem');
    expect(value('office', '#BEZUG!')).toHaveProperty('problem');
    expect(value('availability', 'hängt in der Luft')).toMatchObject({ word: 'hängt in der Luft' });
  });

  it('does not take a word for a code of the prototype', () => {
    expect(value('availability', 'constructor')).toHaveProperty('problem');
    expect(value('availability', '__proto__')).toHaveProperty('problem');
  });
});

describe('rows', () => {
  it('puts address and parcel together from their columns', () => {
    const targets = ['street', 'house_number', 'cadastral_district', 'cadastral_sheet', 'parcel_number'];
    const [row] = registerRows(
      table([
        ['a', 'b', 'c', 'd', 'e'],
        ['Bornstraße', 52, 'Dortmund', 3, '120/4'],
      ]),
      0,
      targets.map((target) => ({ target })),
    );
    expect(row?.fields).toEqual({ address: 'Bornstraße 52', parcel: 'Dortmund, Flur 3, Flurstück 120/4' });
  });

  it('reports a row whose fields have slipped instead of reading it', () => {
    const rows = registerRows(
      table(
        [
          ['a', 'b'],
          ['1', '2', '3'],
        ],
        { strictLength: true },
      ),
      0,
      [{ target: 'floors' }, { target: null }],
    );
    expect(rows[0]?.problems[0]?.text.en).toContain('3 fields');
  });

  it('reads coordinates in degrees and in metres with and without the zone, and refuses swapped ones', () => {
    const place = (targets: string[], cells: Cell[]) =>
      registerRows(
        table([targets, cells]),
        0,
        targets.map((target) => ({ target })),
      )[0];
    expect(place(['lon', 'lat'], ['7,47', '51,52'])?.place?.map(Math.round)).toEqual([393848, 5708763]);
    expect(place(['east', 'north'], [394000, 5709000])?.place).toEqual([394000, 5709000]);
    expect(place(['east', 'north'], [32394000, 5709000])?.place).toEqual([394000, 5709000]);
    expect(place(['lon', 'lat'], [51.52, 7.47])?.problems).toHaveLength(1);
  });
});

describe('delimited texts', () => {
  it('says that a quotation mark is missing', () => {
    expect(() => readCsvTable(Buffer.from('a;b\r\n1;"offen\r\n2;3\r\n'))).toThrow(/quotation mark/);
  });

  it('reads what Excel writes: its own separator line, Windows-1252, UTF-16', () => {
    expect(readCsvTable(Buffer.from('sep=|\r\na|b\r\n1|2\r\n')).rows).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(readCsvTable(Buffer.from('Straße;b\n1;2', 'latin1')).rows[0]).toEqual(['Straße', 'b']);
    expect(readCsvTable(Buffer.from('\uFEFFStraße\tb\n1\t2', 'utf16le')).rows[0]).toEqual(['Straße', 'b']);
  });

  it('refuses a text without columns, a web page and a binary file', () => {
    for (const bytes of ['nur Text', '<!doctype html><html></html>', '%PDF-1.4', '\u0001\u0000\u0002', '']) {
      expect(() => readCsvTable(Buffer.from(bytes))).toThrow();
    }
  });
});
