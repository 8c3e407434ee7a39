import { html } from 'hono/html';
import type { AgeRange } from '@quartierblick/gis/analysis/chain/ages.ts';
import type { Booklet, IndexEntry } from '@quartierblick/gis/offers/booklet.ts';
import type { Html } from '../pages/frame.ts';
import { pictogram } from '../pages/pictograms.ts';
import { both } from './voice.ts';
import type { Voice, Voices } from './voice.ts';

/** Numbers of offers, each leading to its card on screen. */
export const offerNumbers = (numbers: readonly number[]): Html =>
  html`${numbers.map((number) => html`<a class="offer-no" href="#offer-${number}">${number}</a> `)}`;

/** The offers behind a heading, by kind, in the order of their numbers. */
function entry<T>(voices: Voices, { of, offers }: IndexEntry<T>, name: (voice: Voice, of: T) => string): Html {
  const kinds = [...Map.groupBy(offers, ({ offer }) => offer.kind)].map(
    ([kind, own]) =>
      html`<li>
        ${pictogram(kind)}<span>${both(voices, ({ words }) => words.kinds[kind])}</span>
        <span class="numbers">${offerNumbers(own.map(({ number }) => number))}</span>
      </li>`,
  );
  return html`<div class="entry">
    <h3>${both(voices, (voice) => name(voice, of))}</h3>
    <ul role="list">
      ${kinds}
    </ul>
  </div>`;
}

/** Indexes by age and by day of the week; they refer to the numbers of the offers. */
export function indexes(voices: Voices, { byAge, byDay }: Booklet): Html {
  const age = (voice: Voice, band: AgeRange | null) =>
    band === null ? voice.words.agesUnknown : voice.formats.step(band);
  return html`<section class="page">
      <h2>${both(voices, ({ words }) => words.byAge)}</h2>
      <div class="index">${byAge.map((one) => entry(voices, one, age))}</div>
    </section>
    <section class="next">
      <h2>${both(voices, ({ words }) => words.byDay)}</h2>
      <div class="index">
        ${byDay.map((one) =>
          entry(voices, one, ({ words, formats }, day) => (day === null ? words.noDay : formats.weekday(day))),
        )}
      </div>
    </section>`;
}
