import type { RowOf } from '../layers/define.ts';
import type { offers, offersAtSites } from '../layers/offers/layer.ts';
import { EARLY_OFFERS } from './offers-early.ts';
import { LATER_OFFERS } from './offers-later.ts';
import { PUBLIC_PLACES } from './places.ts';
import { pointGeometry } from './playgrounds.ts';
import { project } from './projection.ts';

export type SiteRow = RowOf<typeof offers.dataset>;
export type OfferRow = RowOf<typeof offersAtSites>;

/** Rows of the sites. */
export function siteRows(): SiteRow[] {
  return PUBLIC_PLACES.map((place) => ({
    key: `demo-${place.key}`,
    name: place.name,
    kind: place.kind,
    address: place.address,
    provider: place.provider,
    places: place.places,
    anchor: place.anchor,
    step_free: place.stepFree,
    website: null,
    geometry: pointGeometry(project(place.at)),
  }));
}

/**
 * Offers of the demo. The names are those of real programmes in Dortmund (Blick nach Dortmund, Jugendamt Dortmund 2019);
 * times, places, languages and dates are invented.
 */
const OFFERS = [...EARLY_OFFERS, ...LATER_OFFERS];

/** One row for each offer at each of its sites. */
export function offerRows(): OfferRow[] {
  return OFFERS.flatMap((offer) =>
    offer.at.map(({ site, days, from, to }) => ({
      key: `demo-${offer.key}/${site}`,
      site_key: `demo-${site}`,
      offer_key: offer.key,
      title: offer.title,
      kind: offer.kind,
      provider: offer.provider,
      age_from: offer.ages[0],
      age_to: offer.ages[1],
      places: offer.places,
      languages: [...offer.languages],
      weekdays: [...days],
      starts_at: from,
      ends_at: to,
      cost: offer.cost,
      registration: offer.registration,
      comes_to_you: offer.comesToYou ?? false,
      valid_from: offer.validFrom,
      valid_to: offer.validTo,
      last_confirmed_on: offer.confirmed,
    })),
  );
}
