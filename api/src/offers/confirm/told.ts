import { ageRange } from '@quartierblick/gis/analysis/chain/ages.ts';
import type { Weekday } from '@quartierblick/gis/analysis/chain/offering.ts';
import { partsOf } from '@quartierblick/gis/offers/proposal.ts';
import type { RegisteredOffer } from '../register-read.ts';
import type { RegisterRow } from '../register-read.ts';
import { formatsOf } from '../../pages/formats.ts';
import { PAGE_WORDS } from '../../pages/words/index.ts';
import { controlAt } from './entry.ts';
import { ageText } from './field-html.ts';
import { CONFIRM_WORDS } from './words.ts';
import type { ConfirmLanguage } from './words.ts';

type Fields = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const flagOf = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);
const listOf = (value: unknown): string[] | null => (Array.isArray(value) ? value.map(String) : null);

/** Days and times of a run in words. */
function timesOf({ key, fields }: RegisterRow, language: ConfirmLanguage): string {
  return formatsOf(language).times({
    key,
    site: String(fields['site_key'] ?? ''),
    weekdays: listOf(fields['weekdays']) as Weekday[] | null,
    from: textOf(fields['starts_at']),
    to: textOf(fields['ends_at']),
    recurrence: textOf(fields['recurrence']),
    cancelledOn: listOf(fields['cancelled_on']) ?? [],
    pausesInHolidays: flagOf(fields['pauses_in_holidays']),
    note: textOf(fields['note']),
  });
}

function validity(fields: Fields, language: ConfirmLanguage): string {
  const { date } = formatsOf(language);
  const [from, to] = [textOf(fields['valid_from']), textOf(fields['valid_to'])];
  if (from === null && to === null) return CONFIRM_WORDS[language].always;
  return `${from === null ? '…' : date(from)} – ${to === null ? CONFIRM_WORDS[language].always : date(to)}`;
}

/** What the register says of an offer, line by line: what it is about, and the words for it. */
export function toldOf(
  { fields, runs }: RegisteredOffer,
  sites: ReadonlyMap<string, string>,
  language: ConfirmLanguage,
): [term: string, texts: string[]][] {
  const [words, page] = [CONFIRM_WORDS[language], PAGE_WORDS[language]];
  const formats = formatsOf(language);
  const site = (run: RegisterRow) => sites.get(String(run.fields['site_key'])) ?? String(run.fields['site_key'] ?? '–');
  const registration = flagOf(fields['registration']);
  const places = numberOf(fields['places']);
  const ages = ageRange(numberOf(fields['age_from']), numberOf(fields['age_to']));
  const where = runs.map((run) => `${site(run)}: ${timesOf(run, language)}`);
  return [
    [page.who, [formats.ages(ages)]],
    [words.whereWhen, fields['comes_to_you'] === true ? [...where, page.comesToYou] : where],
    [page.languages, [listOf(fields['languages'])?.map(formats.language).join(', ') ?? page.unknown]],
    [page.cost, [textOf(fields['cost']) ?? page.costUnknown]],
    [page.registration, [registration === null ? page.unknown : registration ? page.yes : page.no]],
    [words.places, [places === null ? page.unknown : formats.number(places)]],
    [words.validity, [validity(fields, language)]],
    [page.contact, [textOf(fields['contact']) ?? page.unknown]],
    [words.description, [textOf(fields['description']) ?? words.open]],
  ];
}

/** A single value in words, as in a list of what was proposed. */
export function valueText(place: string, value: unknown, language: ConfirmLanguage): string {
  const formats = formatsOf(language);
  const { yes, no } = PAGE_WORDS[language];
  if (value === null || value === undefined || value === '') return CONFIRM_WORDS[language].open;
  switch (controlAt(place)) {
    case 'age':
      return ageText(Number(value), language);
    case 'days':
      return (listOf(value) ?? []).map((day) => formats.weekday(day as Weekday)).join(', ') || '–';
    case 'languages':
      return (listOf(value) ?? []).map(formats.language).join(', ') || '–';
    case 'yes-no':
      return value === true ? yes : no;
    case 'date':
      return formats.date(String(value));
    case 'number':
      return formats.number(Number(value));
    default:
      return String(value);
  }
}

/** Where a value of a run is: the name of the site. */
export function siteAt(place: string, { runs }: RegisteredOffer, sites: ReadonlyMap<string, string>): string | null {
  const { run } = partsOf(place);
  const key = runs.find((one) => one.key === run)?.fields['site_key'];
  return typeof key === 'string' ? (sites.get(key) ?? key) : null;
}
