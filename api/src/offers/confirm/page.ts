import { html } from 'hono/html';
import { OFFER_KINDS } from '@quartierblick/gis/layers/offers/kinds.ts';
import type { OfferKind } from '@quartierblick/gis/layers/offers/kinds.ts';
import { isStale } from '@quartierblick/gis/offers/answer.ts';
import { atRun, placedValues, PROPOSAL_KINDS } from '@quartierblick/gis/offers/proposal.ts';
import type { OfferName } from '@quartierblick/gis/offers/proposal.ts';
import { formatsOf } from '../../pages/formats.ts';
import { pageFrame } from '../../pages/frame.ts';
import type { Html } from '../../pages/frame.ts';
import { PAGE_WORDS } from '../../pages/words/index.ts';
import { today } from '../../properties/today.ts';
import { faultHtml, faultText, fieldHtml, labelOf } from './field-html.ts';
import { nameOf } from './form.ts';
import type { OfferEntry } from './form.ts';
import type { KeptProposal } from './proposals.ts';
import { CONFIRM_STYLE } from './style.ts';
import { siteAt, toldOf, valueText } from './told.ts';
import { CONFIRM_LANGUAGES, CONFIRM_WORDS } from './words.ts';
import type { ConfirmLanguage } from './words.ts';

/** What a provider sees. */
export interface ConfirmPage {
  language: ConfirmLanguage;
  provider: string;
  /** ISO date until which the link holds. */
  until: string;
  entries: readonly OfferEntry[];
  /** What became of what was sent last, by the offer's key. */
  decided: ReadonlyMap<string, KeptProposal>;
  /** Names of sites. */
  sites: ReadonlyMap<string, string>;
  /** How many were just confirmed, changed and reported as gone; null on a first visit. */
  sent: readonly [confirmed: number, changed: number, gone: number] | null;
  /** Something was sent, and nothing was said in it. */
  isEmpty: boolean;
}

const idOf = (i: number, what: string): string => `o${i}-${what.replaceAll(/[^\w-]/g, '_')}`;

/** A page of the link, in the two languages of the register. */
export function linkPage(language: ConfirmLanguage, title: string, body: Html): Html {
  const inLanguage = (one: string) => `?lang=${one}`;
  return pageFrame({ language, title, style: CONFIRM_STYLE, languages: CONFIRM_LANGUAGES, inLanguage, body });
}

/** A page that says one thing. */
export function messagePage(language: ConfirmLanguage, title: string, texts: readonly string[], back = false): Html {
  const words = CONFIRM_WORDS[language];
  const link = back ? html`<p><a href="?lang=${language}">${words.again}</a></p>` : '';
  return linkPage(
    language,
    title,
    html`<h1>${title}</h1>
      ${texts.map((text) => html`<p>${text}</p>`)}${link}`,
  );
}

function proposedList({ offer }: OfferEntry, { proposed }: KeptProposal, { sites, language }: ConfirmPage): Html {
  const rows = Object.entries(proposed).map(([place, value]) => {
    const site = siteAt(place, offer, sites);
    return html`<li>
      ${labelOf(place, language)}${site === null ? '' : html` (<bdi>${site}</bdi>)`}:
      <bdi class="kept">${valueText(place, value, language)}</bdi>
    </li>`;
  });
  return html`<ul>
    ${rows}
  </ul>`;
}

function stateOf(entry: OfferEntry, page: ConfirmPage): Html | '' {
  const words = CONFIRM_WORDS[page.language];
  const day = (at: string) => formatsOf(page.language).date(today(new Date(at)));
  const { waiting } = entry;
  if (waiting) {
    return html`<div class="state">
      <p>${words.waits(day(waiting.receivedAt))}</p>
      ${waiting.kind === 'gone' ? html`<p>${words.waitsGone}</p>` : ''}
      ${
        Object.keys(waiting.proposed).length > 0
          ? html`<p>${words.waitsChange}</p>
              ${proposedList(entry, waiting, page)}`
          : ''
      }
      ${waiting.remark === null ? '' : html`<p>${words.waitsRemark} <bdi class="kept">${waiting.remark}</bdi></p>`}
    </div>`;
  }
  const last = page.decided.get(entry.offer.key);
  if (!last || (last.kind === 'confirm' && last.remark === null)) return '';
  if (last.decision === 'rejected')
    return html`<div class="state">
      <p>${words.rejected(day(last.receivedAt))} <bdi class="kept">${last.reason ?? '–'}</bdi></p>
    </div>`;
  const whole = last.kind !== 'change' || (last.taken ?? []).length === Object.keys(last.proposed).length;
  const text = whole ? words.approved : words.approvedPart;
  return html`<div class="state"><p>${text(day(last.receivedAt))}</p></div>`;
}

function fieldsOf(entry: OfferEntry, i: number, { language, sites }: ConfirmPage): Html {
  const field = (place: string) =>
    fieldHtml(
      {
        ...{ id: idOf(i, place), name: nameOf(i, place), place },
        ...{ entered: entry.entered[place] ?? [], fault: entry.faults[place] },
      },
      language,
    );
  const own = (...names: OfferName[]) => names.map(field);
  const pair = (one: string, other: string) => html`<div class="pair">${field(one)} ${field(other)}</div>`;
  const runs = entry.offer.runs.map(
    (run) =>
      html`<div class="run" role="group" aria-labelledby="${idOf(i, run.key)}">
        <h3 id="${idOf(i, run.key)}">
          ${CONFIRM_WORDS[language].at(sites.get(String(run.fields['site_key'])) ?? String(run.fields['site_key']))}
        </h3>
        ${field(atRun('weekdays', run.key))} ${pair(atRun('starts_at', run.key), atRun('ends_at', run.key))}
      </div>`,
  );
  return html`<div class="fields">
    <p class="small muted">${CONFIRM_WORDS[language].correctHint}</p>
    ${runs} ${own('title', 'description')} ${pair('age_from', 'age_to')} ${own('languages')}
    ${pair('places', 'registration')} ${own('cost', 'contact')} ${pair('valid_from', 'valid_to')}
  </div>`;
}

function choices(entry: OfferEntry, i: number, title: string, language: ConfirmLanguage): Html {
  const words = CONFIRM_WORDS[language];
  const fault = entry.faults['choice'];
  const id = idOf(i, 'choice');
  const one = (value: string, text: string, className = '') =>
    html`<label class="${className}"
      ><input
        type="radio"
        name="${nameOf(i, 'choice')}"
        value="${value}"
        ${entry.choice === value ? html`checked` : ''}
      />
      <span>${text}</span></label
    >`;
  return html`<fieldset id="${id}" ${fault ? html`aria-describedby="${id}-fault"` : ''}>
    <legend>${words.is} <span class="visually-hidden">${title}</span></legend>
    ${faultHtml(id, fault, language)}
    <div class="choices">
      ${PROPOSAL_KINDS.map((kind) => one(kind, words.choices[kind]))} ${one('', words.choices.none, 'quiet')}
    </div>
  </fieldset>`;
}

function offerHtml(entry: OfferEntry, i: number, page: ConfirmPage): Html {
  const { language, sites } = page;
  const { offer, faults } = entry;
  const [words, say] = [CONFIRM_WORDS[language], PAGE_WORDS[language]];
  const title = String(offer.fields['title'] ?? '–');
  const kind = OFFER_KINDS[offer.fields['kind'] as OfferKind]?.[language];
  const confirmedOn = (offer.fields['last_confirmed_on'] ?? null) as string | null;
  const confirmed = confirmedOn === null ? words.never : say.confirmed(formatsOf(language).date(confirmedOn));
  const stale = confirmedOn !== null && isStale({ confirmedOn }, today()) ? words.stale : '';
  const remark = idOf(i, 'remark');
  const isOpen =
    entry.choice === 'change' || Object.keys(faults).some((place) => place !== 'remark' && place !== 'choice');
  return html`<section class="card" aria-labelledby="${idOf(i, 'title-of')}">
    <h2 id="${idOf(i, 'title-of')}"><bdi>${title}</bdi></h2>
    <p class="small muted">${[kind, confirmed, stale].filter(Boolean).join(' · ')}</p>
    ${stateOf(entry, page)}
    <dl class="told">
      ${toldOf(offer, sites, language).map(
        ([term, texts]) =>
          html`<dt>${term}</dt>
            ${texts.map((text) => html`<dd><bdi>${text}</bdi></dd>`)}`,
      )}
    </dl>
    <input type="hidden" name="${nameOf(i, 'key')}" value="${offer.key}" />
    <input type="hidden" name="${nameOf(i, 'version')}" value="${offer.version}" />
    <input type="hidden" name="${nameOf(i, 'seen')}" value="${JSON.stringify(placedValues(offer))}" />
    ${choices(entry, i, title, language)}
    <details ${isOpen ? html`open` : ''}>
      <summary>${words.correct} <span class="visually-hidden">${title}</span></summary>
      ${fieldsOf(entry, i, page)}
    </details>
    <div class="field">
      <label for="${remark}">${words.remark} <span class="visually-hidden">${title}</span></label>
      <textarea
        id="${remark}"
        name="${nameOf(i, 'remark')}"
        rows="2"
        dir="auto"
        aria-describedby="${remark}-hint${faults['remark'] ? ` ${remark}-fault` : ''}"
      >
${entry.remark}</textarea>
      <p class="small muted" id="${remark}-hint">${words.remarkHint}</p>
      ${faultHtml(remark, faults['remark'], language)}
    </div>
  </section>`;
}

/** What is wrong, all in one place, each with the way to it. */
function faultsHtml({ entries, isEmpty, language }: ConfirmPage): Html | '' {
  const words = CONFIRM_WORDS[language];
  const all = entries.flatMap(({ offer, faults }, i) =>
    Object.entries(faults).map(([place, fault]) => {
      const about = place === 'choice' || place === 'remark' ? '' : `, ${labelOf(place, language)}`;
      const where = `${String(offer.fields['title'] ?? '–')}${about}`;
      return html`<li>
        <a href="#${idOf(i, place)}"><bdi>${where}</bdi></a
        >: ${faultText(fault, language)}
      </li>`;
    }),
  );
  if (all.length === 0 && !isEmpty) return '';
  return html`<div class="note" role="alert">
    <h2>${words.wrong}</h2>
    <p>${all.length === 0 ? words.nothing : words.wrongLead}</p>
    ${
      all.length === 0
        ? ''
        : html`<ul>
            ${all}
          </ul>`
    }
  </div>`;
}

function thanks({ sent, language }: ConfirmPage): Html | '' {
  if (sent === null) return '';
  const words = CONFIRM_WORDS[language];
  const said = ([words.confirmed, words.changed, words.ended] as const).flatMap((text, i) => {
    const n = sent[i] ?? 0;
    return n > 0 ? [html`<p>${text(n)}</p>`] : [];
  });
  return html`<div class="good" role="status">
    <h2>${words.thanks}</h2>
    ${said}
    <p>${words.next}</p>
  </div>`;
}

/** The page on which a provider confirms or corrects the own offers; it needs no script. */
export function confirmPage(page: ConfirmPage): Html {
  const { language, provider, until, entries } = page;
  const [words, formats] = [CONFIRM_WORDS[language], formatsOf(language)];
  const faults = faultsHtml(page);
  const title = `${faults === '' ? '' : `${words.wrong}: `}${words.title} – ${provider}`;
  const form = html`<form method="post" action="?lang=${language}" novalidate>
    ${entries.map((entry, i) => offerHtml(entry, i, page))}
    <p><button class="button" type="submit">${words.send}</button></p>
  </form>`;
  const body = html`<h1>${words.title}</h1>
    <p>
      <strong><bdi>${provider}</bdi></strong> · ${words.offers(entries.length, formats.number(entries.length))}
    </p>
    ${thanks(page)} ${faults}
    <p>${words.lead} ${words.how}</p>
    ${entries.some(({ offer }) => offer.demo) ? html`<p class="note">${PAGE_WORDS[language].demo}</p>` : ''}
    ${entries.length === 0 ? html`<p>${words.none}</p>` : form}
    <footer>
      <p>${words.until(formats.date(until))}</p>
      <p>${words.ask}</p>
    </footer>`;
  return linkPage(language, title, body);
}
