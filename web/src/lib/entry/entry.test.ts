import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, date, integer, quantity, text, year, yesNo } from '@quartierblick/gis/layers/fields.ts';
import { entryText, parseEntry, parseNumber } from './entry.ts';

describe('numbers as people write them', () => {
  it.each([
    ['1.234,56', 1234.56],
    ['1.234', 1234],
    ['1234,5', 1234.5],
    ['12.5', 12.5],
    ['-3', -3],
    ['−3,5', -3.5],
    ['1 234', 1234],
    ['0,075', 0.075],
    ['1.234.567', 1234567],
  ])('German %s is %d', (raw, value) => expect(parseNumber(raw, 'de')).toBe(value));

  it.each([
    ['1,234.56', 1234.56],
    ['1,234', 1234],
    ['12.5', 12.5],
  ])('English %s is %d', (raw, value) => expect(parseNumber(raw, 'en')).toBe(value));

  it.each(['', '-', 'viel', '1,2,3', '1.2.3', '12.34.5', '1e5', '0x10', '1,', ',5'])('German "%s" is none', (raw) =>
    expect(parseNumber(raw, 'de')).toBeUndefined(),
  );

  it('a comma that does not group is no thousandfold in English', () =>
    expect(parseNumber('12,5', 'en')).toBeUndefined());

  it.each(['de', 'en'] as const)('what a form shows is read back the same (%s)', (language) => {
    const field = quantity('Betrag', 'Amount', '€');
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (cents) => {
        const value = cents / 100;
        expect(parseEntry(field, entryText(field, value, language), language)).toEqual({
          value: value === 0 ? 0 : value,
        });
      }),
    );
  });
});

describe('an entry', () => {
  it('left empty is missing, not zero and not false', () => {
    for (const field of [integer('a', 'a'), yesNo('a', 'a'), text('a', 'a'), date('a', 'a'), year('a', 'a')]) {
      expect(parseEntry(field, '  ', 'de')).toEqual({ value: null });
    }
  });
  it('of a closed list takes its codes only', () => {
    const field = code('a', 'a', { x: { de: 'X', en: 'X' } });
    expect(parseEntry(field, 'x', 'de')).toEqual({ value: 'x' });
    expect(parseEntry(field, 'toString', 'de')).toEqual({ error: 'badCode' });
  });
  it('may be negative for money, not for areas', () => {
    expect(parseEntry(quantity('a', 'a', '€'), '-5', 'de')).toEqual({ value: -5 });
    expect(parseEntry(quantity('a', 'a', 'm²'), '-5', 'de')).toEqual({ error: 'negative' });
  });
  it.each([
    [integer('a', 'a'), '2,5', 'badInteger'],
    [year('a', 'a'), '95', 'badYear'],
    [year('a', 'a'), '1.995', 'badYear'],
    [date('a', 'a'), '2026-02-30', 'badDate'],
    [text('a', 'a'), 'x'.repeat(2001), 'tooLong'],
  ] as const)('that is wrong says what is wrong', (field, raw, error) =>
    expect(parseEntry(field, raw, 'de')).toEqual({ error }),
  );
});
