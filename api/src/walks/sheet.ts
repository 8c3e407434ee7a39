import { html } from 'hono/html';
import { placeOf } from '@quartierblick/gis/network/lon-lat.ts';
import type { Walk, WalkCard } from '@quartierblick/gis/walks/walk.ts';
import { qrCode } from '../brochure/qr.ts';
import type { Sql } from '../db.ts';
import { pageFrame } from '../pages/frame.ts';
import type { Html } from '../pages/frame.ts';
import { quarterMap } from '../pages/quarter-map.ts';
import { SHEET_STYLE } from './sheet-style.ts';
import { SHEET_WORDS } from './sheet-words.ts';
import type { SheetLanguage, SheetWords } from './sheet-words.ts';

/** What a sheet is printed of. */
export interface Sheet {
  walk: Walk;
  /** Those that its stops have. */
  cards: readonly WalkCard[];
  language: SheetLanguage;
  /** Where one joins: an address with a code that holds; null: none was given; `void`: it does not hold. */
  join: { url: string; code: string; until: string } | null | 'void';
  /** Address of the same sheet in another language. */
  inLanguage: (language: SheetLanguage) => string;
}

const ZONE = 'Europe/Berlin';
const LOCALE = { de: 'de-DE', en: 'en-GB' } as const;
const format = (language: SheetLanguage, options: Intl.DateTimeFormatOptions) => {
  const made = new Intl.DateTimeFormat(LOCALE[language], { timeZone: ZONE, ...options });
  return (moment: string) => made.format(new Date(moment));
};

function joinBox(words: SheetWords, { join, language }: Sheet): Html {
  if (join === null) return html``;
  if (join === 'void') return html`<p class="note">${words.voidCode}</p>`;
  const until = format(language, { dateStyle: 'medium', timeStyle: 'short' })(join.until);
  return html`<section class="join card">
    <div class="code">${qrCode(join.url)}</div>
    <div>
      <h2>${words.join}</h2>
      <p>${words.joinHow}</p>
      <p class="address">${join.url.replace(/^https?:\/\//, '')}</p>
      <p>${words.code}: <strong class="spelled">${join.code}</strong></p>
      <p class="small muted">${words.until(until)}</p>
    </div>
  </section>`;
}

/** Questions of a card as they are asked, for those who write on paper. */
const question = ({ items }: WalkCard, language: SheetLanguage) =>
  items.map(({ title, options }) => {
    const boxes = options.map((option) => html`<span class="box">${option.title[language]}</span>`);
    return html`<li>${title[language]} ${boxes}<span class="blank" aria-hidden="true"></span></li>`;
  });

function stopEntry(sheet: Sheet, index: number): Html {
  const { walk, cards, language } = sheet;
  const words = SHEET_WORDS[language];
  const stop = walk.stops[index];
  if (!stop) return html``;
  const times = walk.times[index];
  const leg = walk.route?.legs[index];
  const clock = format(language, { hour: '2-digit', minute: '2-digit' });
  const facts = [
    ...(times ? [words.at(clock(times.arrives))] : []),
    words.minutes(stop.minutes ?? walk.minutesAStop),
    ...(times?.dark ? [words.dark] : []),
  ];
  const own = stop.cards.flatMap((key) => cards.find((card) => card.key === key) ?? []);
  return html`<li class="stop">
    <span class="pin-no">${index + 1}</span>
    <div>
      <h3>${stop.name}</h3>
      <p class="muted">${facts.join(' · ')}</p>
      ${own.map(
        (card) =>
          html`<p class="card-title">
              ${language === 'en' ? (card.titleEn ?? card.title) : card.title}
              ${card.roles.length > 0 ? html`<span class="muted">(${words.roles(card.roles)})</span>` : ''}
            </p>
            <ul class="questions">
              ${question(card, language)}
            </ul>`,
      )}
      ${leg && leg.metres !== null && leg.seconds !== null ? html`<p class="leg">${words.leg(leg.metres, leg.seconds)}</p>` : ''}
    </div>
  </li>`;
}

/**
 * A walk on paper: where and when, the map with numbered stops and the route, the questions with room to write, and a code to join by.
 * Says nothing of what a stop was picked from: the sheet is handed to guests.
 */
export async function sheetPage(sql: Sql, sheet: Sheet): Promise<Html> {
  const { walk, language } = sheet;
  const words = SHEET_WORDS[language];
  const pins = walk.stops.map(({ lon, lat }, i) => ({ at: placeOf([lon, lat]), label: String(i + 1) }));
  const ways = (walk.route?.legs ?? []).map(({ line }) => line.map(placeOf));
  const map = await quarterMap(sql, { pins, ways, title: words.map(walk.stops.length), ratio: 1.3 });
  const day = format(language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })(walk.startsAt);
  const clock = format(language, { hour: '2-digit', minute: '2-digit' });
  return pageFrame({
    language,
    title: walk.title,
    style: SHEET_STYLE,
    languages: ['de', 'en'],
    inLanguage: (one) => sheet.inLanguage(one === 'en' ? 'en' : 'de'),
    body: html`<header class="top">
        <div>
          <h1>${walk.title}</h1>
          <p><strong>${day}, ${words.at(clock(walk.startsAt))}</strong></p>
          ${walk.meetingPoint ? html`<p>${words.meetingPoint}: ${walk.meetingPoint}</p>` : ''}
          ${walk.purpose ? html`<p>${walk.purpose}</p>` : ''}
          ${walk.route ? html`<p class="muted">${words.figures(walk.route.metres, clock(walk.endsAt ?? walk.startsAt))}</p>` : ''}
          ${walk.demo ? html`<p class="note">${words.demo}</p>` : ''}
        </div>
        <button type="button" class="button" id="print" hidden>${words.print}</button>
      </header>
      ${joinBox(words, sheet)} ${map === null ? '' : html`<figure>${map}</figure>`}
      <section>
        <h2>${words.stops}</h2>
        ${walk.stops.length === 0 ? html`<p class="note">${words.noStops}</p>` : ''}
        <ol class="stops" role="list">
          ${walk.stops.map((_, i) => stopEntry(sheet, i))}
        </ol>
      </section>
      <script src="../../../brochure/print.js" defer></script>`,
  });
}
