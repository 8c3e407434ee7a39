import { WEEKDAYS } from '@quartierblick/gis/analysis/chain/offering.ts';
import { offerRegister } from '@quartierblick/gis/layers/offers/register.ts';
import type { Field } from '@quartierblick/gis/layers/fields.ts';
import type { Properties } from '@quartierblick/gis/layers/answers.ts';
import type { OfferDesk } from './desk.svelte.ts';
import { nameOf } from './register-book.svelte.ts';
import type { RegisterBook } from './register-book.svelte.ts';

const FIELDS: Record<string, Field> = offerRegister.fields;
const rows = (value: unknown): Properties[] => (Array.isArray(value) ? (value as Properties[]) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The name of a field of the form, as it stands above it. */
export function fieldName({ t, screen }: OfferDesk, name: string): string {
  if (name === 'runs') return t.where;
  if (name === 'texts') return t.texts;
  if (name === 'title') return t.title;
  if (name === 'provider_key') return t.provider;
  const field = FIELDS[name];
  return field ? screen.app.language.pick(field.label) : name;
}

function runText({ screen, t }: OfferDesk, book: RegisterBook, run: Properties): string {
  const days = WEEKDAYS.filter((day) => (run['weekdays'] as string[] | null)?.includes(day));
  const times = [text(run['starts_at']), text(run['ends_at'])].filter(Boolean).join('–');
  const site = book.site(text(run['site_key']));
  const place = (site && nameOf(site)) || t.noName;
  const when = [days.map((day) => screen.t.weekdays[day]).join(', '), times].filter(Boolean).join(' ');
  const cancelled = ((run['cancelled_on'] as string[] | null) ?? []).map((day) => screen.app.language.format.date(day));
  const more = [
    text(run['recurrence']),
    cancelled.length > 0 ? `${t.cancelled} ${cancelled.join(', ')}` : '',
    text(run['note']),
  ];
  return [[place, when].filter(Boolean).join(': '), ...more.filter(Boolean)].join(' · ');
}

function translationText({ screen, t }: OfferDesk, row: Properties): string {
  const language = screen.app.language.format.language(text(row['language']));
  const state = text(row['state']) === 'checked' ? t.textStates.checked : t.textStates.draft;
  const words = [text(row['title']), text(row['description'])].filter(Boolean).join(': ');
  return `${row['plain'] === true ? `${t.plain}, ` : ''}${language} (${state}): ${words}`;
}

/** The value of a field as people read it; what runs and texts say in one line each. */
export function valueText(desk: OfferDesk, book: RegisterBook, name: string, value: unknown): string {
  const { format } = desk.screen.app.language;
  const list = (lines: string[]): string => lines.join('\n') || '–';
  if (name === 'runs') return list(rows(value).map((run) => runText(desk, book, run)));
  if (name === 'texts') return list(rows(value).map((row) => translationText(desk, row)));
  const provider = name === 'provider_key' ? book.provider(text(value)) : undefined;
  if (name === 'provider_key') return (provider && nameOf(provider)) || '–';
  if (name === 'languages')
    return list([((value as string[] | null) ?? []).map((code) => format.language(code)).join(', ')]);
  const field = FIELDS[name];
  return field ? format.field(field, value) : String(value ?? '–');
}
