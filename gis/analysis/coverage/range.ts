import { AGE_GROUPS } from '../network/types.ts';
import type { AgeGroup, Demand } from '../network/types.ts';

/** A modelled number of children: the expected one, and the bounds that suppressed or perturbed counts leave open. */
export interface Range {
  expected: number;
  least: number;
  most: number;
}

export const NOBODY: Range = { expected: 0, least: 0, most: 0 };

/** Sum of two numbers of children. */
export const plus = (a: Range, b: Range): Range => ({
  expected: a.expected + b.expected,
  least: a.least + b.least,
  most: a.most + b.most,
});

/** What is left of a number of children without those reached, with the bounds that both leave open. */
export function minus(all: Range, reached: Range): Range {
  return {
    expected: all.expected - reached.expected,
    // Both lie on different pieces of street, so each bound is reached on its own.
    least: all.least - reached.least,
    most: all.most - reached.most,
  };
}

/** Several together. */
export const totalOf = (all: readonly Range[]): Range => all.reduce(plus, NOBODY);

/** Children of an age group on some pieces of street. */
export function sumOf({ expected, least, most }: Demand, group: AgeGroup, pieces: Iterable<number>): Range {
  const g = AGE_GROUPS.indexOf(group);
  const total = { ...NOBODY };
  for (const i of pieces) {
    total.expected += expected[g]?.[i] ?? 0;
    total.least += least[g]?.[i] ?? 0;
    total.most += most[g]?.[i] ?? 0;
  }
  return total;
}

function* piecesWhere({ x }: Demand, counts: (piece: number) => boolean): Generator<number> {
  for (let i = 0; i < x.length; i++) if (counts(i)) yield i;
}

/** Children of an age group on the pieces of street for which `counts` is true. */
export function sumWhere(demand: Demand, group: AgeGroup, counts: (piece: number) => boolean): Range {
  return sumOf(demand, group, piecesWhere(demand, counts));
}

/** Statistical units with their pieces of street; the last one, without a key, gathers what lies outside of all, where there is any. */
export function piecesByUnit({ unit, units }: Demand): { key: string; name: string | null; pieces: number[] }[] {
  const all = [...units.map(({ key, name }) => ({ key, name })), { key: '', name: null }];
  const found = all.map((one) => ({ ...one, pieces: [] as number[] }));
  unit.forEach((u, i) => found[u < 0 ? units.length : u]?.pieces.push(i));
  return found.at(-1)?.pieces.length === 0 ? found.slice(0, -1) : found;
}
