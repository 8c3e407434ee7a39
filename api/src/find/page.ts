import { html } from 'hono/html';
import type { Context } from 'hono';
import type { Point } from '@quartierblick/gis/analysis/network/types.ts';
import type { OfferSite } from '@quartierblick/gis/offers/answer.ts';
import { findOffers } from '@quartierblick/gis/offers/find.ts';
import type { Found } from '@quartierblick/gis/offers/find.ts';
import type { PublicOffers } from '@quartierblick/gis/offers/public.ts';
import type { Html } from '../pages/frame.ts';
import type { PageLanguage } from '../pages/languages.ts';
import { quarterMap } from '../pages/quarter-map.ts';
import type { Pin } from '../pages/quarter-map.ts';
import { PAGE_WORDS } from '../pages/words/index.ts';
import type { Sql } from '../db.ts';
import { findForm } from './form.ts';
import type { NamedPlace } from './place.ts';
import { resultList } from './results.ts';
import { bandOf, findUrl } from './seeking.ts';
import type { Asked } from './seeking.ts';

/** Sites on the map; more would hide each other. */
const MOST_PINS = 24;

/** Numbers of the sites of what was found, in the order in which the list names them. */
function numbered(found: readonly Found[], sites: ReadonlyMap<string, OfferSite>): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const { offer } of found) {
    for (const { site } of offer.runs) {
      if (numbers.size >= MOST_PINS) return numbers;
      if (sites.has(site) && !numbers.has(site)) numbers.set(site, numbers.size + 1);
    }
  }
  return numbers;
}

/** Where it is searched from, and what else the words may mean. */
function placeLines(places: readonly NamedPlace[], language: PageLanguage, asked: Asked): Html | '' {
  if (asked.near === '') return '';
  const words = PAGE_WORDS[language];
  const [first, ...others] = places;
  if (!first) return html`<p class="note">${words.notFound(asked.near)}</p>`;
  return html`<p>${words.nearest(first.name)}</p>
    ${
      others.length === 0
        ? ''
        : html`<p class="small">
            ${words.didYouMean}
            ${others.map(
              ({ name }, i) =>
                html`${i > 0 ? ' · ' : ''}<a href="${findUrl({ ...asked, near: name }, language)}">${name}</a>`,
            )}
          </p>`
    }`;
}

/** What a search needs to be answered. */
export interface Search {
  sql: Sql;
  book: PublicOffers;
  language: PageLanguage;
  asked: Asked;
  places: readonly NamedPlace[];
  /** Metres on foot from the first place to the sites, by their keys. */
  metresTo: ReadonlyMap<string, number>;
  /** ISO date. */
  today: string;
}

/** Whether anything was asked for; the empty form shows no results. */
export const isAsked = (c: Context): boolean =>
  ['age', 'near', 'speaks', 'day'].some((name) => c.req.query(name) !== undefined);

/** The answer to a family: how many, the map, and each offer; the questions again below. */
export async function resultBody(search: Search): Promise<Html> {
  const { sql, book, language, asked, places, metresTo, today } = search;
  const words = PAGE_WORDS[language];
  const sites = new Map(book.sites.map((site) => [site.key, site]));
  const seeking = { ages: bandOf(asked), language: asked.speaks || null, days: asked.day };
  const findings = findOffers(book.offers, seeking, today, metresTo);
  const numbers = numbered(findings.found, sites);
  const pins = [...numbers].flatMap(([key, number]): Pin[] => {
    const at: Point | undefined = sites.get(key)?.at;
    return at ? [{ at, label: String(number) }] : [];
  });
  const map = await quarterMap(sql, { pins, here: places[0]?.at, title: `${words.map}. ${words.numbersOnMap}` });
  return html`<h1>${words.find}</h1>
    ${placeLines(places, language, asked)} ${pins.length === 0 ? '' : html`<p><a href="#map">${words.map}</a></p>`}
    ${resultList({ findings, sites, numbers }, language, asked, today)}
    ${map === null || pins.length === 0 ? '' : html`<figure id="map">${map}</figure>`}
    <section aria-labelledby="again">
      <h2 id="again">${words.startAgain}</h2>
      ${findForm(asked, language, spokenIn(book))}
    </section>`;
}

/** Languages in which there are offers, ISO 639 codes. */
export const spokenIn = ({ offers }: PublicOffers): string[] => [
  ...new Set(offers.flatMap(({ languages }) => languages ?? [])),
];
