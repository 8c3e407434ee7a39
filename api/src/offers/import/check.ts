import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { offerTargetLabel } from '@quartierblick/gis/register/offers/targets.ts';
import type { RowProblem } from '@quartierblick/gis/register/row-problem.ts';
import { Problem } from '../../errors.ts';
import { checkOffer } from '../rules.ts';
import type { EnteredOffer } from '../rules.ts';

/** What the rules of the register say, in the words of a list. */
const SAID: readonly [RegExp, Text][] = [
  [/is required/u, { de: 'fehlt', en: 'is missing' }],
  [/above age_from/u, { de: 'muss über „Alter von“ liegen', en: 'must be above “Age from”' }],
  [/before valid_from/u, { de: 'liegt vor „Gültig ab“', en: 'lies before “Valid from”' }],
  [/after starts_at/u, { de: 'muss nach dem Beginn liegen', en: 'must be after the start' }],
  [
    /runs at a site or comes/u,
    {
      de: 'fehlt: Ein Angebot findet an einem Standort statt oder kommt nach Hause',
      en: 'is missing: an offer runs at a site or comes to the family',
    },
  ],
];

/** What breaks a rule: of which run (by its place among them), or of the offer itself. */
export interface Broken {
  run: number | null;
  field: string;
  problem: RowProblem;
}

/** What an offer as it would be breaks of the register's rules. */
export function brokenRules(entered: EnteredOffer): Broken[] {
  try {
    checkOffer(entered);
    return [];
  } catch (error) {
    const errors = error instanceof Problem ? error.details.extra?.['errors'] : undefined;
    if (!Array.isArray(errors)) throw error;
    return (errors as { path: string; message: string }[]).map(({ path, message }) => {
      const [part, second = '', third] = path.split('.');
      const inRun = part === 'runs' && second !== '';
      const field = inRun ? (third ?? '') : part === 'runs' ? 'site_name' : second;
      const label = offerTargetLabel(field === 'site_key' ? 'site_name' : field);
      const said = SAID.find(([pattern]) => pattern.test(message))?.[1] ?? { de: message, en: message };
      const text = { de: `${label.de} ${said.de}.`, en: `${label.en} ${said.en}.` };
      return { run: inRun ? Number(second) : null, field, problem: { column: null, text } };
    });
  }
}
