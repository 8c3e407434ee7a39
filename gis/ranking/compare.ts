import { utilityOf } from '../analysis/ranking/matrix.ts';
import type { RankingData } from './data.ts';
import { weightsOf } from './rank.ts';
import type { RankedRow } from './rank.ts';
import type { RankingSettings } from './settings.ts';

/** A ranking with what it came from. */
export interface Side {
  data: RankingData;
  settings: RankingSettings;
  /** Most urgent first. */
  rows: readonly RankedRow[];
}

/** What put a case forward or back against the others, in parts of the score. */
export interface Cause {
  criterion: string;
  /** Above 0 it came forward by it. The average of all cases is taken off: what lifts everyone moves nobody. */
  by: number;
  cause: 'weight' | 'value';
}

/** A case in two rankings. */
export interface Move {
  key: string;
  address: string | null;
  /** 1-based places in the lists; null where the case is only in the other. */
  places: readonly [before: number | null, after: number | null];
  rows: readonly [before: RankedRow | null, after: RankedRow | null];
  /** The largest first; none where the case is only in one. */
  causes: readonly Cause[];
}

interface Cell {
  weight: number;
  /** Middle of what the value allows; null where the criterion does not exist. */
  utility: number | null;
}

function cellsOf({ data, settings }: Side): (key: string, criterion: string) => Cell {
  const weights = weightsOf(data, settings);
  const criteria = new Map(data.criteria.map((one, j) => [one.id, { one, weight: weights?.[j] ?? 0 }]));
  const place = new Map(data.cases.map(({ key }, i) => [key, i]));
  return (key, id) => {
    const found = criteria.get(id);
    if (!found) return { weight: 0, utility: null };
    const [low, high] = utilityOf(found.one, data.values[id]?.[place.get(key) ?? -1] ?? null);
    return { weight: found.weight, utility: (low + high) / 2 };
  };
}

/** The change of one part of the score, split exactly: by another weight at the middle value, by another value at the middle weight. */
function split(a: Cell, b: Cell): { weight: number; value: number } {
  const [before, after] = [a.utility ?? b.utility ?? 0, b.utility ?? a.utility ?? 0];
  return {
    weight: ((b.weight - a.weight) * (before + after)) / 2,
    value: ((after - before) * (a.weight + b.weight)) / 2,
  };
}

const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / Math.max(1, all.length);

/** Less than a tenth of a point in a hundred is not worth a word. */
const WORTH_SAYING = 0.001;

function causesOf(a: Side, b: Side, common: readonly string[]): Map<string, Cause[]> {
  const [cellA, cellB] = [cellsOf(a), cellsOf(b)];
  const ids = [...new Set([...a.data.criteria, ...b.data.criteria].map(({ id }) => id))];
  const causes = new Map<string, Cause[]>(common.map((key) => [key, []]));
  for (const criterion of ids) {
    const parts = common.map((key) => split(cellA(key, criterion), cellB(key, criterion)));
    for (const cause of ['weight', 'value'] as const) {
      const average = mean(parts.map((part) => part[cause]));
      parts.forEach((part, i) => {
        const by = part[cause] - average;
        // Whose value stayed was not moved by values, although the others' were.
        if (Math.abs(by) >= WORTH_SAYING && (cause === 'weight' || part.value !== 0))
          causes.get(common[i] ?? '')?.push({ criterion, by, cause });
      });
    }
  }
  for (const all of causes.values()) all.sort((x, y) => Math.abs(y.by) - Math.abs(x.by));
  return causes;
}

/** Who stands where in two rankings, and why; in the order of the second, those that it does not have at the end. */
export function compareRankings(a: Side, b: Side): Move[] {
  const [rowsA, rowsB] = [a, b].map(({ rows }) => new Map(rows.map((row, i) => [row.key, { row, place: i + 1 }])));
  const keys = [...new Set([...b.rows, ...a.rows].map(({ key }) => key))];
  const causes = causesOf(
    a,
    b,
    keys.filter((key) => rowsA?.has(key) && rowsB?.has(key)),
  );
  const addresses = new Map([...a.data.cases, ...b.data.cases].map(({ key, address }) => [key, address]));
  return keys.map((key) => {
    const [was, is] = [rowsA?.get(key), rowsB?.get(key)];
    return {
      key,
      address: addresses.get(key) ?? null,
      places: [was?.place ?? null, is?.place ?? null],
      rows: [was?.row ?? null, is?.row ?? null],
      causes: causes.get(key) ?? [],
    };
  });
}
