import { describe, expect, it } from 'vitest';
import {
  atRun,
  changedValues,
  comparedValues,
  fieldAt,
  partsOf,
  placedValues,
  saysSame,
  withPlaced,
} from './proposal.ts';

const OFFER = {
  key: 'o',
  fields: { title: 'Griffbereit', languages: ['de', 'tr'], places: 8, kind: 'language', provider_key: 'p' },
  runs: [
    { key: 'o/kita@nord', fields: { weekdays: ['mo'], starts_at: '09:00', ends_at: '10:00', site_key: 'kita' } },
    { key: 'o/2', fields: { weekdays: ['fr'], starts_at: null, ends_at: null, site_key: 'b' } },
  ],
};

describe('what a provider may correct', () => {
  it('a place names its run whatever the key looks like, and what was taken out goes back to the same place', () => {
    const place = atRun('starts_at', 'o/kita@nord');
    expect(partsOf(place)).toEqual({ name: 'starts_at', run: 'o/kita@nord' });
    const changed = withPlaced(OFFER, { [place]: '09:30', places: null });
    expect(changed.runs.map(({ fields }) => fields['starts_at'])).toEqual(['09:30', null]);
    expect(changed.fields).toMatchObject({ title: 'Griffbereit', places: null, kind: 'language' });
    expect(withPlaced(OFFER, placedValues(OFFER)).runs).toEqual(OFFER.runs);
  });

  it('neither kind nor provider nor site is among it', () => {
    const places = Object.keys(placedValues(OFFER));
    expect(places).toHaveLength(11 + 2 * 3);
    for (const place of places) expect(fieldAt(place)).toBeDefined();
    for (const place of [
      'kind',
      'provider_key',
      'site_key@o/2',
      'title@o/2',
      'starts_at',
      'last_confirmed_on',
      '__proto__',
    ])
      expect(fieldAt(place)).toBeUndefined();
  });

  it('the order of languages and an empty text are no change; a missing value and zero are', () => {
    expect(saysSame(['de', 'tr'], ['tr', 'de'])).toBe(true);
    expect(saysSame('', null)).toBe(true);
    expect(saysSame(0, null)).toBe(false);
    expect(saysSame([], null)).toBe(false);
    expect(changedValues(placedValues(OFFER), { ...placedValues(OFFER), languages: ['tr', 'de'], places: 0 })).toEqual({
      places: 0,
    });
  });

  it('is a conflict only where the register went elsewhere meanwhile', () => {
    const of = (now: number | null) => comparedValues({ places: 10 }, { places: 8 }, { places: now })[0]?.conflict;
    expect([of(8), of(10), of(12), of(null)]).toEqual([false, false, true, true]);
    expect(comparedValues({ places: 10 }, { places: 8 }, null)[0]).toMatchObject({ now: null, conflict: true });
  });
});
