import type { Text } from '../../layers/fields.ts';
import { offerTexts } from '../../layers/offers/register.ts';
import type { WrittenCell } from '../csv.ts';
import { defused } from '../formula.ts';
import { writtenAge } from './ages.ts';
import type { OfferValue } from './cell.ts';
import { writtenDayList } from './dates.ts';
import { writtenDays } from './days.ts';
import { writtenLanguages } from './languages.ts';
import { fieldOf, offerTargetLabel, targetOfText, WRITTEN_COLUMNS } from './targets.ts';

/** One offer at one site, by target: texts under `text.<language>…`, provider and site by their names. */
export type WrittenOffer = Record<string, OfferValue>;

const YES_NO = { de: ['nein', 'ja'], en: ['no', 'yes'] } as const;

const isList = (value: OfferValue): value is readonly string[] => Array.isArray(value);

/** A value as a readable cell that is read back as exactly the same. */
export function writtenOfferValue(target: string, value: OfferValue, language: keyof Text): WrittenCell {
  if (value === null) return null;
  if (isList(value)) {
    if (target === 'languages') return defused(writtenLanguages(value, language));
    return defused(target === 'weekdays' ? writtenDays(value, language) : writtenDayList(value, language));
  }
  if (typeof value === 'boolean') return YES_NO[language][value ? 1 : 0];
  const field = fieldOf(target);
  if (typeof value === 'number') return field?.kind === 'months' ? writtenAge(value, language) : value;
  if (field?.kind === 'date') return { day: value };
  return defused(field?.kind === 'code' ? (field.values?.[value]?.[language] ?? value) : value);
}

/** Which languages have a text, and whether it is in plain language: the columns of texts that a file needs. */
export type TextColumns = readonly { language: string; plain: boolean }[];

/** Targets of the columns of an export in their order. */
function writtenTargets(texts: TextColumns): string[] {
  const fields = Object.keys(offerTexts.fields).filter((name) => ['title', 'description', 'state'].includes(name));
  const columns = texts.flatMap((text) =>
    fields.map((field) => targetOfText({ ...text, field: field as 'title' | 'description' | 'state' })),
  );
  return [...WRITTEN_COLUMNS, ...columns];
}

/** Headers and rows of an export. */
export function writtenTable(rows: readonly WrittenOffer[], texts: TextColumns, language: keyof Text) {
  const targets = writtenTargets(texts);
  return {
    headers: targets.map((target) => offerTargetLabel(target)[language]),
    rows: rows.map((row) => targets.map((target) => writtenOfferValue(target, row[target] ?? null, language))),
  };
}
