import { z } from '@hono/zod-openapi';
import { AGE_BANDS } from '@quartierblick/gis/analysis/chain/ages.ts';
import type { AgeRange } from '@quartierblick/gis/analysis/chain/ages.ts';
import { WEEKDAYS } from '@quartierblick/gis/analysis/chain/offering.ts';
import type { PageLanguage } from '../pages/languages.ts';
import { several } from '../pages/query.ts';

/** Longest address that is looked for. */
const LONGEST_PLACE = 100;

/** What the form sends and a shared link holds. Empty is as good as absent: forms send what nobody filled in. */
export const seekingSchema = z.object({
  /** The age in months with which one of the steps of the chain begins. */
  age: z
    .literal(['', ...AGE_BANDS.map(({ from }) => String(from))])
    .default('')
    .openapi({ description: 'Month with which a step of the chain begins, −9 for pregnancy' }),
  near: z.string().trim().max(LONGEST_PLACE).default(''),
  speaks: z
    .string()
    .regex(/^([a-z]{2,3})?$/)
    .default(''),
  day: several(z.enum(WEEKDAYS), WEEKDAYS.length),
  lang: z.string().optional(),
});
export type Asked = z.infer<typeof seekingSchema>;

/** The step of the chain that was chosen. */
export const bandOf = ({ age }: Pick<Asked, 'age'>): AgeRange | null =>
  AGE_BANDS.find(({ from }) => String(from) === age) ?? null;

/** Address of the page with what was asked for, without what was not. */
export function findUrl(asked: Partial<Asked>, language: PageLanguage, path = '/find'): string {
  const query = new URLSearchParams({ lang: language });
  for (const name of ['age', 'near', 'speaks'] as const) if (asked[name]) query.set(name, asked[name]);
  for (const day of asked.day ?? []) query.append('day', day);
  return `${path}?${query}`;
}

/** Address of the list: where nothing was asked for, all offers are the answer, and not the form again. */
export function listUrl(asked: Partial<Asked>, language: PageLanguage): string {
  const form = findUrl({}, language);
  const list = findUrl(asked, language);
  return list === form ? `${form}&near=` : list;
}
