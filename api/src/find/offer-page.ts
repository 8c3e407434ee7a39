import { html } from 'hono/html';
import type { OfferSite } from '@quartierblick/gis/offers/answer.ts';
import type { PublicOffer } from '@quartierblick/gis/offers/public.ts';
import { heldOn } from '@quartierblick/gis/offers/times.ts';
import { formatsOf } from '../pages/formats.ts';
import type { Html } from '../pages/frame.ts';
import type { PageLanguage } from '../pages/languages.ts';
import { pictogram } from '../pages/pictograms.ts';
import { PAGE_WORDS } from '../pages/words/index.ts';
import { siteText, spoken, termLines, textIn } from './offer-parts.ts';

export const OFFER_STYLE = `
.title { display: flex; gap: .9rem; align-items: center; }
.told { white-space: pre-line; }
dl.offer { display: grid; gap: .9rem; }
dl.offer dt { color: var(--ink-2); font-size: 1rem; }
dl.offer dd { margin: 0; }
dl.offer dd + dd { margin-top: .6rem; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; }
`;

export interface OfferOnPage {
  offer: PublicOffer;
  sites: ReadonlyMap<string, OfferSite>;
  language: PageLanguage;
  /** ISO date. */
  today: string;
  land: string;
  map: Html | null;
  /** Addresses: of the list, of this page alone, of its calendar. */
  back: string;
  share: string;
  calendar: string;
}

/** Dates that are told of one site. */
const NEXT = 4;

/** Only the web's own addresses become links: what people type could be a script. */
function website(text: string): Html | string {
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  return URL.canParse(address) && /^[\w.-]+\.[a-z]{2,}([/?#]|$)/i.test(address.replace(/^https?:\/\//i, ''))
    ? html`<a href="${address}" rel="noopener noreferrer">${text}</a>`
    : text;
}

function rows(page: OfferOnPage): [label: string, value: Html | string][] {
  const { offer, sites, language, today, land } = page;
  const words = PAGE_WORDS[language];
  const formats = formatsOf(language);
  const sure = (value: boolean | null | undefined) =>
    value === null || value === undefined ? words.unknown : value ? words.yes : words.no;
  const places = offer.runs.map((run) => {
    const site = sites.get(run.site);
    const next = heldOn(run, offer, today, land, NEXT).map((day) => formats.shortDate(day));
    return html`<dd>
      <strong>${spoken(siteText(site) || words.unknown, 'de')}</strong><br />${formats.times(run)}${
        run.note === null ? '' : html`<br />${spoken(run.note, 'de')}`
      }${
        next.length === 0 ? '' : html`<br /><span class="muted">${words.nextDates}: ${next.join(' · ')}</span>`
      }<br /><span class="muted">${words.stepFree}: ${sure(site?.stepFree)}</span>
    </dd>`;
  });
  const told: [string, Html | string | null][] = [
    [words.who, formats.ages(offer.ages)],
    [
      `${words.where} · ${words.when}`,
      offer.comesToYou
        ? html`<dd>${words.comesToYou}</dd>
            ${places}`
        : html`${places}`,
    ],
    [words.languages, (offer.languages ?? []).map((code) => formats.language(code)).join(', ') || words.unknown],
    [words.cost, offer.cost === null ? words.costUnknown : spoken(offer.cost, 'de')],
    [words.registration, sure(offer.registration)],
    [words.provider, offer.provider === null ? null : spoken(offer.provider, 'de')],
    [words.contact, offer.contact === null ? null : spoken(offer.contact, 'de')],
    [words.website, offer.website === null ? null : website(offer.website)],
  ];
  return told.flatMap(([label, value]) => (value === null ? [] : [[label, value] as [string, Html | string]]));
}

/** All about one offer. */
export function offerBody(page: OfferOnPage): Html {
  const { offer, language, today } = page;
  const words = PAGE_WORDS[language];
  const formats = formatsOf(language);
  const text = textIn(offer, language);
  const where = `${words.where} · ${words.when}`;
  const others = offer.texts.filter(
    ({ language: code, plain, title, description }) =>
      (title ?? description) !== null && !(code === text.code && plain === (language === 'leicht')),
  );
  const hasDates = offer.runs.some((run) => heldOn(run, offer, today, page.land, 1).length > 0);
  return html`<p><a href="${page.back}">${words.back}</a></p>
    <div class="title">
      ${pictogram(offer.kind)}
      <div>
        <h1>${spoken(text.title, text.titleCode)}</h1>
        <p class="muted">${words.kinds[offer.kind]}</p>
      </div>
    </div>
    ${text.description === null ? '' : html`<p class="told">${spoken(text.description, text.code)}</p>`}
    ${text.draft ? html`<p class="small muted">${words.draft}</p>` : ''}
    ${text.onlyGerman ? html`<p class="small muted">${words.onlyGerman}</p>` : ''}
    ${termLines(offer, language, today).map((line) => html`<p class="${line === words.stale ? 'note' : 'muted'}">${line}</p>`)}
    <dl class="offer card">
      ${rows(page).map(
        ([label, value]) =>
          html`<div>
            <dt>${label}</dt>
            ${label === where ? value : html`<dd>${value}</dd>`}
          </div>`,
      )}
    </dl>
    <div class="actions">
      ${hasDates ? html`<a class="button" href="${page.calendar}">${words.calendar}</a>` : ''}
      <a class="button quiet" href="${page.share}">${words.share}</a>
    </div>
    ${page.map === null ? '' : html`<figure>${page.map}</figure>`}
    ${
      others.length === 0
        ? ''
        : html`<section aria-labelledby="others">
            <h2 id="others">${words.inOther}</h2>
            ${others.map(
              (other) =>
                html`<div class="card">
                  <p class="small muted">
                    ${formats.language(other.language)}${other.plain ? ` (${PAGE_WORDS.leicht.name})` : ''}
                  </p>
                  ${other.title === null ? '' : html`<h3>${spoken(other.title, other.language)}</h3>`}
                  ${other.description === null ? '' : html`<p class="told">${spoken(other.description, other.language)}</p>`}
                  ${other.state === 'checked' ? '' : html`<p class="small muted">${words.draft}</p>`}
                </div>`,
            )}
          </section>`
    }
    ${offer.confirmedOn === null ? '' : html`<p class="small muted">${words.confirmed(formats.date(offer.confirmedOn))}</p>`}`;
}
