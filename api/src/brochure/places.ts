import { html } from 'hono/html';
import type { Booklet, NumberedSite } from '@quartierblick/gis/offers/booklet.ts';
import type { Sql } from '../db.ts';
import type { Html } from '../pages/frame.ts';
import { quarterMap } from '../pages/quarter-map.ts';
import { offerNumbers } from './indexes.ts';
import type { Format } from './query.ts';
import { both, spoken } from './voice.ts';
import type { Voice, Voices } from './voice.ts';

/** Width to height of a map: on A5 it has a page of its own, on A4 the list of sites stands below it. */
const RATIOS: Readonly<Record<Format, number>> = { a5: 0.8, a4: 1.3 };

/** Maps with numbered sites. */
export async function maps(sql: Sql, voices: Voices, { maps: parts }: Booklet, format: Format): Promise<Html> {
  const drawn: Html[] = [];
  for (const [i, part] of parts.entries()) {
    const [first, last] = [part[0]?.number ?? 0, part.at(-1)?.number ?? 0];
    const title = `${voices[0].words.map}: ${voices[0].words.sites} ${first}–${last}`;
    const pins = part.map(({ at, number }) => ({ at, label: String(number) }));
    const map = await quarterMap(sql, { pins, title, ratio: RATIOS[format] });
    const range = parts.length === 1 ? '' : html` <span class="range">${first}–${last}</span>`;
    const heading = html`${both(voices, ({ words }) => words.map)}${range}`;
    drawn.push(
      html`<section class="page map-page">
        <h2>${heading}</h2>
        ${i === 0 ? html`<p class="lead">${both(voices, ({ own }) => own.numbers)}</p>` : ''}
        <figure>${map}</figure>
      </section>`,
    );
  }
  return html`${drawn}`;
}

const yesOrNo = ({ words }: Voice, value: boolean | null): string =>
  value === null ? words.unknown : value ? words.yes : words.no;

function siteEntry(voices: Voices, { number, name, address, stepFree, offers }: NumberedSite): Html {
  const { hyphens } = voices[0];
  return html`<li class="site" id="site-${number}">
    <span class="pin-no">${number}</span>
    <div>
      <p class="site-name">
        ${name === null ? both(voices, ({ words }) => words.unknown) : spoken(name, 'de', hyphens)}
      </p>
      ${address === null ? '' : html`<p>${spoken(address, 'de', hyphens)}</p>`}
      <p class="muted">${both(voices, (voice) => `${voice.words.stepFree}: ${yesOrNo(voice, stepFree)}`)}</p>
      <p class="numbers">${offerNumbers(offers)}</p>
    </div>
  </li>`;
}

/** Sites by their number, with address, whether one gets in without a step, and the offers there. */
export function siteList(voices: Voices, { maps: parts }: Booklet): Html {
  const entries = parts.flat().map((site) => siteEntry(voices, site));
  if (entries.length === 0) return html``;
  return html`<section class="page site-page">
    <h2>${both(voices, ({ words }) => words.sites)}</h2>
    <ol class="sites" role="list">
      ${entries}
    </ol>
  </section>`;
}
