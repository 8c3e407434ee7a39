import type { AgeRange } from './ages.ts';
import { AGE_BANDS } from './ages.ts';
import type { Cell, Column, GapReason } from './chain.ts';
import { isMeant, without } from './gaps.ts';

/** A chain to be compared: its fields, and whether anything is known of the children behind it. */
export interface Side {
  cells: readonly Cell[];
  /** false: nobody knows how many children there are; that is not zero. */
  known: boolean;
}

/** A figure in two states. `change` is what the second has more than the first. */
export interface Change {
  from: number;
  to: number;
  change: number;
}

/** A field of the matrix in two states; figures of children are null where one of the states knows nothing of them. */
export interface CellChange {
  band: number;
  column: Column;
  offers: Change;
  children: Change | null;
  without: Change | null;
  /** Children without an offer of 100 of the age; null, too, where there are none. */
  share: Change | null;
}

/** What becomes of a gap from the first state to the second. */
export const GAP_CHANGES = ['opened', 'grew', 'shrank', 'closed', 'same'] as const;
export type GapChangeKind = (typeof GAP_CHANGES)[number];

/** Ages that follow each other, lack the same for the same reasons, and whose gap changes alike. */
export interface GapChange {
  column: Column;
  ages: AgeRange;
  kind: GapChangeKind;
  /** Children without an offer, whatever the reason: a gap that only gets another reason has not closed. */
  children: Change;
  /** Why, in each state; empty where nobody is without. */
  reasons: { from: readonly GapReason[]; to: readonly GapReason[] };
}

const change = (from: number, to: number): Change => ({ from, to, change: to - from });

function shareOf(cell: Cell): number | null {
  const all = cell.children.expected;
  return all > 0 ? (100 * without(cell)) / all : null;
}

function cellChange(from: Cell, to: Cell, known: boolean): CellChange {
  const [one, other] = [shareOf(from), shareOf(to)];
  return {
    band: from.band,
    column: from.column,
    offers: change(from.offers.length, to.offers.length),
    children: known ? change(from.children.expected, to.children.expected) : null,
    without: known ? change(without(from), without(to)) : null,
    share: known && one !== null && other !== null ? change(one, other) : null,
  };
}

/** Each field of the matrix in both states, in the order of the first. */
export function compareChains(from: Side, to: Side): CellChange[] {
  const known = from.known && to.known;
  return pairsOf(from, to).map(([one, other]) => cellChange(one, other, known));
}

/** What becomes of a gap, in whole children as the screen shows them. */
function kindOf({ from, to }: Change): GapChangeKind {
  const [one, other] = [Math.round(from), Math.round(to)];
  if (one === other) return 'same';
  if (one === 0) return 'opened';
  if (other === 0) return 'closed';
  return other > one ? 'grew' : 'shrank';
}

const plus = (one: Change, other: Change): Change => change(one.from + other.from, one.to + other.to);

/** Reasons that concern at least one child, as the screen shows them. */
const reasonsOf = ({ gaps }: Cell): GapReason[] =>
  gaps.filter(({ children }) => Math.round(children.expected) > 0).map(({ reason }) => reason);

const alike = (one: GapChange, other: GapChange): boolean =>
  one.column === other.column &&
  one.kind === other.kind &&
  one.ages.to === other.ages.from &&
  String([one.reasons.from, '→', one.reasons.to]) === String([other.reasons.from, '→', other.reasons.to]);

/**
 * What becomes of each gap where an offer is meant to be, those that change most first. The changes add up to that of all children
 * without an offer that is meant for them.
 * @returns empty where one state knows nothing of its children
 */
export function gapChanges(from: Side, to: Side): GapChange[] {
  if (!from.known || !to.known) return [];
  const found: GapChange[] = [];
  for (const [one, other] of pairsOf(from, to)) {
    const children = change(without(one), without(other));
    if (!isMeant(one) || (children.from === 0 && children.to === 0)) continue;
    const ages = AGE_BANDS[one.band] as AgeRange;
    const reasons = { from: reasonsOf(one), to: reasonsOf(other) };
    const gap: GapChange = { column: one.column, ages, kind: kindOf(children), children, reasons };
    const before = found.find((known) => alike(known, gap));
    if (before) {
      before.ages = { from: before.ages.from, to: ages.to };
      before.children = plus(before.children, children);
    } else found.push(gap);
  }
  const size = ({ children }: GapChange) => Math.abs(children.change);
  return found.sort((a, b) => size(b) - size(a) || a.ages.from - b.ages.from);
}

/** The same fields of both: matrices have the same order. */
const pairsOf = (from: Side, to: Side): [Cell, Cell][] =>
  from.cells.flatMap((cell, i): [Cell, Cell][] => {
    const other = to.cells[i];
    return other ? [[cell, other]] : [];
  });
