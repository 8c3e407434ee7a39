import { SKIP_REASONS } from '@quartierblick/gis/layers/source-types.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import { importWords } from '#lib/i18n/import-words.ts';
import { skippedTotal, type ImportReport } from './report.ts';
import type { Step } from './steps.ts';

type Words = Pick<Language, 'format' | 'code'>;

const REASONS: Record<string, Text> = SKIP_REASONS;

/** A reason for skipping in words; one that this page does not know yet is shown as the server names it. */
export const reasonText = (reason: string, { code }: Pick<Words, 'code'>): string => REASONS[reason]?.[code] ?? reason;

/** What was repaired in words, as {@link reasonText}. */
export const repairText = (repair: string, { code }: Pick<Words, 'code'>): string =>
  importWords[code].repairs[repair] ?? repair;

/** Keys with their numbers, largest first. */
export const ranked = (counts: Record<string, number>): [string, number][] =>
  Object.entries(counts)
    .filter(([, n]) => n > 0)
    .sort((a, b) => b[1] - a[1]);

/** What is being done with a file right now, e.g. "Lesen: 1.200 Datensätze"; empty once that has ended. */
export function doingText(step: Step, { code, format }: Words): string {
  const t = importWords[code];
  if (step.kind === 'waiting') return t.waiting;
  if (step.kind === 'sending') return `${t.sending}: ${t.sent(format.bytes(step.sent), format.bytes(step.total))}`;
  if (step.kind !== 'importing') return '';
  if (step.lost) return t.lost;
  if (!step.progress) return t.starting;
  const { phase, read } = step.progress;
  return read > 0 ? `${t.phases[phase]}: ${t.recordsSoFar(format.number(read, 0))}` : t.phases[phase];
}

/** What became of the records in a few words, e.g. "24 neu, 2 ausgelassen"; what is zero is left out. */
export function countsText(report: ImportReport, { code, format }: Words): string {
  const t = importWords[code];
  const parts: [number, (n: string) => string][] = [
    [report.imported, t.countsNew],
    [report.updated, t.countsUpdated],
    [report.unchanged, t.countsUnchanged],
    [report.removed, t.countsRemoved],
    [skippedTotal(report), t.countsSkipped],
  ];
  const said = parts.filter(([n]) => n > 0).map(([n, words]) => words(format.number(n, 0)));
  return said.length > 0 ? said.join(', ') : '–';
}

/** The end of an import in one sentence, for those who listen. */
export function endText(report: ImportReport, words: Words): string {
  const { code } = words;
  const t = importWords[code];
  const result = report.state === 'done' ? countsText(report, words) : (report.problem?.title[code] ?? '');
  const state = t.states[report.state];
  return t.ended(report.fileName, result === '' ? state : `${state}. ${result}`);
}

const SECONDS_WITH_DECIMALS = 10;

/** Duration for people: decimals only where they say something. */
export const secondsText = (seconds: number, { format }: Pick<Words, 'format'>): string =>
  format.number(seconds, seconds < SECONDS_WITH_DECIMALS ? 1 : 0);
