import { describe, expect, it } from 'vitest';
import { findOffers } from './find.ts';
import type { Seeking } from './find.ts';
import type { PublicOffer, TimedRun } from './public.ts';

const run = (more: Partial<TimedRun> = {}): TimedRun => ({
  ...{ key: 'r', site: 'a', weekdays: ['mo'], from: '09:30', to: '11:00' },
  ...{ recurrence: null, cancelledOn: [], pausesInHolidays: null, note: null },
  ...more,
});
const offer = (key: string, more: Partial<PublicOffer> = {}): PublicOffer => ({
  ...{ key, title: key, kind: 'language', ages: { from: 24, to: 36 }, places: null, languages: ['de', 'bg'] },
  ...{ comesToYou: false, validFrom: null, validTo: null, runs: [run()], provider: null, cost: null },
  ...{ registration: null, confirmedOn: null, topic: null, description: null, contact: null, website: null, texts: [] },
  ...more,
});
const ANY: Seeking = { ages: null, language: null, days: [] };
const TODAY = '2026-11-27';
const keys = (offers: PublicOffer[], seeking: Partial<Seeking> = {}, metresTo: [string, number][] = []) =>
  findOffers(offers, { ...ANY, ...seeking }, TODAY, new Map(metresTo)).found.map((one) => one.offer.key);

describe('what a family finds', () => {
  it('an age that is just too old finds nothing: ranges are half-open', () => {
    expect(keys([offer('a')], { ages: { from: 24, to: 36 } })).toEqual(['a']);
    expect(keys([offer('a')], { ages: { from: 36, to: 48 } })).toEqual([]);
    expect(keys([offer('a', { ages: { from: -9, to: 0 } })], { ages: { from: -9, to: 0 } })).toEqual(['a']);
  });

  it('only what is held in the language and on one of the days', () => {
    expect(keys([offer('a'), offer('b', { languages: ['tr'] })], { language: 'bg' })).toEqual(['a']);
    expect(keys([offer('a')], { days: ['tu', 'mo'] })).toEqual(['a']);
    expect(keys([offer('a')], { days: ['tu'] })).toEqual([]);
  });

  it('what comes to the family by appointment fits any day, and is nearest; times of its own count', () => {
    const visit = offer('visit', { comesToYou: true, runs: [] });
    expect(keys([offer('a'), visit], { days: ['mo'] }, [['a', 5]])).toEqual(['visit', 'a']);
    expect(keys([visit], { days: ['su'] })).toEqual(['visit']);
    expect(keys([offer('a', { comesToYou: true })], { days: ['su'] })).toEqual([]);
  });

  it('what has ended is not told, what begins later is', () => {
    expect(keys([offer('a', { validTo: '2026-11-26' }), offer('b', { validTo: TODAY })])).toEqual(['b']);
    expect(keys([offer('a', { validFrom: '2027-02-01' })])).toEqual(['a']);
  });

  it('nearest first by the nearest of its sites, unknown ways last', () => {
    const at = (key: string, ...sites: string[]) => offer(key, { runs: sites.map((site) => run({ site })) });
    const metres: [string, number][] = [
      ['far', 900],
      ['near', 100],
      ['middle', 400],
    ];
    expect(keys([at('x', 'nowhere'), at('y', 'far', 'near'), at('z', 'middle')], {}, metres)).toEqual(['y', 'z', 'x']);
  });

  it('what is not recorded is neither shown as fitting nor lost: it is counted', () => {
    const offers = [
      offer('ages', { ages: null }),
      offer('languages', { languages: null }),
      offer('days', { runs: [run({ weekdays: null })] }),
      offer('other', { languages: ['tr'], ages: null }),
    ];
    const seeking: Seeking = { ages: { from: 24, to: 36 }, language: 'de', days: ['mo'] };
    const { found, incomplete } = findOffers(offers, seeking, TODAY, new Map());
    expect(found).toEqual([]);
    expect(incomplete).toBe(3);
    expect(keys(offers)).toHaveLength(4);
  });
});
