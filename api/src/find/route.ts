import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { PublicOffers } from '@quartierblick/gis/offers/public.ts';
import { access } from '../auth/access.ts';
import { CACHE } from '../cache.ts';
import type { AppDeps } from '../deps.ts';
import type { WalkNetwork } from '../network/service.ts';
import type { OfferBook } from '../offers/book.ts';
import { newRouter } from '../openapi/router.ts';
import { summary } from '../openapi/summary.ts';
import { pageFrame, provenance } from '../pages/frame.ts';
import type { Html } from '../pages/frame.ts';
import { pageLanguage } from '../pages/languages.ts';
import type { PageLanguage } from '../pages/languages.ts';
import { quarterMap } from '../pages/quarter-map.ts';
import { PAGE_WORDS } from '../pages/words/index.ts';
import { projectLand } from '../project/land.ts';
import { keySchema } from '../properties/declared.ts';
import { today } from '../properties/today.ts';
import { FAMILY_PAGE_POLICY } from '../security-headers.ts';
import { offerCalendar } from './calendar.ts';
import { findForm, FORM_STYLE } from './form.ts';
import { offerBody, OFFER_STYLE } from './offer-page.ts';
import { textIn } from './offer-parts.ts';
import { isAsked, resultBody, spokenIn } from './page.ts';
import type { PlaceNames } from './place.ts';
import { RESULTS_STYLE } from './results.ts';
import { findUrl, listUrl, seekingSchema } from './seeking.ts';

const page = { 200: { description: 'A page', content: { 'text/html': { schema: z.string() } } } };
const common = { tags: ['offers'], ...access('public') };

// Parsed by `seekingSchema` within: what a form or a shared link holds is answered with a page, not with a problem in JSON.
const findRoute = createRoute({
  method: 'get',
  path: '/',
  ...common,
  ...summary('Angebote finden: Seite für Familien, ohne Skripte', 'Find offers: a page for families, without scripts'),
  responses: page,
});
const offerRoute = createRoute({
  method: 'get',
  path: '/{key}',
  ...common,
  ...summary('Ein Angebot: Seite für Familien', 'One offer: a page for families'),
  request: { params: z.object({ key: keySchema.openapi({ param: { name: 'key', in: 'path' } }) }) },
  responses: { ...page, 404: { description: 'There is no such offer; a page that says so' } },
});
const calendarRoute = createRoute({
  method: 'get',
  path: '/{key}/dates.ics',
  ...common,
  ...summary('Termine eines Angebots (iCalendar)', 'Dates of an offer (iCalendar)'),
  request: { params: z.object({ key: keySchema.openapi({ param: { name: 'key', in: 'path' } }) }) },
  responses: {
    200: { description: 'RFC 5545', content: { 'text/calendar': { schema: z.string() } } },
    404: { description: 'There is no such offer, or no days of it are known; a page that says so' },
  },
});

/** Pages on which families find offers, written by the server: they work on an old phone, with a slow line and without scripts. */
export function findRoutes({ db: { sql }, env }: AppDeps, book: OfferBook, places: PlaceNames, network: WalkNetwork) {
  const rootOf = (url: string) => env.baseUrl ?? new URL(url).origin;
  const landOf = async () => (await projectLand(sql)) ?? '';

  function answer(
    c: Context,
    language: PageLanguage,
    title: string,
    style: string,
    body: Html,
    status: 200 | 400 | 404 = 200,
  ) {
    const inLanguage = (other: PageLanguage) => {
      // Where nothing is, the page does not say again what was looked for.
      if (status === 404) return findUrl({}, other);
      const query = new URLSearchParams(new URL(c.req.url).search);
      query.set('lang', other);
      return `${c.req.path}?${query}`;
    };
    return c.html(pageFrame({ language, title, style, inLanguage, body }), status, {
      'Cache-Control': CACHE.revalidate,
      'Content-Security-Policy': FAMILY_PAGE_POLICY,
      'Content-Language': language === 'leicht' ? 'de' : language,
      Vary: 'Accept-Language',
    });
  }

  const footer = (language: PageLanguage, offers: PublicOffers) =>
    html`<footer>${provenance(language, offers)}</footer>`;

  function noOffer(c: Context, language: PageLanguage) {
    const words = PAGE_WORDS[language];
    const body = html`<h1>${words.gone}</h1>
      <p><a href="${findUrl({}, language)}">${words.find}</a></p>`;
    return answer(c, language, words.gone, '', body, 404);
  }

  async function metresFrom(
    at: readonly [number, number] | undefined,
    offers: PublicOffers,
  ): Promise<Map<string, number>> {
    if (!at) return new Map();
    const { metres } = await network.ways(
      at,
      offers.sites.map((site) => site.at),
    );
    return new Map(
      offers.sites.flatMap(({ key }, i) => (metres[i] === null || metres[i] === undefined ? [] : [[key, metres[i]]])),
    );
  }

  return newRouter()
    .openapi(findRoute, async (c) => {
      const language = pageLanguage(c);
      const words = PAGE_WORDS[language];
      const offers = await book.read();
      const parsed = seekingSchema.safeParse({ ...c.req.query(), day: c.req.queries('day') });
      const asked = parsed.data ?? seekingSchema.parse({});
      const form = html`<h1>${words.find}</h1>
        <p>${words.findLead}</p>
        ${parsed.success ? '' : html`<p class="note">${words.badLink}</p>`}
        ${findForm(asked, language, spokenIn(offers))}`;
      if (!parsed.success || !isAsked(c)) {
        const body = html`${form}${footer(language, offers)}`;
        return answer(c, language, words.find, FORM_STYLE, body, parsed.success ? 200 : 400);
      }
      const near = asked.near === '' ? [] : await places.find(asked.near);
      const metresTo = await metresFrom(near[0]?.at, offers);
      const results = await resultBody({ sql, book: offers, language, asked, places: near, metresTo, today: today() });
      return answer(c, language, words.find, FORM_STYLE + RESULTS_STYLE, html`${results}${footer(language, offers)}`);
    })
    .openapi(offerRoute, async (c) => {
      const language = pageLanguage(c);
      const offers = await book.read();
      const { key } = c.req.valid('param');
      const offer = offers.offers.find((one) => one.key === key);
      if (!offer) return noOffer(c, language);
      const sites = new Map(offers.sites.map((site) => [site.key, site]));
      const runsAt = [...new Set(offer.runs.map(({ site }) => site))].flatMap((site) => sites.get(site) ?? []);
      const words = PAGE_WORDS[language];
      const title = textIn(offer, language).title;
      const pins = runsAt.map(({ at }) => ({ at, label: '' }));
      const map = await quarterMap(sql, { pins, title: `${words.map}: ${runsAt.map(({ name }) => name).join(', ')}` });
      const own = `/find/${encodeURIComponent(key)}`;
      const asked = seekingSchema.safeParse({ ...c.req.query(), day: c.req.queries('day') }).data ?? {};
      const body = offerBody({
        ...{ offer, sites, language, map, today: today(), land: await landOf() },
        back: listUrl(asked, language),
        share: findUrl({}, language, own),
        calendar: findUrl({}, language, `${own}/dates.ics`),
      });
      return answer(c, language, title, OFFER_STYLE, html`${body}${footer(language, offers)}`);
    })
    .openapi(calendarRoute, async (c) => {
      const language = pageLanguage(c);
      const { offers, sites } = await book.read();
      const { key } = c.req.valid('param');
      const offer = offers.find((one) => one.key === key);
      const calendar =
        offer &&
        offerCalendar({
          ...{ offer, text: textIn(offer, language), sites: new Map(sites.map((site) => [site.key, site])) },
          url: `${rootOf(c.req.url)}${findUrl({}, language, `/find/${encodeURIComponent(key)}`)}`,
          ...{ land: await landOf(), today: today() },
        });
      if (!calendar) return noOffer(c, language);
      return c.body(calendar, 200, {
        'Content-Type': 'text/calendar; charset=utf-8',
        'Content-Disposition': 'attachment; filename="termine.ics"',
        'Cache-Control': CACHE.revalidate,
      });
    });
}
