import { textTarget, fieldOf, targetOfText } from '@quartierblick/gis/register/offers/targets.ts';
import type { OfferValue } from '@quartierblick/gis/register/offers/cell.ts';
import type { OfferRow } from '@quartierblick/gis/register/offers/rows.ts';
import type { RowProblem } from '@quartierblick/gis/register/row-problem.ts';
import type { FieldChange } from '../../register/planned.ts';
import { same, unchanged } from './compare.ts';
import type { StockOffer } from './stock.ts';

/** What the rows of one offer change of it: each value by the row that said it first. */
export interface Merged {
  changes: Map<string, FieldChange & { after: OfferValue; line: number }>;
  problems: Map<number, RowProblem[]>;
}

/** What the register says of a target now. */
export function currentOf(offer: StockOffer | null, target: string): OfferValue {
  const text = textTarget(target);
  if (!text) return offer?.fields[target] ?? null;
  const found = offer?.texts.find((one) => one.language === text.language && one.plain === text.plain);
  return found?.fields[text.field] ?? null;
}

/** Why a field cannot hold a value; null where it can. */
export function refusal(target: string, value: OfferValue, column: number | null): RowProblem | null {
  const field = fieldOf(target);
  if (!field || field.schema.safeParse(value).success) return null;
  const text =
    field.kind === 'text'
      ? {
          de: 'Erwartet wird ein Text von höchstens 2000 Zeichen.',
          en: 'Expected is a text of at most 2,000 characters.',
        }
      : { de: 'Das ist kein Wert, den das Feld halten kann.', en: 'The field cannot hold this value.' };
  return { column, text };
}

const contradiction = (column: number, line: number): RowProblem => ({
  column,
  text: {
    de: `Zeile ${line} sagt für dasselbe Angebot etwas anderes. Bitte angleichen, oder dem Angebot einen eigenen Namen geben.`,
    en: `Line ${line} says something else for the same offer. Please make them agree, or give the offer a name of its own.`,
  },
});

/** A text that is new is a draft until somebody says otherwise. */
function draft({ changes }: Merged, offer: StockOffer | null): void {
  for (const [target, { line, after }] of changes) {
    const text = textTarget(target);
    if (!text || after === null) continue;
    const state = targetOfText({ ...text, field: 'state' });
    if (changes.has(state) || offer?.texts.some((one) => one.language === text.language && one.plain === text.plain))
      continue;
    changes.set(state, { field: state, before: null, after: 'draft', line });
  }
}

/**
 * Brings the rows of one offer together. A cell that says what the register says contradicts nobody; of two that say different
 * new things, the later row is the problem, and takes no part.
 */
export function mergeRows(rows: readonly OfferRow[], offer: StockOffer | null): Merged {
  const merged: Merged = { changes: new Map(), problems: new Map() };
  for (const row of rows) {
    const problems: RowProblem[] = [];
    const news: [string, OfferValue][] = [];
    for (const [target, said] of Object.entries(row.offer)) {
      const current = currentOf(offer, target);
      if (unchanged(target, said, current)) continue;
      if ('problem' in said.told) {
        problems.push({ column: said.column, text: said.told.problem });
        continue;
      }
      const { value } = said.told;
      const first = merged.changes.get(target);
      if (first && !same(first.after, value)) problems.push(contradiction(said.column, first.line));
      const refused = refusal(target, value, said.column);
      if (refused) problems.push(refused);
      if (!first) news.push([target, value]);
    }
    if (problems.length > 0) {
      merged.problems.set(row.line, problems);
      continue;
    }
    for (const [target, after] of news)
      merged.changes.set(target, { field: target, before: currentOf(offer, target), after, line: row.line });
  }
  draft(merged, offer);
  return merged;
}
