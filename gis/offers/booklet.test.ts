import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AGE_BANDS, OLDEST, sharedMonths, YOUNGEST } from '../analysis/chain/ages.ts';
import { WEEKDAYS } from '../analysis/chain/offering.ts';
import { OFFER_KINDS } from '../layers/offers/kinds.ts';
import type { OfferKind } from '../layers/offers/kinds.ts';
import type { OfferSite } from './answer.ts';
import { bookletOf, ofUnknownLanguage } from './booklet.ts';
import { daysOf } from './times.ts';
import type { BookletChoice } from './booklet.ts';
import type { PublicOffer, PublicOffers, TimedRun } from './public.ts';

const KINDS = Object.keys(OFFER_KINDS) as OfferKind[];
const EVERYTHING: BookletChoice = { kinds: [], languages: [], inside: null, on: null, today: '2026-11-27' };

const run = (more: Partial<TimedRun> = {}): TimedRun => ({
  ...{ key: 'r', site: 'a', weekdays: ['mo'], from: null, to: null },
  ...{ recurrence: null, cancelledOn: [], pausesInHolidays: null, note: null },
  ...more,
});
const offer = (more: Partial<PublicOffer> = {}): PublicOffer => ({
  ...{ key: 'o', title: 'Griffbereit', kind: 'language', ages: { from: 12, to: 36 }, places: null, languages: ['de'] },
  ...{ comesToYou: false, validFrom: null, validTo: null, runs: [run()], provider: null, cost: null },
  ...{ registration: null, confirmedOn: null, topic: null, description: null, contact: null, website: null, texts: [] },
  ...more,
});
const site = (key: string, x = 0, y = 0): OfferSite => ({ key, name: key, address: null, stepFree: null, at: [x, y] });
const book = (offers: PublicOffer[], sites: OfferSite[] = [site('a')]): PublicOffers => ({
  ...{ version: '1', source: [], demo: false, asOf: null, offers, sites },
});
const titles = (offers: readonly { offer: PublicOffer }[]) => offers.map((one) => one.offer.title);

const anyRun = fc.record({
  site: fc.constantFrom('a', 'b', 'c', 'gone'),
  weekdays: fc.option(fc.subarray([...WEEKDAYS])),
  recurrence: fc.constantFrom(null, 'FREQ=DAILY', 'FREQ=MONTHLY;BYDAY=1TU', 'nonsense'),
});
const anyOffer = fc.record({
  kind: fc.constantFrom(...KINDS),
  ages: fc.option(
    fc
      .tuple(fc.integer({ min: YOUNGEST, max: OLDEST - 1 }), fc.integer({ min: 1, max: 60 }))
      .map(([from, months]) => ({ from, to: Math.min(OLDEST, from + months) })),
  ),
  comesToYou: fc.boolean(),
  runs: fc.array(anyRun, { maxLength: 3 }),
});
const anyBook = fc.array(anyOffer, { maxLength: 40 }).map((all) =>
  book(
    all.map(({ runs, ...more }, i) => offer({ key: `o${i}`, title: `T${i}`, ...more, runs: runs.map(run) })),
    [site('a', 0, 0), site('b', 5, 9), site('c', 9, 5), site('unused', 3, 3)],
  ),
);

describe('the booklet of offers', () => {
  it('every offer that is told stands in the index by age and in the one by day, as often as its ages and days have headings', () => {
    fc.assert(
      fc.property(anyBook, (register) => {
        const { offers, groups, byAge, byDay } = bookletOf(register, EVERYTHING);
        const once = offers.map(({ number }) => number);
        expect(groups.flatMap((group) => group.offers.map(({ number }) => number))).toEqual(once);
        const inAge = byAge.flatMap((entry) => entry.offers.map(({ number }) => number));
        const inDay = byDay.flatMap((entry) => entry.offers.map(({ number }) => number));
        expect([...new Set(inAge)].sort((a, b) => a - b)).toEqual(once);
        expect([...new Set(inDay)].sort((a, b) => a - b)).toEqual(once);
        const bands = offers.map(({ offer: { ages } }) =>
          ages === null ? 1 : AGE_BANDS.filter((band) => sharedMonths(band, ages) > 0).length,
        );
        expect(inAge).toHaveLength(bands.reduce((sum, n) => sum + n, 0));
      }),
    );
  });

  it('offers whose languages nobody recorded are counted where a language is chosen, and told where none is', () => {
    const all = [null, [], ['bg'], ['tr']].map((languages, i) => offer({ key: `o${i}`, comesToYou: true, languages }));
    const register = book(all, []);
    const inBulgarian = { ...EVERYTHING, languages: ['bg'] };
    expect(bookletOf(register, inBulgarian).offers.map((one) => one.offer.key)).toEqual(['o2']);
    expect(ofUnknownLanguage(register, inBulgarian)).toBe(2);
    expect([bookletOf(register, EVERYTHING).offers.length, ofUnknownLanguage(register, EVERYTHING)]).toEqual([4, 0]);
  });

  it('numbers run from 1 without gaps in the order of print, those of offers and those of sites, and refer to each other', () => {
    fc.assert(
      fc.property(anyBook, (register) => {
        const { offers, maps, sites } = bookletOf(register, EVERYTHING);
        expect(offers.map(({ number }) => number)).toEqual(offers.map((_, i) => i + 1));
        const printed = maps.flat();
        expect(printed.map(({ number }) => number)).toEqual(printed.map((_, i) => i + 1));
        for (const one of printed) {
          const there = offers.filter(({ offer: { runs } }) => runs.some((each) => each.site === one.key));
          expect(one.offers).toEqual(there.map(({ number }) => number));
          expect(there.length).toBeGreaterThan(0);
          expect(sites.get(one.key)).toBe(one);
        }
      }),
    );
  });

  it('an area leaves out what runs elsewhere, and never what comes to the family', () => {
    const elsewhere = offer({ key: 'e', title: 'elsewhere', runs: [run({ site: 'b' })] });
    const home = offer({ key: 'h', title: 'home', comesToYou: true, runs: [run({ site: 'b' })] });
    const here = offer({ key: 'w', title: 'here and there', runs: [run(), run({ site: 'b' })] });
    const choice = { ...EVERYTHING, inside: new Set(['a']) };
    const { offers, maps } = bookletOf(book([elsewhere, home, here], [site('a'), site('b', 1, 1)]), choice);
    expect(titles(offers).sort()).toEqual(['here and there', 'home']);
    expect(maps.flat().map(({ key }) => key)).toEqual(['a']);
    expect(offers.flatMap((one) => one.offer.runs.map((each) => each.site))).toEqual(['a']);
  });

  it('kinds and languages choose; unknown languages are none of those that are asked for', () => {
    const all = [
      offer({ key: '1', title: 'Kita', kind: 'kita', languages: ['tr', 'de'] }),
      offer({ key: '2', title: 'unsaid', kind: 'kita', languages: null }),
      offer({ key: '3', title: 'sport', kind: 'sport', languages: ['bg'] }),
    ];
    const told = (more: Partial<BookletChoice>) => titles(bookletOf(book(all), { ...EVERYTHING, ...more }).offers);
    expect(told({ kinds: ['kita'] })).toEqual(['Kita', 'unsaid']);
    expect(told({ languages: ['tr', 'bg'] })).toEqual(['Kita', 'sport']);
    expect(told({ kinds: ['sport'], languages: ['tr'] })).toEqual([]);
  });

  it('what has ended is not printed; a day that is asked for leaves out what begins later, too', () => {
    const ended = offer({ key: '1', title: 'ended', validTo: '2026-11-26' });
    const last = offer({ key: '2', title: 'last day', validTo: '2026-11-27' });
    const later = offer({ key: '3', title: 'later', validFrom: '2027-01-01' });
    const told = (on: string | null) => titles(bookletOf(book([ended, last, later]), { ...EVERYTHING, on }).offers);
    expect(told(null)).toEqual(['last day', 'later']);
    expect(told('2026-11-27')).toEqual(['last day']);
    expect(told('2027-02-01')).toEqual(['later']);
  });

  it('many sites are spread over several maps, so that pins can be told apart; no site is lost', () => {
    const sites = Array.from({ length: 200 }, (_, i) => site(`s${i}`, (i * 37) % 101, (i * 53) % 97));
    const all = sites.map(({ key }) => offer({ key, runs: [run({ site: key })] }));
    const { maps } = bookletOf(book(all, sites), EVERYTHING);
    expect(Math.max(...maps.map((map) => map.length))).toBeLessThanOrEqual(30);
    expect(new Set(maps.flat().map(({ key }) => key)).size).toBe(200);
    // A thousand at the very same place end, too.
    const same = Array.from({ length: 1000 }, (_, i) => site(`x${i}`));
    const there = same.map(({ key }) => offer({ key, runs: [run({ site: key })] }));
    expect(bookletOf(book(there, same), EVERYTHING).maps.flat()).toHaveLength(1000);
  });
});

describe('days of a run', () => {
  it('are those of its rule where none are recorded, and none where nobody knows', () => {
    expect(daysOf(run({ weekdays: ['fr', 'mo'] }))).toEqual(['mo', 'fr']);
    expect(daysOf(run({ weekdays: null, recurrence: 'FREQ=MONTHLY;BYDAY=1TU' }))).toEqual(['tu']);
    expect(daysOf(run({ weekdays: null, recurrence: 'FREQ=WEEKLY;BYDAY=WE,SA' }))).toEqual(['we', 'sa']);
    expect(daysOf(run({ weekdays: null, recurrence: 'FREQ=DAILY' }))).toHaveLength(7);
    expect(daysOf(run({ weekdays: null, recurrence: 'FREQ=MONTHLY;BYMONTHDAY=3' }))).toEqual([]);
    expect(daysOf(run({ weekdays: null }))).toEqual([]);
  });
});
