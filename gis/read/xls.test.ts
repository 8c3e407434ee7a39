import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnreadableFile } from '../layers/source-types.ts';
import { xlsOfLongTexts, xlsOfPlaygrounds } from './test-xls.ts';
import { kindOfFormat, serialText } from './xls-dates.ts';
import { recordsOf } from './xls-records.ts';
import { PieceReader, sharedTexts } from './xls-strings.ts';
import { readXls } from './xls.ts';
import type { XlsSheet } from './xls.ts';

/** Sheets, or the sentence that refuses the file. */
function seen(bytes: Buffer): XlsSheet[] | string {
  try {
    return [...readXls(bytes)];
  } catch (error) {
    if (error instanceof UnreadableFile) return error.text.de;
    throw error;
  }
}

/** A file with the first occurrence of some bytes (hexadecimal) put in place of others. */
function altered(bytes: Buffer, from: string, to: string): Buffer {
  const changed = Buffer.from(bytes);
  const at = changed.indexOf(Buffer.from(from, 'hex'));
  expect(at).toBeGreaterThan(0);
  Buffer.from(to, 'hex').copy(changed, at);
  return changed;
}

/** A stream in the container of the sample, under another name of at most 16 letters. */
function renamed(name: string): Buffer {
  const bytes = xlsOfPlaygrounds();
  const at = bytes.indexOf(Buffer.from('Workbook\0', 'utf16le'));
  bytes.fill(0, at, at + 64).write(name, at, 'utf16le');
  bytes.writeUInt16LE(2 * name.length + 2, at + 64);
  return bytes;
}

const record = (id: number, data: Buffer): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(data.length, 2);
  return Buffer.concat([head, data]);
};

describe('a workbook of Excel 97–2003', () => {
  it('gives visible sheets with content, cell by cell', () => {
    const empty = (count: number) => Array.from({ length: count }, () => '');
    expect(seen(xlsOfPlaygrounds())).toEqual([
      {
        name: 'Spielplätze ≥ 2025',
        rows: [
          ['Öffentliche Spielplätze', ...empty(11)],
          ['Stand:', '2025/03/31', ...empty(10)],
          empty(12),
          [
            ...['Nr', 'Name', 'Rechtswert', 'Hochwert', 'Größe', 'Datum', 'Zeit', 'Offen'],
            ...['Summe', 'Satz', 'Wahr', 'Fehler'],
          ],
          [
            ...['001', 'Grüner Weg', '394000.5', '5709000', '1234.56', '2020/02/28', '2021/12/24 18:30:00', '1'],
            ...['6103000.5', 'Grüner Weg!', '1', ''],
          ],
          [
            ...['002', 'Süd "Park", alt', '394100.5', '5709100', '-7', '2020/02/29', '2021/12/24 18:30:15', '0'],
            ...['6103200.5', 'Süd!', '0', ''],
          ],
          [
            ...['003', '日本\nZeile', '394200.5', '5709200', '0.1', '2020/03/01', '2021/12/24 18:30:30', ''],
            ...['6103400.5', '日本!', '1', ''],
          ],
        ],
      },
      {
        name: 'Zahlen',
        rows: [
          [
            ...[
              '1900/01/01',
              '1900/02/28',
              '60',
              '1900/03/01',
              '18:00:00',
              '1.5',
              '1E-7',
              '536870912',
              '0.29',
              '-0.01',
            ],
            '1E+21',
          ],
        ],
      },
    ]);
  });

  it('keeps texts that go on in further records, and days counted from 1904', () => {
    const rows = Array.from({ length: 90 }, (_, i) => [
      new Date(Date.UTC(1904, 0, 2 + i)).toISOString().slice(0, 10).replaceAll('-', '/'),
      `Straße ${i} `.repeat(12) + (i % 3 === 0 ? 'Ж' : ''),
    ]);
    expect(seen(xlsOfLongTexts())).toEqual([{ name: 'Lang', rows: [['tag', 'text'], ...rows] }]);
  });

  it.each([
    ['of Excel 95', altered(xlsOfPlaygrounds(), '0908100000060500', '0908100000050500'), /Excel 95 oder früher.*XLSX/],
    ['whose stream is that of Excel 95', renamed('Book'), /Excel 95 oder früher/],
    ['of Excel 4, without a container', Buffer.from('090406000000100000000a000000', 'hex'), /Excel 95 oder früher/],
    ['with a password', altered(xlsOfPlaygrounds(), '42000200b004', '2f000200b004'), /Kennwort/],
    ['of today with a password', renamed('EncryptedPackage'), /Kennwort/],
    ['that is a text document', renamed('WordDocument'), /keine Excel-Arbeitsmappe/],
    ['of eight bytes', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /unvollständig oder beschädigt.*XLSX/],
  ])('%s is refused in words', (_what, bytes, words) => {
    expect(seen(bytes)).toMatch(words);
  });

  it('that is cut is refused, or read whole where only filling was lost', () => {
    for (const whole of [xlsOfPlaygrounds(), xlsOfLongTexts()]) {
      const expected = seen(whole);
      for (let end = 1; end < whole.length; end += 97) {
        const cut = seen(whole.subarray(0, end));
        if (typeof cut === 'string') expect(cut).toMatch(/beschädigt|Excel 95 oder früher/);
        else expect(cut).toEqual(expected);
      }
    }
  });

  it('with flipped bits is read or refused, and never without end', () => {
    const began = performance.now();
    const ends = { read: 0, refused: 0 };
    for (const whole of [xlsOfPlaygrounds(), xlsOfLongTexts()]) {
      // Many in the container's tables and the first records, where numbers lead to other places.
      const places = fc.oneof(
        fc.nat(whole.length - 1),
        fc.integer({ min: 512, max: whole.length - 1 }),
        fc.nat(3000),
        fc.integer({ min: whole.length - 2048, max: whole.length - 1 }),
      );
      const flips = fc.array(fc.tuple(places, fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 8 });
      for (const changes of fc.sample(flips, { numRuns: 200, seed: 9 })) {
        const damaged = Buffer.from(whole);
        for (const [at, mask] of changes) damaged[at] = (damaged[at] as number) ^ mask;
        const found = seen(damaged);
        if (typeof found === 'string') expect(found.length).toBeGreaterThan(10);
        ends[typeof found === 'string' ? 'refused' : 'read'] += 1;
      }
    }
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(Math.min(ends.read, ends.refused)).toBeGreaterThan(40);
  });

  it('whose chain of sectors leads in a circle is refused', () => {
    const bytes = xlsOfPlaygrounds();
    const fat = (bytes.readUInt32LE(0x4c) + 1) * 512;
    const directory = bytes.readUInt32LE(0x30);
    bytes.writeUInt32LE(directory, fat + 4 * directory);
    expect(seen(bytes)).toMatch(/beschädigt/);
    const difat = xlsOfPlaygrounds();
    difat.writeUInt32LE(1, 0x44);
    difat.fill(1, 2 * 512, 3 * 512);
    expect(seen(difat)).toMatch(/beschädigt/);
  });
});

describe('texts of a workbook', () => {
  it('may change the width of characters where they go on in another record', () => {
    const head = Buffer.from('0200000002000000', 'hex');
    const first = Buffer.concat([head, Buffer.from([6, 0, 0]), Buffer.from('Stra', 'latin1')]);
    const second = Buffer.concat([Buffer.from([1]), Buffer.from('ße', 'utf16le'), Buffer.from([3, 0, 1])]);
    const third = Buffer.concat([Buffer.from([0]), Buffer.from('Süd', 'latin1')]);
    expect(sharedTexts([first, second, third])).toEqual(['Straße', 'Süd']);
  });

  it('lose formatting and phonetic parts, also where these go on in another record', () => {
    // Two runs of formatting (8 bytes) and 5 bytes of phonetic text.
    const first = Buffer.concat([Buffer.from([2, 0, 0x0c, 2, 0, 5, 0, 0, 0]), Buffer.from('Hi'), Buffer.alloc(6, 7)]);
    const reader = new PieceReader([first, Buffer.concat([Buffer.alloc(7, 7), Buffer.from([1, 0, 0, 0x41])])]);
    expect([reader.text(), reader.text(), reader.ended]).toEqual(['Hi', 'A', true]);
  });

  it('that are cut off are refused', () => {
    expect(() => new PieceReader([Buffer.from([9, 0, 0, 0x41])]).text()).toThrow(UnreadableFile);
    expect(() => new PieceReader([Buffer.from([2, 0, 1, 0x41, 0, 0x42])]).text()).toThrow(UnreadableFile);
  });
});

it('records of a chart within a sheet are not taken for those of the sheet', () => {
  const [bof, eof, number] = [
    record(0x809, Buffer.alloc(16)),
    record(0x0a, Buffer.alloc(0)),
    record(0x203, Buffer.alloc(14)),
  ];
  const stream = Buffer.concat([bof, bof, number, number, eof, number, eof, number]);
  expect([...recordsOf(stream, 0)].map(({ id }) => id)).toEqual([0x809, 0x203]);
  expect(() => [...recordsOf(stream.subarray(0, 60), 0)]).toThrow(UnreadableFile);
});

describe('numbers', () => {
  it.each([
    ['DD.MM.YYYY', 'date'],
    ['[$-407]d. mmmm yyyy;@', 'date'],
    ['TT.MM.JJJJ', 'date'],
    ['mmm', 'date'],
    ['dd/mm/yy hh:mm', 'datetime'],
    ['yyyy-mm-dd hh:mm:ss.000', 'datetime'],
    ['h:mm AM/PM', 'time'],
    ['mm:ss.0', 'time'],
    ['[h]:mm', 'number'],
    ['[Red]"Tag" 0.0', 'number'],
    ['#,##0.00 "DM"', 'number'],
    ['0\\d', 'number'],
    ['[$DM-407] 0', 'number'],
    ['General', 'number'],
    ['Standard', 'number'],
    ['@', 'number'],
  ])('of format %s are taken for a %s', (format, kind) => {
    expect(kindOfFormat(164, format)).toBe(kind);
  });

  it('of built-in formats are told apart by their number', () => {
    expect([0, 2, 14, 17, 18, 21, 22, 30, 45, 46, 49, 57].map((id) => kindOfFormat(id, undefined))).toEqual([
      ...['number', 'number', 'date', 'date', 'time', 'time', 'datetime', 'date', 'time', 'number', 'number', 'date'],
    ]);
  });

  it('that are no day of the calendar stay numbers', () => {
    expect([0, 60, -1, 2_958_466, 1e300].map((serial) => serialText(serial, 'date', false))).toEqual([
      ...['0', '60', '-1', '2958466', '1E+300'],
    ]);
    expect(serialText(2_958_465.5, 'datetime', false)).toBe('9999/12/31 12:00:00');
    expect(serialText(0, 'date', true)).toBe('1904/01/01');
    expect(serialText(-0, 'number', false)).toBe('0');
  });
});
