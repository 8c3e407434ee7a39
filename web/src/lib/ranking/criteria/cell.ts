import type { Criterion, RawValue } from '@quartierblick/gis/ranking/criterion.ts';
import { problemWith } from '@quartierblick/gis/ranking/own-criterion.ts';

/** A number as people in Germany or a spreadsheet write it: 1.234,5 or 1234.5; null where it is none. */
export function numberOf(text: string): number | null {
  const bare = text
    .trim()
    .replaceAll(/[\s\u00a0]/g, '')
    .replace('−', '-');
  const german = /^-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/.test(bare);
  const plain = /^-?\d+(\.\d+)?$/.test(bare);
  // "1.234" is read as people here write it: one thousand two hundred and thirty-four.
  if (german) return Number(bare.replaceAll('.', '').replace(',', '.'));
  return plain ? Number(bare) : null;
}

type Read = { raw: RawValue } | { problem: 'number' | 'grade' | 'bounds' };

const folded = (text: string): string => text.trim().toLocaleLowerCase('de');

function range(text: string): RawValue | undefined {
  const [, from, to] =
    /^(.*\d)\s*(?:–|\.\.|bis|to)\s*(-?\d.*)$/.exec(text.trim()) ?? /^(\d[\d.,]*)\s*-\s*(\d.*)$/.exec(text.trim()) ?? [];
  const [low, high] = [numberOf(from ?? ''), numberOf(to ?? '')];
  return low === null || high === null ? undefined : [low, high];
}

/** What a cell says: a number, a range, a grade by its code, label or number in the order (1 is the least urgent). Empty is not known. */
export function readCell({ value }: Pick<Criterion, 'value'>, text: string): Read {
  if (text.trim() === '') return { raw: null };
  if (value.kind === 'ordinal') {
    const wanted = folded(text);
    const grade =
      value.grades.find(({ code, label }) => [code, label.de, label.en].some((one) => folded(one) === wanted)) ??
      value.grades[/^\d$/.test(wanted) ? Number(wanted) - 1 : -1];
    return grade ? { raw: grade.code } : { problem: 'grade' };
  }
  const raw = numberOf(text) ?? range(text);
  if (raw === undefined) return { problem: 'number' };
  const problem = problemWith({ value }, raw);
  return problem ? { problem } : { raw };
}

/** The value as a cell shows it. @param number in the reader's form */
export function cellText(
  { value }: Pick<Criterion, 'value'>,
  raw: RawValue,
  pick: (text: { de: string; en: string }) => string,
): string {
  if (raw === null) return '';
  const number = (n: number | string): string => String(n).replace('.', ',');
  if (Array.isArray(raw)) return `${number(raw[0] as number)}–${number(raw[1] as number)}`;
  if (typeof raw === 'number') return number(raw);
  const grade = value.kind === 'ordinal' ? value.grades.find(({ code }) => code === raw) : undefined;
  return grade ? pick(grade.label) : String(raw);
}

/** The cells of a pasted column; of several columns the first. */
export function columnOf(text: string): string[] {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
  return lines.map(
    (line) =>
      line
        .split('\t')[0]
        ?.trim()
        .replace(/^"(.*)"$/, '$1') ?? '',
  );
}
