import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate, parseInteger, parseNumber, parseText, parseYesNo } from './numbers.ts';

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
