import { z } from '@hono/zod-openapi';
import { OFFER_KINDS } from '@quartierblick/gis/layers/offers/kinds.ts';
import type { OfferKind } from '@quartierblick/gis/layers/offers/kinds.ts';
import { PAGE_LANGUAGES } from '../pages/languages.ts';
import { several } from '../pages/query.ts';

export const FORMATS = ['a5', 'a4'] as const;
export type Format = (typeof FORMATS)[number];
export const KINDS = Object.keys(OFFER_KINDS) as [OfferKind, ...OfferKind[]];

/** Empty is as good as absent: forms send what nobody filled in. */
const optional = <T extends z.ZodType>(one: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), one.optional());
/** Kinds or languages that one link names at the most. */
const MOST = 50;

/** What a link to a brochure says; strict, because a filter that is misspelt must not vanish. */
export const brochureSchema = z.strictObject({
  lang: optional(z.enum(PAGE_LANGUAGES)).openapi({ description: 'Language of the page; that of the browser without' }),
  also: optional(z.enum(PAGE_LANGUAGES)).openapi({ description: 'Second language, in which everything stands, too' }),
  kind: several(z.enum(KINDS), MOST),
  speaks: several(z.string().regex(/^[a-z]{2,3}$/), MOST).openapi({
    description: 'ISO 639 codes; offers held in one of them',
  }),
  area: z.string().min(1).max(200).default('project').openapi({
    description:
      '`project`, `all`, or the key of a statistical unit: offers with a site inside, and those that come home',
  }),
  format: z.enum(FORMATS).default('a5'),
  on: optional(z.iso.date()).openapi({ description: 'Day on which offers must hold; without, all that has not ended' }),
});
export type Asked = z.infer<typeof brochureSchema>;

/** The query that asks for the same; what is as at the start is left out. */
export function queryOf(asked: Partial<Asked>): string {
  const query = new URLSearchParams();
  for (const name of ['lang', 'also', 'on'] as const) if (asked[name]) query.set(name, asked[name]);
  if (asked.area !== undefined && asked.area !== 'project') query.set('area', asked.area);
  if (asked.format !== undefined && asked.format !== 'a5') query.set('format', asked.format);
  for (const kind of asked.kind ?? []) query.append('kind', kind);
  for (const language of asked.speaks ?? []) query.append('speaks', language);
  return `?${query}`;
}
