import { html } from 'hono/html';
import { bookletOf, ofUnknownLanguage } from '@quartierblick/gis/offers/booklet.ts';
import type { Booklet } from '@quartierblick/gis/offers/booklet.ts';
import { green } from '@quartierblick/gis/layers/green/layer.ts';
import { streets } from '@quartierblick/gis/layers/streets/layer.ts';
import type { Sql } from '../db.ts';
import { spokenIn } from '../find/page.ts';
import type { FactsCache } from '../layers/facts.ts';
import { originOf } from '../network/provenance.ts';
import type { OfferBook } from '../offers/book.ts';
import { pageFrame } from '../pages/frame.ts';
import type { Html } from '../pages/frame.ts';
import { hyphensFor } from '../pages/hyphens.ts';
import type { PageLanguage } from '../pages/languages.ts';
import { findArea, projectName, unitsWithSites } from './area.ts';
import type { Area } from './area.ts';
import { cards } from './cards.ts';
import { cover, imprint } from './cover.ts';
import type { About } from './cover.ts';
import type { Fonts } from './fonts.ts';
import { form } from './form.ts';
import { indexes } from './indexes.ts';
import { maps, siteList } from './places.ts';
import { queryOf } from './query.ts';
import type { Asked } from './query.ts';
import { brochureStyle } from './style.ts';
import { both, spoken, voiceOf } from './voice.ts';
import type { Voice, Voices } from './voice.ts';
import { BROCHURE_WORDS } from './words.ts';

/** More are a book that nobody folds, and minutes of work for whoever prints it. */
const MOST_OFFERS = 1000;

export interface Library {
  sql: Sql;
  facts: FactsCache;
  book: OfferBook;
  fonts: Fonts;
}

/** Where a brochure is asked for. */
export interface Occasion {
  language: PageLanguage;
  /** Public address of the installation, without a slash at the end. */
  root: string;
  /** ISO date. */
  today: string;
}

/** Name of the area as it is written on the spot: in German, but for English, in which it may have one of its own. */
const nameIn = ({ name }: Area, { language, own }: Voice): string =>
  name ? name[language === 'en' ? 'en' : 'de'] : own.everywhere;

async function content(library: Library, voices: Voices, about: About, occasion: Occasion): Promise<Html> {
  const { booklet } = about;
  const [drawn, offers] = [
    await maps(library.sql, voices, booklet, about.format),
    await cards(voices, { booklet, root: occasion.root, today: occasion.today }),
  ];
  return html`${cover(voices, about)} ${drawn} ${siteList(voices, booklet)}
    <section class="page">
      <h2>${both(voices, ({ words }) => words.offers)}</h2>
      ${offers}
    </section>
    ${indexes(voices, booklet)} ${imprint(voices, about)}`;
}

/** What stands in place of the booklet where there is none; null where there is one. */
function refusal({ offers }: Booklet, { words, own }: Voice): string | null {
  if (offers.length === 0) return words.nothing;
  return offers.length > MOST_OFFERS ? own.tooMany : null;
}

/** The brochure as a page. @returns null where there is no such area */
export async function brochurePage(library: Library, asked: Asked, occasion: Occasion): Promise<Html | null> {
  const { sql, facts, fonts } = library;
  const { language, today } = occasion;
  const area = await findArea(sql, asked.area);
  if (!area) return null;
  const book = await library.book.read();
  const also = asked.also === language ? undefined : asked.also;
  const hyphens = hyphensFor(also ? [language, also] : [language]);
  const first = voiceOf(language, hyphens);
  const voices: Voices = also ? [first, voiceOf(also, hyphens)] : [first];
  const choice = { kinds: asked.kind, languages: asked.speaks, inside: area.inside, on: asked.on ?? null, today };
  const booklet = bookletOf(book, choice);
  const project = await projectName(sql);
  const choices = {
    project: project && nameIn({ name: project, inside: null }, first),
    units: await unitsWithSites(sql),
    languages: spokenIn(book),
  };
  const { source: ground } = await originOf(sql, facts, [streets, green]);
  const named = area.name ? spoken(nameIn(area, first), 'de', hyphens) : both(voices, ({ own }) => own.everywhere);
  const about: About = {
    format: asked.format,
    book,
    booklet,
    area: named,
    speaks: asked.speaks,
    unknownLanguage: ofUnknownLanguage(book, choice),
    on: choice.on,
    today,
    ground,
  };
  const title = `${first.words.brochure} – ${nameIn(area, first)}`;
  const said = book.asOf === null ? [title] : [title, first.words.asOf(first.formats.date(book.asOf))];
  const refused = refusal(booklet, first);
  return pageFrame({
    language,
    title,
    style: `${fonts.css}\n${brochureStyle({ format: asked.format, twoLanguages: also !== undefined, foot: said.join(' · ') })}`,
    inLanguage: (one) => queryOf({ ...asked, lang: one }),
    body: html`${form(first, asked, choices)}
      <div class="brochure">
        ${
          refused === null
            ? await content(library, voices, about, occasion)
            : html`<h1>${first.words.brochure}</h1>
                <p class="note">${refused}</p>`
        }
      </div>
      <script src="brochure/print.js" defer></script>`,
  });
}

/** A page for whoever comes with an address that leads nowhere, with the way out. */
export function strayPage(language: PageLanguage, problem: 'badAddress' | 'noArea', details: readonly string[]): Html {
  const own = BROCHURE_WORDS[language];
  return pageFrame({
    language,
    title: own[problem],
    inLanguage: (one) => queryOf({ lang: one }),
    body: html`<h1>${own[problem]}</h1>
      ${
        details.length === 0
          ? ''
          : html`<ul>
              ${details.map((line) => html`<li><bdi dir="ltr">${line}</bdi></li>`)}
            </ul>`
      }
      <p><a class="button" href="${queryOf({ lang: language })}">${own.start}</a></p>`,
  });
}
