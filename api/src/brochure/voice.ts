import { html } from 'hono/html';
import { spoken as unbroken } from '../find/offer-parts.ts';
import { directionOf } from '@quartierblick/gis/offers/direction.ts';
import type { Html } from '../pages/frame.ts';
import { formatsOf } from '../pages/formats.ts';
import type { PageFormats } from '../pages/formats.ts';
import type { Hyphens } from '../pages/hyphens.ts';
import { codeOf } from '../pages/languages.ts';
import type { PageLanguage } from '../pages/languages.ts';
import { PAGE_WORDS } from '../pages/words/index.ts';
import type { PageWords } from '../pages/words/type.ts';
import { BROCHURE_WORDS } from './words.ts';
import type { BrochureWords } from './words.ts';

/** A language in which a brochure speaks; it has one or two. */
export interface Voice {
  language: PageLanguage;
  code: string;
  dir: 'ltr' | 'rtl';
  words: PageWords;
  own: BrochureWords;
  formats: PageFormats;
  hyphens: Hyphens;
}
export type Voices = readonly [Voice, ...Voice[]];

export const voiceOf = (language: PageLanguage, hyphens: Hyphens): Voice => ({
  language,
  code: codeOf(language),
  dir: directionOf(codeOf(language)),
  words: PAGE_WORDS[language],
  own: BROCHURE_WORDS[language],
  formats: formatsOf(language),
  hyphens,
});

/** The same in each language of the brochure, the second one lighter. What both say alike stands once. */
export function both(voices: Voices, say: (voice: Voice) => string): Html {
  const said = voices.map((voice) => ({ voice, text: say(voice) }));
  const different = said.filter(({ text }, i) => said.findIndex((other) => other.text === text) === i);
  return html`${different.map(({ voice: { code, dir, hyphens }, text }, i) => {
    const className = i === 0 ? 'said' : 'said also';
    const words = html`<span class="${className}" lang="${code}" dir="${dir}">${hyphens(text, code)}</span>`;
    // Outside of both, or a script that runs the other way would put it at the wrong end.
    return i === 0 ? words : html`<span class="between"> · </span>${words}`;
  })}`;
}

/** Lines of their own in each language. */
export const inEach = (voices: Voices, say: (voice: Voice) => readonly string[]): Html =>
  html`${voices.map((voice) =>
    say(voice).map((line) => html`<p lang="${voice.code}" dir="${voice.dir}">${line}</p>`),
  )}`;

/** Words of people in their own language and direction, with the places where they may be broken. */
export const spoken = (text: string, code: string, hyphens: Hyphens): Html => unbroken(hyphens(text, code), code);

/** Words of which nobody says the language, e.g. whom to call; mostly German. */
export const given = (text: string): Html => html`<bdi dir="auto">${text}</bdi>`;
