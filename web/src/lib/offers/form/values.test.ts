import { describe, expect, it } from 'vitest';
import type { RegisteredOffer } from './types.ts';
import { enteredIn, enteredOf, flat, newRun, unflat, valuesOf } from './values.ts';

const OFFER: RegisteredOffer = {
  ...{ key: 'one', version: 3, demo: false },
  fields: {
    ...{ provider_key: 'p', title: 'Griffbereit', kind: 'parent-child-group', topic: null, description: 'Spielen' },
    ...{ age_from: 12, age_to: 36, places: 1200, languages: ['de', 'bg'], cost: null, registration: false },
    ...{ comes_to_you: false, contact: null, website: 'https://x.example', valid_from: '2026-08-01', valid_to: null },
    last_confirmed_on: '2026-11-01',
  },
  runs: [
    {
      ...{ key: 'r', version: 1 },
      fields: {
        ...{ site_key: 'a', weekdays: ['mo', 'we'], starts_at: '09:30', ends_at: '11:00' },
        ...{ recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE', cancelled_on: ['2026-12-28'] },
        ...{ pauses_in_holidays: null, note: null },
      },
    },
  ],
  texts: [
    {
      ...{ key: 't', version: 1 },
      fields: { language: 'ar', plain: false, title: 'جاهز', description: null, state: 'checked' },
    },
  ],
};

describe('the form of an offer', () => {
  it.each(['de', 'en'] as const)('sends what it was given where nothing is changed (%s)', (language) => {
    const { entered, errors } = enteredIn(valuesOf(enteredOf(OFFER), language), language);
    expect(errors).toEqual({});
    expect(entered).toEqual({
      offer: OFFER.fields,
      runs: [{ ...OFFER.runs[0]?.fields, key: 'r' }],
      texts: [{ ...OFFER.texts[0]?.fields, key: 't' }],
    });
  });

  it('reads numbers as the reader writes them, and says at which field it cannot', () => {
    const values = valuesOf(enteredOf(OFFER), 'de');
    expect(enteredIn({ ...values, texts: { ...values.texts, places: '1.200' } }, 'de').entered.offer['places']).toBe(
      1200,
    );
    const wrong = {
      ...values,
      texts: { ...values.texts, places: 'viele' },
      from: { unit: 'years', number: 'drei' } as const,
    };
    expect(enteredIn(wrong, 'de').errors).toEqual({ 'offer.places': 'badInteger', 'offer.age_from': 'badAge' });
  });

  it('leaves out what is not known instead of claiming that there is none', () => {
    const values = valuesOf({ offer: {}, runs: [], texts: [] }, 'de');
    const { offer, runs } = enteredIn({ ...values, runs: [newRun()] }, 'de').entered;
    expect(offer).toMatchObject({ languages: null, age_from: null, registration: null, places: null });
    expect(runs).toEqual([
      {
        ...{ site_key: null, weekdays: null, starts_at: null, ends_at: null, recurrence: null, cancelled_on: null },
        ...{ pauses_in_holidays: null, note: null },
      },
    ]);
  });

  it('keeps the order of days whatever order they came in, so that no change appears where none is', () => {
    const [run] = OFFER.runs;
    const turned = {
      ...OFFER,
      runs: [{ ...run, key: 'r', version: 1, fields: { ...run?.fields, weekdays: ['we', 'mo'] } }],
    };
    expect(enteredIn(valuesOf(enteredOf(turned), 'de'), 'de').entered.runs[0]?.['weekdays']).toEqual(['mo', 'we']);
  });

  it('comes apart into fields to be merged and together again', () => {
    const entered = enteredOf(OFFER);
    expect(unflat(flat(entered))).toEqual(entered);
  });
});
