import { AGE_BANDS } from '@quartierblick/gis/analysis/chain/ages.ts';
import { WEEKDAYS } from '@quartierblick/gis/analysis/chain/offering.ts';
import type { NetworkData, Point } from '@quartierblick/gis/analysis/network/types.ts';
import { seededRandom } from '@quartierblick/gis/analysis/ranking/random.ts';
import { OFFER_KINDS } from '@quartierblick/gis/layers/offers/kinds.ts';
import type { OfferKind } from '@quartierblick/gis/layers/offers/kinds.ts';
import type { ListedOffer, OffersAnswer } from '@quartierblick/gis/offers/answer.ts';

const KINDS = Object.keys(OFFER_KINDS) as OfferKind[];
const LANGUAGES = ['de', 'tr', 'ar', 'bg', 'ro', 'pl', 'uk', 'en'];

/** Places beside the streets of a city, spread over all of it; EPSG:25832. */
export function besideStreets({ lines }: NetworkData, count: number, seed: number): Point[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (): Point => {
    const line = lines[Math.floor(random() * lines.length)]?.parts[0] ?? [];
    const [a, b] = [line[0] ?? [0, 0], line[1] ?? [0, 0]];
    const along = random();
    return [a[0] + along * (b[0] - a[0]) + 30 * random() - 15, a[1] + along * (b[1] - a[1]) + 30 * random() - 15];
  });
}

/** Offers at sites of a city as `GET /api/offers` answers them: one to three sites each, some ended, some that come home. */
export function inventOffers(city: NetworkData, offers: number, sites: number): OffersAnswer {
  const random = seededRandom(11);
  const one = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const offer = (i: number): ListedOffer => {
    const from = one(AGE_BANDS).from;
    return {
      ...{ key: `offer-${i}`, title: `${one(['Treff', 'Gruppe', 'Kurs', 'Beratung'])} Nr. ${i}`, kind: one(KINDS) },
      ages: { from, to: from + one([6, 12, 24, 36, 60]) },
      places: random() < 0.7 ? Math.ceil(30 * random()) : null,
      languages: LANGUAGES.filter((language) => language === 'de' || random() < 0.2),
      comesToYou: random() < 0.005,
      ...{ validFrom: '2026-08-01', validTo: random() < 0.15 ? '2026-09-30' : '2027-07-31' },
      runs: Array.from({ length: 1 + Math.floor(3 * random()) }, () => ({
        site: `site-${Math.floor(sites * random())}`,
        weekdays: WEEKDAYS.filter(() => random() < 0.3),
        ...{ from: one(['09:00', '14:30', '17:00']), to: null },
      })),
      ...{ provider: `Träger ${i % 200}`, cost: 'kostenlos', registration: random() < 0.5 },
      confirmedOn: one(['2025-03-01', '2026-10-01']),
    };
  };
  const at = besideStreets(city, sites, 12);
  return {
    ...{ version: 'bench', source: [], demo: true, asOf: '2026-11-01' },
    offers: Array.from({ length: offers }, (_, i) => offer(i)),
    sites: at.map((place, i) => ({ key: `site-${i}`, name: `Ort ${i}`, address: null, stepFree: null, at: place })),
  };
}
