import { describe, expect, it } from 'vitest';
import { Format } from '#lib/format.ts';
import { directionOf } from '@quartierblick/gis/offers/direction.ts';
import { matching, namedLanguages } from './languages.ts';

const format = new Format('de');
const all = namedLanguages((code) => format.language(code));
const named = all.map((value) => ({ value, label: format.language(value) }));

describe('languages to choose from', () => {
  it('are all that have a name, each once, those of the quarter first', () => {
    expect(all.slice(0, 3)).toEqual(['de', 'tr', 'ar']);
    expect(all).toEqual(expect.arrayContaining(['rom', 'bg', 'ti', 'so', 'ckb']));
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(150);
    // Older names of Hebrew and Indonesian.
    expect(all).not.toContain('iw');
    expect(all).not.toContain('in');
    expect(all.every((code) => /^[a-z]{2,3}$/.test(code))).toBe(true);
  });

  it.each([
    ['bulg', 'bg'],
    ['BULGARISCH', 'bg'],
    ['bg', 'bg'],
    ['roman', 'rom'],
    ['kurd', 'ku'],
  ])('"%s" finds %s first', (text, code) => expect(matching(named, text)[0]?.value).toBe(code));

  it('that nobody speaks are not found', () => expect(matching(named, 'klingonisch')).toEqual([]));

  it('are written in their direction', () => {
    expect(['ar', 'fa', 'ckb', 'tr', 'bg', 'ku'].map(directionOf)).toEqual(['rtl', 'rtl', 'rtl', 'ltr', 'ltr', 'ltr']);
  });
});
