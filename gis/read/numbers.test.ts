import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate, parseInteger, parseNumber, parsePosition, parseText, parseYesNo } from './numbers.ts';

describe('numbers', () => {
  it('reads every number back from its text, with point or comma', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(parseNumber(String(number))).toBe(number === 0 ? Number(String(number)) : number);
        expect(parseNumber(String(number).replace('.', ','))).toBe(parseNumber(String(number)));
      }),
    );
  });

  it('reads a decimal comma with fifteen digits and the grouping of both languages', () => {
    expect(parseNumber('392555,570031417999417')).toBe(392555.570031418);
    expect(parseNumber('1.234,56')).toBe(1234.56);
    expect(parseNumber('1.234.567')).toBe(1_234_567);
    expect(parseNumber('1 234,5')).toBe(1234.5);
    expect(parseNumber('1,234.56')).toBe(1234.56);
    expect(parseNumber('1.234')).toBe(1.234);
  });

  it('moves no place by reading the points of one coordinate as groups and that of the other as a decimal point', () => {
    expect(parsePosition('394.123', '5.709.321')).toEqual([394_123, 5_709_321]);
    expect(parsePosition('394.123', '5.709.321,50')).toEqual([394_123, 5_709_321.5]);
    expect(parsePosition('32.394.123', '5.709.321')).toEqual([32_394_123, 5_709_321]);
    expect(parsePosition('7.456', '51.523')).toEqual([7.456, 51.523]);
    expect(parsePosition('394123.456', '5709321.123')).toEqual([394_123.456, 5_709_321.123]);
    expect(parsePosition(394.123, '5.709.321')).toEqual([394.123, 5_709_321]);
    expect(parsePosition('', '5.709.321')).toBeNull();
  });

  it('never makes a number of what is none', () => {
    for (const text of ['', ' ', '–', '12a', '1,2,3', '1.2.3', 'NaN', 'Infinity', '0x10', '1e999', '--1', '.']) {
      expect(parseNumber(text)).toBeNull();
    }
    for (const value of [null, undefined, true, {}, [], NaN, Infinity]) expect(parseNumber(value)).toBeNull();
    expect(parseInteger('3,5')).toBeNull();
    expect(parseInteger('3.0')).toBe(3);
    expect(parseInteger('99999999999')).toBeNull();
  });

  it('reads texts trimmed, lists joined, and nothing from nothing', () => {
    expect(parseText(' 052\n')).toBe('052');
    expect(parseText(['6', 8, null, '10'])).toBe('6, 8, 10');
    expect(parseText('  ')).toBeNull();
    expect(parseText({})).toBeNull();
  });

  it('leaves out what no database keeps, and keeps characters of two halves', () => {
    expect(parseText('a\u0000b \ud83d')).toBe('ab \ufffd');
    expect(parseText('\ud83d\ude00')).toBe('\ud83d\ude00');
  });

  it('reads yes and no in both languages', () => {
    expect(['ja', 'Yes', '1', true].map(parseYesNo)).toEqual([true, true, true, true]);
    expect(['nein', 'NO', 0, false].map(parseYesNo)).toEqual([false, false, false, false]);
    expect(['vielleicht', '', null].map(parseYesNo)).toEqual([null, null, null]);
  });

  it('reads days as people, databases and workbooks write them, and no others', () => {
    const texts = ['31.3.2025', '2025-03-31', '2025/03/31', '2025-03-31T10:00', '2025/03/31 18:30:00'];
    expect(texts.map(parseDate)).toEqual(texts.map(() => '2025-03-31'));
    expect(['2025-03/31', '03/31/2025', '2025', '45747', null].map(parseDate)).toEqual([null, null, null, null, null]);
  });
});
