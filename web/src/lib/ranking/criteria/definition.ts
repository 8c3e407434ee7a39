import type { Criterion } from '@quartierblick/gis/ranking/criterion.ts';
import type { OwnCriterion } from '@quartierblick/gis/ranking/own-criterion.ts';
import { numberOf } from './cell.ts';

type Pair = { de: string; en: string };

/** A criterion as its form holds it: texts, until it is saved. */
export interface Definition {
  title: Pair;
  question: Pair;
  source: Pair;
  kind: 'metric' | 'ordinal';
  unit: string;
  zero: string;
  one: string;
  /** From least to most urgent; a grade that was saved keeps its code, so that values stay with it. */
  grades: { code: string | null; de: string; en: string }[];
}

const empty = (): Pair => ({ de: '', en: '' });
/** The most that the server takes. */
export const MOST_GRADES = 9;

export function emptyDefinition(): Definition {
  const grades = [1, 2, 3].map(() => ({ code: null, ...empty() }));
  return {
    ...{ title: empty(), question: empty(), source: empty() },
    kind: 'metric',
    unit: '',
    zero: '',
    one: '',
    grades,
  };
}

const plain = (value: number): string => String(value).replace('.', ',');

export function definitionOf({ title, question, source, unit, value }: Criterion): Definition {
  const texts = { title: { ...title }, question: { ...question }, source: { ...source }, unit: unit ?? '' };
  if (value.kind === 'ordinal') {
    const grades = value.grades.map(({ code, label }) => ({ code, ...label }));
    return { ...texts, kind: 'ordinal', zero: '', one: '', grades };
  }
  const points = value.points.toSorted((a, b) => a[1] - b[1]);
  const { grades } = emptyDefinition();
  return { ...texts, kind: 'metric', zero: plain(points[0]?.[0] ?? 0), one: plain(points.at(-1)?.[0] ?? 1), grades };
}

/** The raw values that count 0 and 1; null where they are no numbers or the same. */
export function boundsOf({ zero, one }: Pick<Definition, 'zero' | 'one'>): { zero: number; one: number } | null {
  const [from, to] = [numberOf(zero), numberOf(one)];
  return from === null || to === null || from === to ? null : { zero: from, one: to };
}

const both = ({ de, en }: Pair): Pair => ({ de: de.trim(), en: en.trim() || de.trim() });

/** A code that no other grade has, readable in a workbook. */
function codeOf(label: string, taken: ReadonlySet<string>): string {
  const base = label.trim().toLocaleLowerCase('de').slice(0, 34) || 'stufe';
  let code = base;
  for (let n = 2; taken.has(code); n++) code = `${base} ${n}`;
  return code;
}

function gradesOf(all: Definition['grades']): OwnCriterion['value'] {
  const taken = new Set(all.flatMap(({ code }) => code ?? []));
  const grades = all.map(({ code: kept, de, en }, i) => {
    const code = kept ?? codeOf(de, taken);
    taken.add(code);
    return { code, label: both({ de, en }), utility: i / (all.length - 1) };
  });
  return { kind: 'ordinal', grades };
}

/** The definition as it is saved; null while something that it needs is missing. */
export function savedOf(form: Definition): OwnCriterion | null {
  const texts = { title: both(form.title), question: both(form.question), source: both(form.source) };
  if (Object.values(texts).some(({ de }) => de === '')) return null;
  const unit = form.unit.trim() || null;
  if (form.kind === 'ordinal') {
    if (form.grades.length < 2 || form.grades.some(({ de }) => de.trim() === '')) return null;
    return { ...texts, direction: 'more', unit: null, value: gradesOf(form.grades) };
  }
  const bounds = boundsOf(form);
  if (!bounds) return null;
  const ends: [number, number][] = [
    [bounds.zero, 0],
    [bounds.one, 1],
  ];
  const direction = bounds.zero < bounds.one ? 'more' : 'less';
  return { ...texts, direction, unit, value: { kind: 'metric', points: ends.sort((a, b) => a[0] - b[0]) } };
}
