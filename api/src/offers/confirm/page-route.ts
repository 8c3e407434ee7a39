import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { holdsOn } from '@quartierblick/gis/analysis/chain/offering.ts';
import { occasionOf } from '../../audit/actor.ts';
import { access } from '../../auth/access.ts';
import { hostOf } from '../../auth/address.ts';
import { countUse } from '../../auth/failures.ts';
import { CACHE } from '../../cache.ts';
import type { AppDeps } from '../../deps.ts';
import { DATABASE_AWAY, isDatabaseAway, Problem } from '../../errors.ts';
import { newRouter } from '../../openapi/router.ts';
import type { Html } from '../../pages/frame.ts';
import { pageLanguage } from '../../pages/languages.ts';
import { today } from '../../properties/today.ts';
import { LINK_PAGE_POLICY } from '../../security-headers.ts';
import { readRegister } from '../register-read.ts';
import { readForm, untouched } from './form.ts';
import type { OfferEntry } from './form.ts';
import { holderOf } from './links.ts';
import type { LinkHolder } from './links.ts';
import { confirmPage, messagePage } from './page.ts';
import type { ConfirmPage } from './page.ts';
import { keptProposals, siteNames } from './proposals.ts';
import { receive } from './receive.ts';
import { CONFIRM_WORDS } from './words.ts';
import type { ConfirmLanguage } from './words.ts';

/** Largest form: a hundred offers with long texts. */
const MOST_BYTES = 1024 * 1024;
/** How often may be sent by one link within a quarter of an hour; each mistake that is shown is one, too. */
const SENDS = 60;
const WINDOW_S = 900;

const languageOf = (c: Context): ConfirmLanguage => (pageLanguage(c) === 'en' ? 'en' : 'de');

/** Nobody keeps the page, finds it by searching, or learns of its address from where it leads. */
const HEADERS = {
  'Cache-Control': CACHE.none,
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
  'Content-Security-Policy': LINK_PAGE_POLICY,
} as const;

async function answer(c: Context, page: Html, status: ContentfulStatusCode): Promise<Response> {
  for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
  c.header('Content-Language', languageOf(c));
  return c.html(await page, status);
}

const message = (c: Context, title: string, texts: readonly string[], status: ContentfulStatusCode, back = false) =>
  answer(c, messagePage(languageOf(c), title, texts, back), status);

/** The same for a wrong, an expired and an ended link: who has it not learns nothing by trying. */
function voidLink(c: Context): Promise<Response> {
  const words = CONFIRM_WORDS[languageOf(c)];
  return message(c, words.void, [words.voidLead, words.voidAsk], 404);
}

/** What went wrong, as a page: nobody who follows a link can read problem details. */
async function told(c: Context, work: () => Promise<Response>): Promise<Response> {
  const language = languageOf(c);
  try {
    return await work();
  } catch (error) {
    const details = isDatabaseAway(error) ? DATABASE_AWAY : error instanceof Problem ? error.details : null;
    if (!details) throw error;
    const { title, detail, status } = details;
    const texts = detail ? [detail[language]] : [];
    return message(
      c,
      title[language],
      status === 403 ? texts : [...texts, CONFIRM_WORDS[language].later],
      status,
      true,
    );
  }
}

const limit = bodyLimit({
  maxSize: MOST_BYTES,
  onError: (c) => {
    const words = CONFIRM_WORDS[languageOf(c)];
    return message(c, words.failed, [words.tooMuch], 413, true);
  },
});

/**
 * Whether a page of somebody else's sent the form. What allows anything here is the secret in the address and no cookie, so such a
 * page would have to know it; browsers send no origin from a page that tells no referrer, so `null` is our own page, too.
 */
function isForeign(c: Context, baseUrl: string | undefined): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = c.req.header('origin');
  if (origin === undefined || origin === 'null') return false;
  const own = [hostOf(c), ...(baseUrl === undefined ? [] : [new URL(baseUrl).host])];
  return !URL.canParse(origin) || !own.includes(new URL(origin).host);
}

/** How many were confirmed, changed and reported as gone, from the address after sending. */
function sentOf(text: string | undefined): ConfirmPage['sent'] {
  const [, ...counts] = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text ?? '') ?? [];
  return counts.length === 3 ? [Number(counts[0]), Number(counts[1]), Number(counts[2])] : null;
}

/** Pages of secret links, on which providers confirm their offers without an account. */
export function confirmPages({ db, env }: AppDeps) {
  const { sql } = db;
  /** The provider's own offers that have not ended, with what waits and what was decided. */
  async function own({ provider }: LinkHolder) {
    const day = today();
    const [register, kept, sites] = await Promise.all([
      readRegister(sql, { provider }),
      keptProposals(sql, sql`provider_key = ${provider} and decision is distinct from 'replaced'`),
      siteNames(sql),
    ]);
    const holds = (validTo: unknown) =>
      holdsOn({ validFrom: null, validTo: typeof validTo === 'string' ? validTo : null }, day);
    const offers = register.filter(({ fields }) => holds(fields['valid_to']));
    const waiting = new Map(kept.flatMap((one) => (one.decision === null ? [[one.offer, one] as const] : [])));
    const decided = new Map(kept.flatMap((one) => (one.decision === null ? [] : [[one.offer, one] as const])));
    return { offers, waiting, decided, sites };
  }
  const page = (
    c: Context,
    { name, expiresAt }: LinkHolder,
    { decided, sites }: Awaited<ReturnType<typeof own>>,
    entries: readonly OfferEntry[],
    isEmpty = false,
  ) => {
    const sent = c.req.method === 'GET' ? sentOf(c.req.query('sent')) : null;
    const until = today(new Date(expiresAt));
    return confirmPage({ language: languageOf(c), provider: name, until, entries, decided, sites, sent, isEmpty });
  };

  return newRouter()
    .get('/:token', access('public').middleware, (c) =>
      told(c, async () => {
        const holder = await holderOf(sql, c.req.param('token'));
        if (!holder) return voidLink(c);
        const mine = await own(holder);
        const entries = mine.offers.map((offer) => untouched(offer, mine.waiting.get(offer.key) ?? null));
        return answer(c, page(c, holder, mine, entries), 200);
      }),
    )
    .post('/:token', access('public').middleware, limit, (c) =>
      told(c, async () => {
        const words = CONFIRM_WORDS[languageOf(c)];
        if (isForeign(c, env.baseUrl)) return message(c, words.failed, [words.foreign], 403);
        const holder = await holderOf(sql, c.req.param('token'));
        if (!holder) return voidLink(c);
        await countUse(sql, `confirm:${holder.link}`, SENDS, WINDOW_S);
        const text = await c.req.text();
        // A body without a length is only counted while it is read.
        if (text.length > MOST_BYTES) return message(c, words.failed, [words.tooMuch], 413, true);
        const mine = await own(holder);
        const entries = readForm(new URLSearchParams(text), mine.offers, mine.waiting);
        const said = entries.flatMap((entry) => entry.said ?? []);
        const isWrong = entries.some(({ faults }) => Object.keys(faults).length > 0);
        if (isWrong || said.length === 0) return answer(c, page(c, holder, mine, entries, !isWrong), 422);
        await receive(db, holder, occasionOf(c, 'Link des Trägers / provider’s link'), said);
        const counts = (['confirm', 'change', 'gone'] as const).map(
          (kind) => said.filter((one) => one.kind === kind).length,
        );
        c.header('Referrer-Policy', HEADERS['Referrer-Policy']);
        c.header('Cache-Control', CACHE.none);
        return c.redirect(`?lang=${languageOf(c)}&sent=${counts.join('.')}`, 303);
      }),
    );
}
