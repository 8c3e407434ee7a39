import type { RowOf } from '../layers/define.ts';
import type { offers, offersAtSites } from '../layers/offers/layer.ts';
import type { offerProviders, offerRegister, offerTexts } from '../layers/offers/register.ts';
import { EARLY_OFFERS } from './offers-early.ts';
import { LATER_OFFERS } from './offers-later.ts';
import { EVERY_OTHER_WEEK, OFFER_TEXTS, PAUSES } from './offer-texts.ts';
import { PUBLIC_PLACES } from './places.ts';
import { pointGeometry } from './playgrounds.ts';
import { project } from './projection.ts';

export type SiteRow = RowOf<typeof offers.dataset>;
export type RunRow = RowOf<typeof offersAtSites>;
export type RegisterRow = RowOf<typeof offerRegister>;
export type TextRow = RowOf<typeof offerTexts>;
export type ProviderRow = RowOf<typeof offerProviders>;

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
    contact: null,
    geometry: pointGeometry(project(place.at)),
  }));
}

/**
 * Offers of the demo. The names are those of real programmes in Dortmund (Blick nach Dortmund, Jugendamt Dortmund 2019);
 * times, places, languages and dates are invented.
 */
const OFFERS = [...EARLY_OFFERS, ...LATER_OFFERS];

/** Keys of providers are made of their names. */
const providerKey = (name: string): string => `demo-${name.toLowerCase().replaceAll(/[^a-zäöüß0-9]+/g, '-')}`;

/** An address that can lead to nobody (RFC 2606). */
const emailOf = (name: string): string => {
  const words =
    name
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return `${words.join('.')}@traeger.example`;
};

/** Who offers something in the demo. */
export function providerRows(): ProviderRow[] {
  return [...new Set(OFFERS.map(({ provider }) => provider))].sort().map((name) => ({
    ...{ key: providerKey(name), name, person: null, email: emailOf(name), phone: null, website: null, note: null },
  }));
}

/** Each offer once. */
export function registerRows(): RegisterRow[] {
  return OFFERS.map((offer) => ({
    key: `demo-${offer.key}`,
    provider_key: providerKey(offer.provider),
    title: offer.title,
    kind: offer.kind,
    age_from: offer.ages[0],
    age_to: offer.ages[1],
    places: offer.places,
    languages: [...offer.languages],
    cost: offer.cost,
    registration: offer.registration,
    comes_to_you: offer.comesToYou ?? false,
    valid_from: offer.validFrom,
    valid_to: offer.validTo,
    last_confirmed_on: offer.confirmed,
    topic: OFFER_TEXTS[offer.key]?.topic ?? null,
    description: OFFER_TEXTS[offer.key]?.description ?? null,
    ...{ contact: null, website: null },
  }));
}

/** Where and when each offer runs. */
export function runRows(): RunRow[] {
  return OFFERS.flatMap((offer) =>
    offer.at.map(({ site, days, from, to }) => ({
      key: `demo-${offer.key}/${site}`,
      site_key: `demo-${site}`,
      offer_key: `demo-${offer.key}`,
      weekdays: [...days],
      starts_at: from,
      ends_at: to,
      recurrence: EVERY_OTHER_WEEK.has(`${offer.key}/${site}`) ? 'FREQ=WEEKLY;INTERVAL=2' : null,
      pauses_in_holidays: PAUSES.has(offer.key) ? true : null,
      ...{ cancelled_on: null, note: null },
    })),
  );
}

/** What the offers are called in other languages, and in plain German. */
export function textRows(): TextRow[] {
  return Object.entries(OFFER_TEXTS).flatMap(([offer, { texts }]) =>
    texts.map(([language, title, description, state]) => ({
      key: `demo-${offer}/${language}`,
      offer_key: `demo-${offer}`,
      language: language.slice(0, 2),
      plain: language === 'de-leicht',
      ...{ title, description, state },
    })),
  );
}
