import type { Text } from '../../layers/fields.ts';
import { unreadable } from './parsed.ts';
import type { Parsed } from './parsed.ts';

/** Months of life, half-open as the register keeps them; null: open. */
export interface Ages {
  from: number | null;
  to: number | null;
}

/** Unit of numbers that stand without one. */
export type AgeUnit = 'years' | 'months';

const PREGNANCY = -9;
/** Numbers without a unit are years, as brochures write them; beyond this they are months, or a mistake. */
const MOST_BARE_YEARS = 27;

const YEARS = String.raw`(?:jahr(?:e|en)?|jährigen?|j\.?|years?(?: olds?)?|yrs?|y)`;
const MONTHS = String.raw`(?:monat(?:e|en)?|mon\.?|mo\.?|m\.?|months?(?: olds?)?)`;
const NUMBER = String.raw`(\d{1,4}(?:[.,]5|½)?|½)`;
const ONE = new RegExp(String.raw`^${NUMBER}(?:\s*-?\s*(?:(${YEARS})|(${MONTHS})))?$`, 'u');
const BOTH = new RegExp(String.raw`^(\d{1,3})\s*${YEARS}(?:\s*(?:,|und|and|u\.))?\s*(\d{1,2})\s*${MONTHS}$`, 'u');
const BEFORE = /^(\d)\s*(?:monate?|months?)\s*(?:vor der geburt|before birth)$/u;

/** Lower case, one kind of dash, single spaces. */
const level = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[‐‑‒–—−]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim();

const numberOf = (text: string): number => (text === '½' ? 0.5 : Number(text.replace(',', '.').replace('½', '.5')));

/** An age in months, with the unit that it was written in; null where it is none. */
function one(text: string, bare: AgeUnit | null): { months: number; unit: AgeUnit } | null {
  if (/^(?:schwanger(?:schaft|e)?|pregnan(?:cy|t))$/u.test(text)) return { months: PREGNANCY, unit: 'months' };
  if (/^(?:geburt|birth)$/u.test(text)) return { months: 0, unit: 'months' };
  const before = BEFORE.exec(text);
  if (before) return { months: -Number(before[1]), unit: 'months' };
  const both = BOTH.exec(text);
  if (both) return { months: Number(both[1]) * 12 + Number(both[2]), unit: 'months' };
  const found = ONE.exec(text);
  if (!found) return null;
  const number = numberOf(found[1] ?? '');
  const unit = found[2] !== undefined ? 'years' : found[3] !== undefined ? 'months' : bare;
  if (unit === null || (unit === 'months' && !Number.isInteger(number))) return null;
  // "36" beside no unit is hardly 36 years.
  if (found[2] === undefined && found[3] === undefined && unit === 'years' && number > MOST_BARE_YEARS) return null;
  const months = unit === 'years' ? number * 12 : number;
  return months > 1200 ? null : { months, unit };
}

const EXPECTED: Text = {
  de: 'ein Alter wie „18 Monate“, „3 Jahre“ oder „Schwangerschaft“',
  en: 'an age such as “18 months”, “3 years” or “pregnancy”',
};
const EXPECTED_RANGE: Text = {
  de: 'ein Altersbereich wie „3–6 Jahre“, „ab 18 Monaten“, „unter 3 Jahren“ oder „Schwangere“',
  en: 'a range of ages such as “3–6 years”, “from 18 months”, “under 3 years” or “pregnancy”',
};

/** The first month that is too old where the age itself is still meant: "bis einschließlich 5 Jahre" ends with the sixth birthday. */
const after = ({ months, unit }: { months: number; unit: AgeUnit }): number => months + (unit === 'years' ? 12 : 1);

/** The first month that belongs: "18 Monate", "ab 3 Jahren". @param bare unit of numbers without one */
export function parseAgeFrom(text: string, bare: AgeUnit = 'years'): Parsed<number> {
  const found = one(level(text).replace(/^(?:ab|von|from|mindestens|min\.?) (?:der )?/u, ''), bare);
  return found ? { value: found.months } : unreadable(text, EXPECTED);
}

/**
 * The first month that is too old: "6 Jahre" is the sixth birthday, "bis einschließlich 5 Jahre" as well.
 * @param whole whether the age that is named still belongs
 */
export function parseAgeTo(text: string, bare: AgeUnit = 'years', whole = false): Parsed<number> {
  const levelled = level(text);
  const under = /^(?:bis )?(?:unter|under|up to, not including) /u.exec(levelled);
  const included = /^(?:bis )?(?:einschließlich|einschl\.?|inkl\.?|up to and including|including) /u.exec(levelled);
  const prefix =
    (under ?? included)?.[0] ?? /^(?:bis(?: zu[mr]?)?|to|until|up to|max\.?|höchstens) /u.exec(levelled)?.[0];
  const found = one(levelled.slice(prefix?.length ?? 0), bare);
  if (!found) return unreadable(text, EXPECTED);
  return { value: included || (whole && !under) ? after(found) : found.months };
}

/** "3-6 jahre", "18 monate bis 3 jahre": both ends; the first one takes the unit of the second where it has none. */
function between(text: string, bare: AgeUnit, whole: boolean): Ages | null {
  const parts = /^(?:von |ab |from )?(.+?)\s*(?:-|\bbis\b|\bto\b|\buntil\b)\s*(.+)$/u.exec(text);
  if (!parts) return null;
  const [, first = '', second = ''] = parts;
  const to = parseAgeTo(second, bare, whole);
  if ('problem' in to) return null;
  const own = one(second.replace(/^\D*?(?=\d)/u, ''), bare)?.unit ?? bare;
  const from = one(first, own);
  return from && from.months < to.value ? { from: from.months, to: to.value } : null;
}

/**
 * A range of ages in one text: "3–6 Jahre", "ab 18 Monaten", "U3", "4-Jährige", "Schwangere". A single age ("6 Jahre") is none: it
 * could be where the range begins or ends.
 * @param whole whether "3–6 Jahre" still takes children of six; otherwise it ends with the sixth birthday
 */
export function parseAges(text: string, bare: AgeUnit = 'years', whole = false): Parsed<Ages> {
  const levelled = level(text).replace(/^(?:kinder|children|für kinder)(?: im alter)? /u, '');
  if (/^(?:schwanger(?:e|schaft)|pregnan(?:cy|t(?: women)?)|werdende eltern)$/u.test(levelled))
    return { value: { from: PREGNANCY, to: 0 } };
  const short = /^([uü])\s?(\d{1,2})$/u.exec(levelled);
  if (short) {
    const months = Number(short[2]) * 12;
    return { value: short[1] === 'u' ? { from: null, to: months } : { from: months, to: null } };
  }
  const single = /^(\d{1,2})\s?-?\s?jährigen?$/u.exec(levelled);
  if (single) return { value: { from: Number(single[1]) * 12, to: Number(single[1]) * 12 + 12 } };
  const range = between(levelled, bare, whole);
  if (range) return { value: range };
  const open =
    /^(?:ab|from) (?:der )?(.+)$/u.exec(levelled)?.[1] ?? /^(.+?)\s?(?:\+|und älter|and older)$/u.exec(levelled)?.[1];
  const from = open === undefined ? null : one(open.replace('+', ''), bare);
  if (from) return { value: { from: from.months, to: null } };
  if (/^(?:bis|unter|under|up to|until) /u.test(levelled)) {
    const to = parseAgeTo(text, bare, whole);
    if ('value' in to) return { value: { from: null, to: to.value } };
  }
  return unreadable(text, EXPECTED_RANGE);
}

/** An age as an export writes it, exact and readable: "Schwangerschaft", "Geburt", "18 Monate", "3 Jahre". */
export function writtenAge(months: number, language: keyof Text): string {
  const german = language === 'de';
  if (months === PREGNANCY) return german ? 'Schwangerschaft' : 'pregnancy';
  if (months === 0) return german ? 'Geburt' : 'birth';
  if (months < 0) return `${-months} ${german ? 'Monate vor der Geburt' : 'months before birth'}`;
  if (months >= 36 && months % 12 === 0) return `${months / 12} ${german ? 'Jahre' : 'years'}`;
  if (months === 1) return german ? '1 Monat' : '1 month';
  return `${months} ${german ? 'Monate' : 'months'}`;
}
