import { html } from 'hono/html';
import { directionOf } from '@quartierblick/gis/offers/direction.ts';
import type { OfferSite } from '@quartierblick/gis/offers/answer.ts';
import { isStale } from '@quartierblick/gis/offers/answer.ts';
import type { PublicOffer } from '@quartierblick/gis/offers/public.ts';
import type { Html } from '../pages/frame.ts';
import { formatsOf } from '../pages/formats.ts';
import { codeOf } from '../pages/languages.ts';
import type { PageLanguage } from '../pages/languages.ts';
import { PAGE_WORDS } from '../pages/words/index.ts';

/** An offer's title and text in a language, or in German where there is none yet. */
export interface TextIn {
  title: string;
  description: string | null;
  /** ISO 639 codes of what the two are written in. */
  titleCode: string;
  code: string;
  /** Nobody has checked the translation. */
  draft: boolean;
  /** Only the German text is there, though another language was asked for. */
  onlyGerman: boolean;
}

/** What an offer says in a language. */
export function textIn({ title, description, texts }: PublicOffer, language: PageLanguage): TextIn {
  const code = codeOf(language);
  const original = { title, description, titleCode: 'de', code: 'de', draft: false, onlyGerman: false };
  if (language === 'de') return original;
  const own = texts.find((text) => text.language === code && text.plain === (language === 'leicht'));
  if (!own) return { ...original, onlyGerman: true };
  return {
    title: own.title ?? title,
    titleCode: own.title === null ? 'de' : code,
    description: own.description ?? description,
    code: own.description === null ? 'de' : code,
    draft: own.state !== 'checked',
    onlyGerman: false,
  };
}

/** Text of people in its own language and direction: it can turn nothing around it. */
export const spoken = (text: string, code: string): Html =>
  html`<bdi lang="${code}" dir="${directionOf(code)}">${text}</bdi>`;

/** Name and address of a site. */
export const siteText = (site: OfferSite | undefined): string =>
  [site?.name, site?.address].filter((part) => part !== null && part !== undefined && part !== '').join(', ');

/** When it begins or ends, and when somebody last said so. @param today ISO date */
export function termLines(offer: PublicOffer, language: PageLanguage, today: string): string[] {
  const words = PAGE_WORDS[language];
  const { date } = formatsOf(language);
  return [
    offer.validFrom !== null && offer.validFrom > today ? words.begins(date(offer.validFrom)) : '',
    offer.validTo === null ? '' : words.ends(date(offer.validTo)),
    isStale(offer, today) ? words.stale : '',
  ].filter(Boolean);
}
