import { html, raw } from 'hono/html';
import { directionOf } from '@quartierblick/gis/offers/direction.ts';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { PublicOffers } from '@quartierblick/gis/offers/public.ts';
import { formatsOf } from './formats.ts';
import { codeOf, PAGE_LANGUAGES } from './languages.ts';
import type { PageLanguage } from './languages.ts';
import { PAGE_STYLE } from './style.ts';
import { PAGE_WORDS } from './words/index.ts';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface Frame {
  language: PageLanguage;
  title: string;
  /** Style of this page beside what all have. */
  style?: string;
  /** Languages that this page exists in; all where absent. */
  languages?: readonly PageLanguage[];
  /** Address of the same page in another language. */
  inLanguage: (language: PageLanguage) => string;
  body: Html;
}

/**
 * For the head of every page that the server writes: a browser that is told of none asks for `/favicon.ico` at the root of the host,
 * which is somebody else's where the dashboard lies below a path.
 */
export const PAGE_ICON = html`<link rel="icon" href="/favicon.svg" type="image/svg+xml" />`;

/** A whole page, written by the server, that needs no script: it works on an old phone with a slow line. */
export function pageFrame({ language, title, style = '', languages = PAGE_LANGUAGES, inLanguage, body }: Frame): Html {
  const words = PAGE_WORDS[language];
  const choices = languages.map((one) => {
    const { name } = PAGE_WORDS[one];
    return one === language
      ? html`<li><a href="${inLanguage(one)}" lang="${codeOf(one)}" aria-current="true">${name}</a></li>`
      : html`<li><a href="${inLanguage(one)}" lang="${codeOf(one)}" hreflang="${codeOf(one)}">${name}</a></li>`;
  });
  return html`<!doctype html>
    <html lang="${codeOf(language)}" dir="${directionOf(codeOf(language))}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${PAGE_ICON}
        <style>
          ${raw(PAGE_STYLE + style)}
        </style>
      </head>
      <body>
        <main>
          <nav aria-label="${words.language}">
            <ul class="languages" role="list">
              ${choices}
            </ul>
          </nav>
          ${words.unchecked === null ? '' : html`<p class="small muted unchecked">${words.unchecked}</p>`} ${body}
        </main>
      </body>
    </html>`;
}

/** Where the offers come from, of when they are, and whether they are invented. */
export function provenance(language: PageLanguage, book: PublicOffers): Html {
  const words = PAGE_WORDS[language];
  const formats = formatsOf(language);
  return html`${book.demo ? html`<p class="note">${words.demo}</p>` : ''}
    <p>
      ${words.source}:
      ${book.source.map(({ attribution }) => attribution).join(' · ')}${
        book.asOf === null ? '' : ` · ${words.asOf(formats.date(book.asOf))}`
      }
    </p>`;
}

/** German or English, of texts that exist in these two only: German where the page is German, English everywhere else. */
export const inTwo = (language: PageLanguage, text: Text): string => text[codeOf(language) === 'de' ? 'de' : 'en'];
