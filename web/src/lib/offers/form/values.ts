import { WEEKDAYS } from '@quartierblick/gis/analysis/chain/offering.ts';
import type { Weekday } from '@quartierblick/gis/analysis/chain/offering.ts';
import type { Field } from '@quartierblick/gis/layers/fields.ts';
import { offerRegister } from '@quartierblick/gis/layers/offers/register.ts';
import type { LanguageCode } from '#lib/app/language.svelte.ts';
import type { Properties } from '@quartierblick/gis/layers/answers.ts';
import { entryText, parseEntry } from '#lib/entry/entry.ts';
import type { EntryError } from '#lib/entry/entry.ts';
import { ageEntry, monthsOf } from './ages.ts';
import type { AgeEntry } from './ages.ts';
import { rhythmOf, ruleOf } from './rhythm.ts';
import type { Rhythm } from './rhythm.ts';
import type { EnteredOffer, RegisteredOffer, RegisterRow } from './types.ts';

/** Where and when an offer runs, as it stands in the form. Keys of new rows are null. */
export interface RunEntry extends Rhythm {
  key: string | null;
  site: string;
  weekdays: Weekday[];
  starts: string;
  ends: string;
  cancelled: string[];
  /** `true`, `false`, or empty where nobody knows. */
  pauses: string;
  note: string;
}

/** A text in another language, as it stands in the form. */
export interface TextEntry {
  key: string | null;
  language: string;
  plain: boolean;
  title: string;
  description: string;
  state: string;
}

/** All that the form holds; plain data, so that it can be kept and compared as it is. */
export interface FormValues {
  /** Fields that are entered as one text each. */
  texts: Record<string, string>;
  from: AgeEntry;
  to: AgeEntry;
  languages: string[];
  comesToYou: boolean;
  runs: RunEntry[];
  translations: TextEntry[];
}

/** What is wrong, by the path that the server names, too. */
export type FormErrors = Record<string, EntryError | 'badAge' | 'serverRefused' | { said: string }>;

const ALL: Record<string, Field> = offerRegister.fields;
const OWN_WAY = ['age_from', 'age_to', 'languages', 'comes_to_you'];
/** Fields that are entered as one text each. */
export const PLAIN_FIELDS: readonly (readonly [string, Field])[] = Object.entries(ALL).filter(
  ([name]) => !OWN_WAY.includes(name),
);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const monthsIn = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const orNull = <T>(list: readonly T[]): T[] | null => (list.length > 0 ? [...list] : null);

/** A run that is still to be entered. */
export const newRun = (weekdays: readonly Weekday[] = []): RunEntry => ({
  ...{ key: null, site: '', weekdays: [...weekdays], starts: '', ends: '' },
  ...{ rhythm: 'weekly', nth: '1', rule: '', cancelled: [], pauses: '', note: '' },
});

function runEntry(row: Properties): RunEntry {
  const chosen = strings(row['weekdays']);
  const weekdays = WEEKDAYS.filter((day) => chosen.includes(day));
  return {
    key: text(row['key']) || null,
    site: text(row['site_key']),
    weekdays,
    starts: text(row['starts_at']),
    ends: text(row['ends_at']),
    ...rhythmOf(text(row['recurrence']) || null, weekdays),
    cancelled: strings(row['cancelled_on']).sort(),
    pauses: typeof row['pauses_in_holidays'] === 'boolean' ? String(row['pauses_in_holidays']) : '',
    note: text(row['note']),
  };
}

const runRow = (run: RunEntry): Properties => ({
  ...(run.key !== null && { key: run.key }),
  site_key: run.site || null,
  weekdays: orNull(run.weekdays),
  starts_at: run.starts || null,
  ends_at: run.ends || null,
  recurrence: ruleOf(run, run.weekdays),
  cancelled_on: orNull(run.cancelled),
  pauses_in_holidays: run.pauses === '' ? null : run.pauses === 'true',
  note: run.note.trim() || null,
});

const textEntry = (row: Properties): TextEntry => ({
  key: text(row['key']) || null,
  language: text(row['language']),
  plain: row['plain'] === true,
  title: text(row['title']),
  description: text(row['description']),
  state: text(row['state']) || 'draft',
});

const textRow = ({ key, title, description, ...rest }: TextEntry): Properties => ({
  ...(key !== null && { key }),
  ...rest,
  title: title.trim() || null,
  description: description.trim() || null,
});

/** A registered offer as what would be sent of it unchanged. */
export function enteredOf({ fields, runs, texts }: Pick<RegisteredOffer, 'fields' | 'runs' | 'texts'>): EnteredOffer {
  const row = ({ key, fields: own }: RegisterRow): Properties => ({ ...own, key });
  return { offer: fields, runs: runs.map(row), texts: texts.map(row) };
}

/** An offer as it stands in the form. */
export function valuesOf({ offer, runs, texts }: EnteredOffer, language: LanguageCode): FormValues {
  return {
    texts: Object.fromEntries(PLAIN_FIELDS.map(([name, field]) => [name, entryText(field, offer[name], language)])),
    from: ageEntry(monthsIn(offer['age_from']), language),
    to: ageEntry(monthsIn(offer['age_to']), language),
    languages: strings(offer['languages']),
    comesToYou: offer['comes_to_you'] === true,
    runs: runs.map(runEntry),
    translations: texts.map(textEntry),
  };
}

/** What was entered, to be sent, and what of it cannot be read; the rules of the field are the server's. */
export function enteredIn(values: FormValues, language: LanguageCode): { entered: EnteredOffer; errors: FormErrors } {
  const errors: FormErrors = {};
  const offer: Properties = {};
  for (const [name, field] of PLAIN_FIELDS) {
    const parsed = parseEntry(field, values.texts[name] ?? '', language);
    if ('error' in parsed) errors[`offer.${name}`] = parsed.error;
    else offer[name] = parsed.value;
  }
  for (const [name, entry] of [
    ['age_from', values.from],
    ['age_to', values.to],
  ] as const) {
    const months = monthsOf(entry, language);
    if (months === undefined) errors[`offer.${name}`] = 'badAge';
    else offer[name] = months;
  }
  offer['languages'] = orNull(values.languages);
  offer['comes_to_you'] = values.comesToYou;
  const entered = { offer, runs: values.runs.map(runRow), texts: values.translations.map(textRow) };
  return { entered, errors };
}

/** An offer as one record, so that two people's changes of it can be merged field by field; runs and texts are one field each. */
export const flat = ({ offer, runs, texts }: EnteredOffer): Properties => ({ ...offer, runs, texts });

/** {@link flat} back again. */
export function unflat({ runs, texts, ...offer }: Properties): EnteredOffer {
  return { offer, runs: (runs ?? []) as Properties[], texts: (texts ?? []) as Properties[] };
}
