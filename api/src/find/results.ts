import { html } from 'hono/html';
import { PROFILES } from '@quartierblick/gis/analysis/network/profiles.ts';
import type { Findings, Found } from '@quartierblick/gis/offers/find.ts';
import type { OfferSite } from '@quartierblick/gis/offers/answer.ts';
import { formatsOf } from '../pages/formats.ts';
import type { Html } from '../pages/frame.ts';
import type { PageLanguage } from '../pages/languages.ts';
import { pictogram } from '../pages/pictograms.ts';
import { PAGE_WORDS } from '../pages/words/index.ts';
import { siteText, spoken, termLines, textIn } from './offer-parts.ts';
import { findUrl } from './seeking.ts';
import type { Asked } from './seeking.ts';

export const RESULTS_STYLE = `
.results { display: grid; gap: 1rem; padding: 0; list-style: none; }
.offer-head { display: flex; gap: .75rem; align-items: center; }
.offer-head a { font-weight: 700; font-size: 1.2rem; }
.where { display: flex; gap: .5rem; align-items: baseline; }
.number { flex: none; min-width: 1.7rem; border-radius: 1rem; background: var(--accent); color: var(--on-accent); font-weight: 700; text-align: center; }
.facts { display: grid; gap: .2rem; padding: 0; list-style: none; }
`;

/** Results of one search, as they stand on the page. */
export interface Shown {
  findings: Findings;
  sites: ReadonlyMap<string, OfferSite>;
  /** Number of a site on the map, by its key. */
  numbers: ReadonlyMap<string, number>;
}

/** Minutes with a small child, by the walking speed of DIN 18034-1:2020-10 (200 m in 6 minutes). */
export const minutesFor = (metres: number): number =>
  Math.max(1, Math.round(metres / PROFILES['child-with-adult'].speed / 60));

function way({ offer, metres }: Found, language: PageLanguage, asked: Asked): string {
  const words = PAGE_WORDS[language];
  const { number } = formatsOf(language);
  if (offer.comesToYou) return words.comesToYou;
  if (asked.near === '') return '';
  return metres === null ? words.wayUnknown : words.onFoot(number(metres), number(minutesFor(metres)));
}

function card(found: Found, { sites, numbers }: Shown, language: PageLanguage, asked: Asked, today: string): Html {
  const { offer } = found;
  const words = PAGE_WORDS[language];
  const formats = formatsOf(language);
  const text = textIn(offer, language);
  const runs = offer.runs.map((run) => {
    const number = numbers.get(run.site);
    return html`<p class="where">
      ${number === undefined ? '' : html`<span class="number">${formats.number(number)}</span>`}
      <span>${spoken(siteText(sites.get(run.site)) || words.unknown, 'de')}<br />${formats.times(run)}</span>
    </p>`;
  });
  const far = way(found, language, asked);
  return html`<li class="card">
    <div class="offer-head">
      ${pictogram(offer.kind)}
      <h3>
        <a href="${findUrl(asked, language, `/find/${encodeURIComponent(offer.key)}`)}"
          >${spoken(text.title, text.titleCode)}</a
        >
      </h3>
    </div>
    <p class="muted">${words.kinds[offer.kind]} · ${formats.ages(offer.ages)}</p>
    ${far === '' ? '' : html`<p><strong>${far}</strong></p>`} ${runs}
    <p>${(offer.languages ?? []).map((code) => formats.language(code)).join(' · ')}</p>
    ${termLines(offer, language, today).map((line) => html`<p class="small muted">${line}</p>`)}
  </li>`;
}

/** How many fit, and each of them; what to do where none does. */
export function resultList(shown: Shown, language: PageLanguage, asked: Asked, today: string): Html {
  const words = PAGE_WORDS[language];
  const { number } = formatsOf(language);
  const { found, incomplete } = shown.findings;
  return html`<h2 id="results">
      ${found.length === 0 ? words.nothing : words.found(found.length, number(found.length))}
    </h2>
    ${found.length === 0 ? html`<p>${words.nothingHint}</p>` : ''}
    <ol class="results" role="list">
      ${found.map((one) => card(one, shown, language, asked, today))}
    </ol>
    ${incomplete === 0 ? '' : html`<p class="small muted">${words.incomplete(number(incomplete))}</p>`}`;
}
