import { fromPairs } from '../analysis/ranking/pairs.ts';
import { utilityOf } from '../analysis/ranking/matrix.ts';
import type { Text } from '../layers/fields.ts';
import { defused } from '../register/formula.ts';
import type { Criterion, RawValue } from './criterion.ts';
import type { RankingData } from './data.ts';
import { inScope, weightsOf } from './rank.ts';
import type { RankedRow } from './rank.ts';
import type { RankingSettings } from './settings.ts';
import { WORKBOOK_WORDS } from './workbook-words.ts';

export type WorkbookCell = string | number;

/** A sheet of the workbook: its first row names the columns. */
export interface WorkbookSheet {
  name: string;
  rows: WorkbookCell[][];
}

/** What the workbook is made of: a ranking as it is now, or one that a decision froze. */
export interface WorkbookSource {
  data: RankingData;
  settings: RankingSettings;
  result: readonly RankedRow[];
  /** SHA-256 of the figures or of the decision. */
  hash: string;
  /** Lines about a decision: who decided what and why. */
  about?: readonly (readonly [label: Text, value: string])[];
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
const points = (score: number): number => rounded(score * 100, 1);
const percent = (share: number): number => rounded(share * 100, 1);

/** The value function in words that a reader can calculate by. */
function formulaOf({ value }: Criterion, language: keyof Text): string {
  const number = new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-GB', { maximumFractionDigits: 6 });
  if (value.kind === 'ordinal')
    return value.grades.map((grade) => `u(${grade.label[language]}) = ${number.format(grade.utility)}`).join('; ');
  const { points } = value;
  const [zero, one] = [0, 1].map((end) => points.find(([, utility]) => utility === end)?.[0]);
  // Anything but a straight line from 0 to 1 is said by its points.
  if (points.length !== 2 || zero === undefined || one === undefined)
    return points.map(([x, u]) => `u(${number.format(x)}) = ${number.format(u)}`).join('; ');
  return `u = (x − ${number.format(zero)}) / (${number.format(one)} − ${number.format(zero)})`;
}

function rawCell({ value }: Criterion, raw: RawValue, language: keyof Text): WorkbookCell {
  if (raw === null) return WORKBOOK_WORDS[language].missing;
  if (typeof raw === 'number') return rounded(raw, 3);
  if (typeof raw !== 'string') return `${rounded(raw[0], 3)}–${rounded(raw[1], 3)}`;
  const grade = value.kind === 'ordinal' ? value.grades.find(({ code }) => code === raw) : undefined;
  return defused(grade?.label[language] ?? raw);
}

const from = (low: number, high: number): string => (low === high ? String(low) : `${low}–${high}`);

/**
 * The ranking as sheets: order with intervals, matrix of values and utilities, weights, criteria with their formulas as text,
 * and what it was computed from. Missing values say so. Free texts are defused against formulas.
 */
export function workbookOf(source: WorkbookSource, language: keyof Text): WorkbookSheet[] {
  const { settings, result, hash } = source;
  const data = inScope(source.data, settings);
  const t = WORKBOOK_WORDS[language];
  const at = new Map(data.cases.map(({ key }, i) => [key, i]));
  const titles = new Map(data.criteria.map((one) => [one.id, defused(one.title[language])]));
  const named = (key: string): [string, string] => {
    const one = data.cases[at.get(key) ?? -1];
    return [defused(one?.address ?? t.noAddress), defused(one?.case_number ?? '')];
  };
  const ranking = result.map((row, place): WorkbookCell[] => [
    place + 1,
    from(row.rank[0], row.rank[1]),
    row.group,
    ...named(row.key),
    points(row.score[0]),
    points(row.score[1]),
    percent(row.topTen),
    percent(row.completeness),
    row.vetoes.map((id) => titles.get(id) ?? id).join('; '),
    row.key,
  ]);
  const matrix = result.map((row): WorkbookCell[] => {
    const cells = data.criteria.flatMap((criterion): WorkbookCell[] => {
      const raw = data.values[criterion.id]?.[at.get(row.key) ?? -1] ?? null;
      const [low, high] = utilityOf(criterion, raw);
      return [rawCell(criterion, raw, language), rounded(low, 4), rounded(high, 4)];
    });
    return [...named(row.key), ...cells];
  });
  const columns = data.criteria.flatMap((one) => {
    const title = `${titles.get(one.id) ?? one.id}${one.unit === null ? '' : ` (${one.unit})`}`;
    return [title, `${title}: ${t.utilityLow}`, `${title}: ${t.utilityHigh}`];
  });
  const weights = weightsOf(data, settings);
  const weighed = data.criteria.map((one, j): WorkbookCell[] => [
    titles.get(one.id) ?? one.id,
    percent(weights?.[j] ?? 0),
  ]);
  const criteria = data.criteria.map((one): WorkbookCell[] => [
    titles.get(one.id) ?? one.id,
    defused(one.question[language]),
    one.value.kind === 'metric' ? t.metric : t.ordinal,
    one.direction === 'more' ? t.more : t.less,
    defused(one.unit ?? ''),
    defused(formulaOf(one, language)),
    defused((data.states[one.id]?.source ?? one.source)[language]),
    data.states[one.id]?.asOf ?? t.missing,
    data.states[one.id]?.known ?? 0,
    source.data.cases.length,
  ]);
  return [
    { name: t.sheets.ranking, rows: [[...t.rankingColumns], ...ranking] },
    { name: t.sheets.matrix, rows: [[t.address, t.caseNumber, ...columns], ...matrix] },
    { name: t.sheets.weights, rows: [[t.criterion, t.weight], ...weighed, ...howWeighed(settings, data, language)] },
    { name: t.sheets.criteria, rows: [[...t.criteriaColumns], ...criteria] },
    { name: t.sheets.about, rows: [[t.what, t.value], ...aboutOf(source, hash, language)] },
  ];
}

function howWeighed({ weighing }: RankingSettings, { criteria }: RankingData, language: keyof Text): WorkbookCell[][] {
  const t = WORKBOOK_WORDS[language];
  const rows: WorkbookCell[][] = [[t.method, t.methods[weighing.method]]];
  if (weighing.method !== 'pairs') return rows;
  const ids = criteria.map(({ id }) => id).filter((id) => weighing.pairs.some(({ a, b }) => a === id || b === id));
  const { consistencyRatio } = fromPairs(ids, weighing.pairs);
  return [...rows, [t.consistency, Number.isFinite(consistencyRatio) ? rounded(consistencyRatio, 3) : t.missing]];
}

function budgetOf({ budget }: RankingSettings, t: (typeof WORKBOOK_WORDS)['de']): WorkbookCell[][] {
  if (!budget) return [];
  const { euros, hours, spillOver } = budget;
  return [
    [t.euros, euros ?? t.noLimit],
    [t.hours, hours ?? t.noLimit],
    [t.spillOver, percent(spillOver)],
  ];
}

function aboutOf({ data, settings, about = [] }: WorkbookSource, hash: string, language: keyof Text): WorkbookCell[][] {
  const t = WORKBOOK_WORDS[language];
  const { draws, seed, spread, grades } = settings.robustness;
  return [
    ...about.map(([label, value]): WorkbookCell[] => [label[language], defused(value)]),
    [t.readAt, data.readAt],
    [t.hash, hash],
    [t.cases, inScope(data, settings).cases.length],
    [t.scope, t.scopes[settings.scope]],
    [t.draws, draws],
    [t.seed, seed],
    [t.spread, spread === 'any' ? t.any : `± ${percent(spread)} %`],
    [t.grades, t.gradesAs[grades]],
    ...budgetOf(settings, t),
    [t.order, t.orderText],
    ...(data.demo ? [[t.demo, t.demoText]] : []),
  ];
}
