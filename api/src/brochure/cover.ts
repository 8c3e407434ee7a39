import { html } from 'hono/html';
import type { Booklet } from '@quartierblick/gis/offers/booklet.ts';
import type { PublicOffers } from '@quartierblick/gis/offers/public.ts';
import type { DataSource } from '@quartierblick/gis/layers/define.ts';
import type { Html } from '../pages/frame.ts';
import { pictogram } from '../pages/pictograms.ts';
import type { Format } from './query.ts';
import { both, inEach } from './voice.ts';
import type { Voice, Voices } from './voice.ts';

/** What cover and imprint say of the whole. */
export interface About {
  format: Format;
  book: PublicOffers;
  booklet: Booklet;
  /** Name of the area. */
  area: Html;
  /** Languages that were asked for, ISO 639. */
  speaks: readonly string[];
  /** Offers left out because their languages are not recorded. */
  unknownLanguage: number;
  /** ISO dates. */
  on: string | null;
  today: string;
  /** Sources of the map. */
  ground: readonly DataSource[];
}

/** Of when the register is, and the day that was asked for. */
function dates({ book, on }: About, { words, own, formats }: Voice): string[] {
  return [
    ...(book.asOf === null ? [] : [words.asOf(formats.date(book.asOf))]),
    ...(on === null ? [] : [`${own.validOn} ${formats.date(on)}`]),
  ];
}

/** First page: for whom, where, of when. */
export function cover(voices: Voices, about: About): Html {
  const { booklet, book, speaks, area } = about;
  const kinds = booklet.groups.map(
    ({ of: kind }) => html`<li>${pictogram(kind)}<span>${both(voices, ({ words }) => words.kinds[kind])}</span></li>`,
  );
  return html`<section class="cover">
    <div class="cover-band">
      <p class="cover-area">${area}</p>
      <h1>${both(voices, ({ words }) => words.brochure)}</h1>
      <p class="cover-lead">${both(voices, ({ words }) => words.brochureLead)}</p>
    </div>
    <ul class="cover-kinds" role="list">
      ${kinds}
    </ul>
    <div class="cover-foot">
      <p class="cover-languages">
        ${voices.map(({ words, code }, i) => html`${i === 0 ? '' : ' · '}<span lang="${code}">${words.name}</span>`)}
      </p>
      ${speaks.length === 0 ? '' : inEach(voices, ({ words, formats }) => [`${words.languages}: ${speaks.map(formats.language).join(' · ')}`])}
      ${inEach(voices, (voice) => dates(about, voice))}
      ${book.demo ? html`<div class="cover-demo">${inEach(voices, ({ words }) => [words.demo])}</div>` : ''}
    </div>
  </section>`;
}

/** Name, attribution and licence; what one of them says already is not said twice. */
function sourceLine({ attribution, licence, name }: DataSource): Html {
  const parts = [name, attribution, licence];
  const said = parts.filter((part, i) => !parts.some((other, j) => i !== j && other.includes(part)));
  return html`<li><bdi dir="auto">${said.join(' · ')}</bdi></li>`;
}

/** Last page: sources, licences, dates, and how far the words have been checked. */
export function imprint(voices: Voices, about: About): Html {
  const { book, ground, today, unknownLanguage } = about;
  const sources = new Map([...book.source, ...ground].map((source) => [`${source.name} ${source.licence}`, source]));
  const notes = voices.flatMap(({ words, code, dir }) =>
    words.unchecked === null ? [] : [html`<p lang="${code}" dir="${dir}">${words.unchecked}</p>`],
  );
  return html`<section class="imprint">
    <h2>${both(voices, ({ own }) => own.imprint)}</h2>
    ${inEach(voices, (voice) => [
      ...dates(about, voice),
      `${voice.own.made} ${voice.formats.date(today)}`,
      ...(book.demo ? [voice.words.demo] : []),
      ...(unknownLanguage > 0 ? [voice.words.incomplete(voice.formats.number(unknownLanguage))] : []),
    ])}
    ${notes}
    <h3>${both(voices, ({ words }) => words.source)}</h3>
    <ul>
      ${[...sources.values()].map(sourceLine)}
    </ul>
  </section>`;
}
