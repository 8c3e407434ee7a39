import { html } from 'hono/html';
import type { Booklet, NumberedOffer } from '@quartierblick/gis/offers/booklet.ts';
import type { PublicOffer } from '@quartierblick/gis/offers/public.ts';
import { termLines, textIn } from '../find/offer-parts.ts';
import type { Html } from '../pages/frame.ts';
import { pictogram } from '../pages/pictograms.ts';
import { qrCode } from './qr.ts';
import { both, given, spoken } from './voice.ts';
import type { Voice, Voices } from './voice.ts';

/** What cards need beside their offer. */
export interface CardContext {
  booklet: Booklet;
  /** Public address of the installation, without a slash at the end. */
  root: string;
  /** ISO date. */
  today: string;
}

/** Letters from which a word in a title may be broken: a break in large type is read first. Two languages side by side are narrow. */
const LONG_IN_TITLES = { alone: 18, beside: 12 };
/** Cards that are written without a pause: in between others get their turn. */
const AT_ONCE = 25;
const pause = () => new Promise((resolve) => setImmediate(resolve));

const fact = (label: string, value: Html | string): Html => html`<span class="label">${label}:</span> ${value}`;

/** Facts on a line; null where nobody said one. */
function line(facts: readonly (Html | string | null)[]): Html | string {
  const known = facts.filter((one) => one !== null);
  return known.length === 0
    ? ''
    : html`<p>${known.map((one, i) => html`${i === 0 ? '' : ' · '}<span>${one}</span>`)}</p>`;
}

/** A range of times stays on its line. */
const unbroken = (times: string): string => times.replace(/(\d)–(\d)/g, '$1\u2060–\u2060$2');

/** Items one after the other, as the script does it. */
const list = ({ code }: Voice, items: readonly string[]): string => items.join(code === 'ar' ? '، ' : ', ');

/** Days and times by site; sites by their number on the map. */
function places({ runs, comesToYou }: PublicOffer, { words, formats, hyphens }: Voice, { sites }: Booklet): Html {
  const bySite = Map.groupBy(runs, ({ site }) => site);
  const lines = [...bySite].map(([key, own]) => {
    const site = sites.get(key);
    const name = site?.name ?? site?.address ?? null;
    return html`<li>
      ${site ? html`<a class="pin-no" href="#site-${site.number}">${site.number}</a>` : html`<span></span>`}
      <span
        >${name === null ? words.unknown : spoken(name, 'de', hyphens)}
        ${own.map((run) => html`<span class="times">${unbroken(formats.times(run))}</span>`)}
        ${own.map(({ note }) => (note === null ? '' : html`<span class="times">${given(note)}</span>`))}</span
      >
    </li>`;
  });
  return html`${comesToYou ? html`<p class="home">${words.atHome}</p>` : ''}
  ${
    lines.length === 0
      ? ''
      : html`<ul class="places" role="list">
          ${lines}
        </ul>`
  }`;
}

/** An offer in one language, with the code that leads to its page in that language. */
function told(
  { number, offer }: NumberedOffer,
  voice: Voice,
  { booklet, root, today }: CardContext,
  longInTitles: number,
): Html {
  const { words, formats, language, code, dir, hyphens } = voice;
  const text = textIn(offer, language);
  const url = `${root}/find/${encodeURIComponent(offer.key)}?lang=${language}`;
  // One of the two may still be German where the other one has been translated.
  const inGerman = code !== 'de' && (text.titleCode === 'de' || (text.description !== null && text.code === 'de'));
  const terms = termLines(offer, language, today);
  const remarks = [
    ...terms.filter((term) => term === words.stale),
    text.draft ? words.draft : '',
    text.onlyGerman || inGerman ? words.onlyGerman : '',
  ].filter(Boolean);
  const ends = terms.filter((term) => term !== words.stale);
  const registration = offer.registration === null ? words.unknown : offer.registration ? words.yes : words.no;
  return html`<div class="told" lang="${code}" dir="${dir}">
    <a class="scan" href="${url}">${qrCode(url)}<span class="visually-hidden">${words.scan}: ${number}</span></a>
    <h4>
      <span class="offer-no">${number}</span>
      ${spoken(text.title, text.titleCode, (said, its) => hyphens(said, its, longInTitles))}
    </h4>
    <p class="ages">${formats.ages(offer.ages)}</p>
    ${text.description === null ? '' : html`<p class="text">${spoken(text.description, text.code, hyphens)}</p>`}
    ${places(offer, voice, booklet)}
    ${line([fact(words.languages, list(voice, (offer.languages ?? []).map(formats.language)) || words.unknown)])}
    ${line([
      fact(words.cost, offer.cost === null ? words.costUnknown : given(offer.cost)),
      fact(words.registration, registration),
      ...ends,
    ])}
    ${line([
      offer.provider && fact(words.provider, spoken(offer.provider, 'de', hyphens)),
      offer.contact && fact(words.contact, given(offer.contact)),
      offer.website && fact(words.website, given(offer.website)),
    ])}
    ${remarks.map((remark) => html`<p class="remark">${remark}</p>`)}
  </div>`;
}

/** All offers as numbered cards, by kind. */
export async function cards(voices: Voices, context: CardContext): Promise<Html> {
  const groups: Html[] = [];
  let written = 0;
  for (const { of: kind, offers } of context.booklet.groups) {
    const own: Html[] = [];
    for (const offer of offers) {
      if (++written % AT_ONCE === 0) await pause();
      const className = voices.length > 1 ? 'offer twice' : 'offer';
      const long = voices.length > 1 ? LONG_IN_TITLES.beside : LONG_IN_TITLES.alone;
      const body = voices.map((voice) => told(offer, voice, context, long));
      own.push(html`<article class="${className}" id="offer-${offer.number}">${body}</article>`);
    }
    const [first, ...rest] = own;
    // The heading and its first card are one block: no page ends with a heading.
    groups.push(
      html`<div class="kind-start">
          <h3 class="kind">${pictogram(kind)}<span>${both(voices, ({ words }) => words.kinds[kind])}</span></h3>
          ${first}
        </div>
        ${rest}`,
    );
  }
  return html`<div class="cards">${groups}</div>`;
}
