import { describe, expect, it } from 'vitest';
import type { Language } from '#lib/app/language.svelte.ts';
import { Format } from '#lib/format.ts';
import { agoText, fieldLabel, valueText } from './text.ts';

const german = { code: 'de', format: new Format('de') } as Language;

describe('proposed values in words', () => {
  it('says each kind as people say it; what is missing is a dash and never zero', () => {
    expect(valueText('languages', ['tr', 'rom'], german)).toBe('Türkisch, Romani');
    expect(valueText('age_from', -9, german)).toBe('Schwangerschaft');
    expect(valueText('age_to', 30, german)).toBe('30 Monate');
    expect(valueText('weekdays@r/1', ['mo', 'fr'], german)).toBe('Montag, Freitag');
    expect(valueText('valid_to', '2027-04-30', german)).toBe('30.04.2027');
    expect(valueText('registration', false, german)).toBe('nein');
    expect(valueText('places', 0, german)).toBe('0');
    for (const place of ['places', 'cost', 'languages', 'weekdays@r/1'])
      expect(valueText(place, null, german)).toBe('–');
    expect(fieldLabel('starts_at@r/1', german)).toBe('Beginn');
  });

  it('tells how long ago without a day too many', () => {
    const now = Date.parse('2026-11-27T12:00:00Z');
    expect(agoText('2026-11-27', 'de', now)).toBe('heute');
    expect(agoText('2026-11-20', 'de', now)).toBe('vor 7 Tagen');
    expect(agoText('2025-11-01', 'de', now)).toBe('vor 12 Monaten');
    // A clock that is behind makes no future.
    expect(agoText('2026-12-24', 'de', now)).toBe('heute');
  });
});
