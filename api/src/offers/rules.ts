import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Weekday } from '@quartierblick/gis/analysis/chain/offering.ts';
import { countsFromFirst, parseRecurrence, weekdaysOf } from '@quartierblick/gis/offers/recurrence.ts';
import { ruleProblem } from '../errors.ts';
import type { Issue } from '../errors.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What a person enters of an offer: its own fields, where it runs, and what it says in other languages. */
export interface EnteredOffer {
  offer: Fields;
  runs: readonly Fields[];
  /** Left out: they stay as they are. */
  texts?: readonly Fields[] | undefined;
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const LANGUAGE = /^[a-z]{2,3}$/;
/** The offer itself is written in it. */
const OWN_LANGUAGE = 'de';
const REQUIRED: Text = { de: 'Bitte ausfüllen.', en: 'Please fill in.' };
const BAD_TIME: Text = { de: 'Eine Uhrzeit wie 09:30 wird erwartet.', en: 'Expected is a time such as 09:30.' };

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
const isUrl = (value: string) => /^https?:\/\/[^\s/]+\.[^\s]+$/i.test(value);

function isDay(value: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(value) : Number.NaN;
  // 30 February would be read as 2 March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

const badLanguage = (code: string): Text => ({
  de: `${code} ist keine Sprache (ISO 639).`,
  en: `${code} is no language (ISO 639).`,
});
const BAD_URL: Text = {
  de: 'Eine Adresse mit https:// wird erwartet.',
  en: 'Expected is an address with https://.',
};

function offerIssues(offer: Fields): Issue[] {
  const issues: Issue[] = [];
  const wrong = (name: string, de: string, en: string) => issues.push({ path: ['offer', name], message: { de, en } });
  for (const name of ['title', 'kind']) if (!text(offer[name])) wrong(name, REQUIRED.de, REQUIRED.en);
  const [from, to] = [offer['age_from'], offer['age_to']];
  if (typeof from === 'number' && typeof to === 'number' && from >= to)
    wrong('age_to', 'Muss über dem Alter von liegen.', 'Must be above the age from.');
  const [begin, end] = [text(offer['valid_from']), text(offer['valid_to'])];
  if (begin && end && begin > end)
    wrong('valid_to', 'Darf nicht vor „Gültig ab“ liegen.', 'Must not be before “valid from”.');
  for (const code of listOf(offer['languages']))
    if (!LANGUAGE.test(code)) issues.push({ path: ['offer', 'languages'], message: badLanguage(code) });
  const website = text(offer['website']);
  if (website && !isUrl(website)) issues.push({ path: ['offer', 'website'], message: BAD_URL });
  return issues;
}

const sameDays = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((day) => other.includes(day));

/** A rule and the days beside it must say the same, and what counts from a first day needs one. */
function recurrenceIssues(run: Fields, at: readonly PropertyKey[], begin: string | null): Issue[] {
  const written = text(run['recurrence']);
  if (!written) return [];
  const path = [...at, 'recurrence'];
  const found = parseRecurrence(written);
  if (!found) {
    const de = 'Das ist keine Wiederholung nach RFC 5545, wie FREQ=WEEKLY;INTERVAL=2;BYDAY=MO.';
    const en = 'This is no recurrence of RFC 5545, such as FREQ=WEEKLY;INTERVAL=2;BYDAY=MO.';
    return [{ path, message: { de, en } }];
  }
  const issues: Issue[] = [];
  const days = listOf(run['weekdays']) as Weekday[];
  const named = weekdaysOf(found);
  if (named && days.length > 0 && !sameDays(named, days)) {
    const de = 'Die Regel nennt andere Wochentage als die angekreuzten.';
    const en = 'The rule names other days of the week than those that are ticked.';
    issues.push({ path, message: { de, en } });
  }
  if (countsFromFirst(found) && !begin) {
    const de = 'Diese Wiederholung zählt ab einem ersten Tag: bitte „Gültig ab“ angeben.';
    const en = 'This recurrence counts from a first day: please give “valid from”.';
    issues.push({ path: ['offer', 'valid_from'], message: { de, en } });
  }
  return issues;
}

function runIssues(run: Fields, i: number, begin: string | null): Issue[] {
  const at = ['runs', i];
  const issues: Issue[] = [];
  const wrong = (name: string, message: Text) => issues.push({ path: [...at, name], message });
  if (!text(run['site_key'])) wrong('site_key', REQUIRED);
  const [start, stop] = [text(run['starts_at']), text(run['ends_at'])];
  if (start && !TIME.test(start)) wrong('starts_at', BAD_TIME);
  if (stop && !TIME.test(stop)) wrong('ends_at', BAD_TIME);
  else if (stop && !start) wrong('starts_at', REQUIRED);
  else if (start && stop && TIME.test(start) && start >= stop)
    wrong('ends_at', { de: 'Muss nach dem Beginn liegen.', en: 'Must be after the start.' });
  for (const day of listOf(run['cancelled_on']))
    if (!isDay(day)) wrong('cancelled_on', { de: `${day} ist kein Tag.`, en: `${day} is no day.` });
  return [...issues, ...recurrenceIssues(run, at, begin)];
}

function textIssues(texts: readonly Fields[]): Issue[] {
  const issues: Issue[] = [];
  const seen = new Set<string>();
  texts.forEach((one, i) => {
    const wrong = (name: string, message: Text) => issues.push({ path: ['texts', i, name], message });
    const [language, plain] = [text(one['language']), one['plain'] === true];
    if (!language) wrong('language', REQUIRED);
    else if (!LANGUAGE.test(language)) wrong('language', badLanguage(language));
    else if (language === OWN_LANGUAGE && !plain) {
      const de = 'Auf Deutsch steht das Angebot selbst; hier nur Leichte Sprache.';
      wrong('language', { de, en: 'The offer itself is in German; here only in plain language.' });
    }
    const same = `${language} ${plain}`;
    if (seen.has(same)) wrong('language', { de: 'Diesen Text gibt es schon.', en: 'There is such a text already.' });
    seen.add(same);
    if (!text(one['title'])) wrong('title', REQUIRED);
    if (!text(one['state'])) wrong('state', REQUIRED);
  });
  return issues;
}

/** What an offer breaks of the rules that let families and the chain rely on it; empty where it keeps them all. */
export function brokenRules({ offer, runs, texts = [] }: EnteredOffer): Issue[] {
  const issues = offerIssues(offer);
  if (runs.length === 0 && offer['comes_to_you'] !== true) {
    const de = 'Ein Angebot findet an einem Standort statt oder kommt nach Hause.';
    issues.push({ path: ['runs'], message: { de, en: 'An offer runs at a site or comes to the family.' } });
  }
  const begin = text(offer['valid_from']);
  return [...issues, ...runs.flatMap((run, i) => runIssues(run, i, begin)), ...textIssues(texts)];
}

/** Refuses an offer that breaks a rule. @throws Problem 400 that names every field */
export function checkOffer(entered: EnteredOffer): void {
  const issues = brokenRules(entered);
  if (issues.length > 0) throw ruleProblem(issues);
}

/** What a provider must keep. @throws Problem 400 that names every field */
export function checkProvider(provider: Fields): void {
  const issues: Issue[] = [];
  if (!text(provider['name'])) issues.push({ path: ['provider', 'name'], message: REQUIRED });
  const [email, website] = [text(provider['email']), text(provider['website'])];
  if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    const message = { de: 'Das ist keine E-Mail-Adresse.', en: 'This is no email address.' };
    issues.push({ path: ['provider', 'email'], message });
  }
  if (website && !isUrl(website)) issues.push({ path: ['provider', 'website'], message: BAD_URL });
  if (issues.length > 0) throw ruleProblem(issues);
}

/** What a site must keep. @throws Problem 400 that names every field */
export function checkSite(site: Fields): void {
  const issues: Issue[] = [];
  for (const name of ['name', 'kind']) if (!text(site[name])) issues.push({ path: ['site', name], message: REQUIRED });
  const website = text(site['website']);
  if (website && !isUrl(website)) issues.push({ path: ['site', 'website'], message: BAD_URL });
  if (issues.length > 0) throw ruleProblem(issues);
}
