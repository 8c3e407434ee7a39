import { describe, expect, it } from 'vitest';
import { Format } from './format.ts';

const de = new Format('de');
const en = new Format('en');

describe('reader’s form', () => {
  it('numbers', () => {
    expect(de.number(1234.56, 2)).toBe('1.234,56');
    expect(en.number(1234.56, 2)).toBe('1,234.56');
  });

  it('missing is a dash, zero is a zero', () => {
    expect([de.number(null), de.number(undefined), de.number(0)]).toEqual(['–', '–', '0']);
  });

  it('dates are calendar days, in no time zone', () => {
    expect(de.date('2024-12-31')).toBe('31.12.2024');
    expect(en.date('2024-12-31')).toBe('31/12/2024');
    expect(de.date(null)).toBe('–');
  });

  it('ages: months below three years unless whole years', () => {
    expect([1, 18, 24, 36, 48].map((age) => de.months(age))).toEqual([
      '1 Monat',
      '18 Monate',
      '2 Jahre',
      '3 Jahre',
      '4 Jahre',
    ]);
    expect(en.months(12)).toBe('1 year');
  });

  it('languages have names, also the ones browsers do not know', () => {
    expect(['tr', 'ar', 'rom'].map((code) => de.language(code))).toEqual(['Türkisch', 'Arabisch', 'Romani']);
  });
});
