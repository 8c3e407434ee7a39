import { strToU8, zipSync } from 'fflate';
import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CASE_FIELDS, targetOfHeader } from '@quartierblick/gis/register/targets.ts';
import { registerRows } from '@quartierblick/gis/register/rows.ts';
import { suggestMapping } from '@quartierblick/gis/register/suggest.ts';
import { writtenCells, writtenHeaders } from '@quartierblick/gis/register/write.ts';
import type { WrittenCase } from '@quartierblick/gis/register/write.ts';
import { readRegisterFile as readAnyFile } from './read-file.ts';
import { readRegister as readAny } from './read-register.ts';
import { listAsOds, listAsXls, listAsXlsx } from './test-lists.ts';
import { writeRegisterFile } from './write-file.ts';

const readRegister = (bytes: Uint8Array) => readAny(bytes, targetOfHeader);
const readRegisterFile = (bytes: Uint8Array) => readAnyFile(bytes, targetOfHeader);
const writeCases = (format: 'csv' | 'xlsx', cases: readonly WrittenCase[], language: 'de' | 'en') => {
  const rows = cases.map((one) => writtenCells(one, language));
  return writeRegisterFile(format, { headers: writtenHeaders(language), rows, sheet: 'Register' }, language);
};

/** The smallest workbook: one sheet with this XML between `<sheetData>`, and further parts. */
function workbook(rows: string, more: Record<string, Uint8Array> = {}, properties = ''): Uint8Array {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const pack = 'http://schemas.openxmlformats.org/package/2006';
  const parts = {
    '[Content_Types].xml': `<Types xmlns="${pack}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${pack}/relationships"><Relationship Id="r1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${rel}">${properties}<sheets><sheet name="Register" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${pack}/relationships"><Relationship Id="r1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
  };
  const bytes = Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)]));
  return zipSync({ ...bytes, ...more });
}

const text = (cell: string, value: string): string => `<c r="${cell}" t="inlineStr"><is><t>${value}</t></is></c>`;
const HEADER = `<row r="1">${text('A1', 'Aktenzeichen')}${text('B1', 'Frist')}</row>`;

const refusal = async (bytes: Uint8Array): Promise<string> =>
  readRegister(bytes).then(
    () => 'was read',
    (error: Error) => (error.name === 'UnreadableFile' ? error.message : `${error.name}: ${error.message}`),
  );

describe('files that are not what they seem', () => {
  it('refuses a zip bomb before it is inflated', async () => {
    const bomb = workbook(HEADER, { 'xl/sharedStrings.xml': new Uint8Array(400 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(1_000_000);
    const before = process.memoryUsage().rss;
    expect(await refusal(bomb)).toContain('unpacks to more than');
    expect(process.memoryUsage().rss - before).toBeLessThan(700 * 1024 * 1024);
  });

  it('refuses macros, damaged old and open formats, passwords and other archives, each with the way out', async () => {
    expect(await refusal(workbook(HEADER, { 'xl/vbaProject.bin': new Uint8Array(3) }))).toContain('.xlsm');
    const container = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    expect(await refusal(container)).toContain('(.xls) is incomplete or damaged');
    const encrypted = Buffer.concat([container, Buffer.from('EncryptedPackage', 'utf16le')]);
    expect(await refusal(encrypted)).toContain('password');
    expect(await refusal(listAsOds({ 'content.xml': '<x' }))).toContain('(.ods) is damaged');
    expect(await refusal(listAsOds({ 'content.xml': '<x/>' }))).toContain('nothing on any sheet');
    const locked = listAsOds({ 'META-INF/manifest.xml': '<manifest:encryption-data/>', 'content.xml': '\u0001' });
    expect(await refusal(locked)).toContain('password');
    expect(await refusal(zipSync({ 'a.txt': strToU8('x') }))).toContain('no Excel workbook');
  });

  it('refuses a polyglot, a damaged archive and an empty sheet', async () => {
    const good = workbook(HEADER);
    expect(await refusal(Buffer.concat([Buffer.from('%PDF-1.7\n'), good]))).toContain('PDF');
    expect(await refusal(Buffer.concat([Buffer.from('GIF89a\u0000'), good]))).not.toContain('was read');
    expect(await refusal(good.subarray(0, good.length / 3))).toContain('damaged');
    expect(await refusal(workbook(''))).toContain('nothing on any sheet');
    expect(await refusal(new Uint8Array(0))).toContain('empty');
  });

  it('never throws anything but a refusal, whatever bits are flipped', async () => {
    const good = workbook(`${HEADER}<row r="2">${text('A2', '1')}<c r="B2"><v>45657</v></c></row>`);
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const bytes = good.slice();
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        const said = await refusal(bytes);
        expect(said).not.toMatch(/^\w*Error: /);
      }),
      { numRuns: 120 },
    );
  });

  it('recognises a workbook that is called .csv, and a CSV that is called .xlsx', async () => {
    expect((await readRegisterFile(workbook(HEADER))).format).toBe('xlsx');
    expect((await readRegisterFile(Buffer.from('a;b\n1;2'))).format).toBe('csv');
  });
});

const ods = (rows: string): Uint8Array =>
  listAsOds({ 'content.xml': `<a><table:table table:name="R">${rows}</table:table></a>` });
const odsCell = (value: string, attributes = ''): string =>
  `<table:table-cell ${attributes} office:value-type="string"><text:p>${value}</text:p></table:table-cell>`;
const odsRow = (cells: string, attributes = ''): string => `<table:table-row ${attributes}>${cells}</table:table-row>`;

describe('the same list in three kinds of workbook', () => {
  it('gives the same cells, days as days and numbers as numbers', async () => {
    // The end of a row may be missing or empty.
    const cells = async (bytes: Uint8Array) => {
      const { rows, sheet } = await readRegisterFile(bytes);
      return { sheet, rows: rows.map((row) => Array.from({ length: 9 }, (_, i) => row[i] ?? null)) };
    };
    const xlsx = await cells(await listAsXlsx());
    expect(xlsx.rows[3]).toEqual([
      ...['0052-1', 'Mühlenstraße', '007', 12, 1234.5],
      ...[{ day: '2025-03-31' }, { day: '2025-03-31', time: '18:30' }, null, true],
    ]);
    expect(await cells(listAsXls())).toEqual(xlsx);
    expect(await cells(listAsOds())).toEqual(xlsx);
    expect((await readRegisterFile(listAsXls())).format).toBe('xls');
    expect((await readRegisterFile(listAsOds())).format).toBe('ods');
  });

  it('never throws anything but a refusal, whatever is wrong with them', async () => {
    for (const good of [listAsXls(), listAsOds()]) {
      await fc.assert(
        fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
          const bytes = good.slice();
          bytes[at] = (bytes[at] ?? 0) ^ flip;
          expect(await refusal(bytes)).not.toMatch(/^\w*Error: /);
          expect(await refusal(good.slice(0, at))).not.toMatch(/^\w*Error: /);
        }),
        { numRuns: 60 },
      );
    }
  });

  it('repeats what OpenDocument writes once, leaves out notes, and keeps lines where they are', async () => {
    const note = '<office:annotation><text:p>Notiz</text:p></office:annotation>';
    const rows = [
      odsRow('<table:table-cell table:number-columns-repeated="16384"/>', 'table:number-rows-repeated="2"'),
      odsRow(odsCell('x', 'table:number-columns-repeated="2"'), 'table:number-rows-repeated="2"'),
      odsRow(`<table:covered-table-cell/>${odsCell(`a<text:s text:c="2"/>b`).replace('<text:p>', `${note}<text:p>`)}`),
      odsRow('<table:table-cell/>', 'table:number-rows-repeated="1048571"'),
    ];
    expect((await readRegisterFile(ods(rows.join('')))).rows).toEqual([[], [], ['x', 'x'], ['x', 'x'], [null, 'a  b']]);
  });

  it('refuses a small OpenDocument file that repeats its cells beyond what a register can be', async () => {
    expect(await refusal(ods(odsRow(odsCell('x', 'table:number-columns-repeated="16384"'))))).toContain('too large');
    const row = odsRow(odsCell('x', 'table:number-columns-repeated="500"'), 'table:number-rows-repeated="1000000"');
    expect(await refusal(ods(row))).toContain('too large');
    expect(await refusal(ods(odsRow(odsCell('x'), 'table:number-rows-repeated="1e300"')))).toContain('too large');
  });
});

describe('cells of a workbook', () => {
  it('reads the value of a formula; one that was saved without is an empty cell, which leaves the case as it is', async () => {
    const row = (formula: string): Uint8Array =>
      workbook(`${HEADER}<row r="2"><c r="A2" t="str">${formula}</c>${text('B2', 'x')}</row>`);
    const { rows } = await readRegisterFile(row('<f>"0052-"&amp;"1"</f><v>0052-1</v>'));
    expect(rows[1]?.[0]).toBe('0052-1');
    expect((await readRegisterFile(row('<f>A1</f>'))).rows[1]?.[0] ?? null).toBeNull();
  });

  it('counts bare numbers from 1904 where the workbook says so', async () => {
    const rows = `${HEADER}<row r="2">${text('A2', '1')}<c r="B2"><v>44195</v></c></row>`;
    const { table, header, headers } = await readRegister(workbook(rows, {}, '<workbookPr date1904="1"/>'));
    const mapping = suggestMapping(headers, table.rows.slice(header + 1), table.epoch1904);
    expect(registerRows(table, header, mapping)[0]?.fields).toMatchObject({ next_step_due: '2024-12-31' });
  });

  it('reads 200 columns and refuses thousands', async () => {
    const line = (n: number): string => Array.from({ length: n }, (_, i) => `c${i}`).join(';');
    expect((await readRegister(Buffer.from(`${line(200)}\n${line(200)}`))).headers).toHaveLength(200);
    expect(await refusal(Buffer.from(`${line(2000)}\n${line(2000)}`))).toContain('2000 columns');
  });
});

/** Any value that a field can hold, the nastier the better. */
function anyValue(name: string): fc.Arbitrary<string | number | boolean | null> {
  const field = CASE_FIELDS[name];
  const nasty = fc
    .tuple(
      fc.constantFrom('', '=', '+', '-', '@', "'", "''=", '–', '(leer)', '＝', '_x0041_', '#', '1e5', '01.02.2003'),
      fc.string({ unit: 'binary' }),
    )
    .map((parts) => parts.join('').replaceAll('\u0000', '').toWellFormed().trim())
    .filter((one) => one !== '');
  const day = fc
    .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const made: Record<string, fc.Arbitrary<string | number | boolean>> = {
    text: nasty,
    date: day,
    integer: fc.integer({ min: -2_147_483_647 }),
    year: fc.integer({ min: 1000, max: 2200 }),
    number: fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
    boolean: fc.boolean(),
    code: fc.constantFrom(...Object.keys(field?.values ?? { x: '' })),
  };
  return fc.option(made[field?.kind ?? 'text'] ?? nasty, { nil: null });
}

describe('what goes out comes back', () => {
  const fields = Object.fromEntries(Object.keys(CASE_FIELDS).map((name) => [name, anyValue(name)]));
  const anyCase = fc.record({ ...fields, key: fc.uuid() }) as unknown as fc.Arbitrary<WrittenCase>;
  for (const format of ['csv', 'xlsx'] as const) {
    for (const language of ['de', 'en'] as const) {
      it(`as ${format} in ${language}, whatever the values`, async () => {
        await fc.assert(
          fc.asyncProperty(fc.array(anyCase, { minLength: 1, maxLength: 3 }), async (cases) => {
            const register = await readRegister(await writeCases(format, cases, language));
            const { table, header, headers } = register;
            // By the headers alone: values of a column with nothing but words of its own still go where they came from.
            const mapping = ['key', ...Object.keys(CASE_FIELDS)].map((target) => ({ target }));
            expect(headers).toHaveLength(mapping.length);
            const rows = registerRows(table, header, mapping);
            const back = rows.map(({ key, fields: found, problems }) => ({ key, found, problems }));
            const wanted = cases.map((one) => ({
              key: one.key,
              found: Object.fromEntries(
                Object.keys(CASE_FIELDS).flatMap((name) => (one[name] === null ? [] : [[name, one[name]]])),
              ),
              problems: [],
            }));
            expect(back).toEqual(wanted);
          }),
          { numRuns: 25, endOnFailure: true },
        );
      });
    }
  }
});

describe('texts of a workbook', () => {
  it('may be called like what every object of JavaScript has', async () => {
    const known = Object.keys(CASE_FIELDS).map((name) => [name, null]);
    const names = ['valueOf', 'constructor', '__proto__', 'toString', 'hasOwnProperty'];
    const cases = names.map(
      (address) => ({ ...Object.fromEntries(known), key: address, address }) as unknown as WrittenCase,
    );
    const { table, header } = await readRegister(await writeCases('xlsx', cases, 'de'));
    const mapping = ['key', ...Object.keys(CASE_FIELDS)].map((target) => ({ target }));
    expect(registerRows(table, header, mapping).map(({ key, fields }) => [key, fields['address']])).toEqual(
      names.map((name) => [name, name]),
    );
  });

  it('lose no character of the first plane, however strange', async () => {
    const CHUNK = 512;
    const known = Object.keys(CASE_FIELDS).map((name) => [name, null]);
    const cases = [...Array(65_536 / CHUNK).keys()].map((chunk) => {
      const codes = [...Array(CHUNK).keys()].map((i) => chunk * CHUNK + i);
      const held = codes.filter((code) => code > 0 && (code < 0xd800 || code > 0xdfff));
      const address = `a${String.fromCharCode(...held)}z`;
      return { ...Object.fromEntries(known), key: `case-${chunk}`, address } as unknown as WrittenCase;
    });
    const { table, header } = await readRegister(await writeCases('xlsx', cases, 'de'));
    const mapping = ['key', ...Object.keys(CASE_FIELDS)].map((target) => ({ target }));
    const back = registerRows(table, header, mapping).map(({ fields }) => fields['address']);
    expect(back).toEqual(cases.map(({ address }) => address));
  });
});

const REAL = fileURLToPath(
  new URL('../../../../shared/data/municipal/Bevölkerungs- und Arbeitsmarktdaten Münster.xlsx', import.meta.url),
);
describe.skipIf(!existsSync(REAL))('a workbook of another city', () => {
  it('is read or refused with a reason, and maps to nothing it is not', async () => {
    const { table, header, headers } = await readRegister(readFileSync(REAL));
    const mapping = suggestMapping(headers, table.rows.slice(header + 1), table.epoch1904);
    expect(mapping.filter(({ target }) => target !== null).length).toBeLessThanOrEqual(2);
  });
});
