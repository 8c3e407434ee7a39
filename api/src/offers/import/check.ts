import { offerTargetLabel } from '@quartierblick/gis/register/offers/targets.ts';
import type { RowProblem } from '@quartierblick/gis/register/row-problem.ts';
import { brokenRules } from '../rules.ts';
import type { EnteredOffer } from '../rules.ts';

/** What breaks a rule: of which run (by its place among them), or of the offer itself. */
export interface Broken {
  run: number | null;
  field: string;
  problem: RowProblem;
}

/** What an offer as it would be breaks of the register's rules, in the words of a list. */
export function brokenInList(entered: EnteredOffer): Broken[] {
  return brokenRules(entered).map(({ path, message }) => {
    const [part, second = '', third] = path.map(String);
    const inRun = part === 'runs' && second !== '';
    const field = inRun ? (third ?? '') : part === 'runs' ? 'site_name' : second;
    const label = offerTargetLabel(field === 'site_key' ? 'site_name' : field);
    const text = { de: `${label.de}: ${message.de}`, en: `${label.en}: ${message.en}` };
    return { run: inRun ? Number(second) : null, field, problem: { column: null, text } };
  });
}
