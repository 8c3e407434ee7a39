import { compareChains, gapChanges } from '@quartierblick/gis/analysis/chain/compare.ts';
import type { CellChange, Change, GapChange } from '@quartierblick/gis/analysis/chain/compare.ts';
import type { Cell, Column } from '@quartierblick/gis/analysis/chain/chain.ts';
import type { ReckonedChain } from '@quartierblick/gis/network/questions.ts';
import type { AreaChoice, MeasureId, OffersAddress, OtherState } from '@quartierblick/gis/views/offers.ts';

/** Whose chain, on which day, with the children of which year (null: the newest known). */
export interface AskedState {
  area: AreaChoice;
  day: string;
  year: number | null;
}

/** One of the two states, with what tells it from the other. */
export interface ComparedState extends AskedState {
  name: string;
  chain: ReckonedChain;
}

/** Two states of the chain; `from` is the earlier one where days or years differ, else the one that was asked for first. */
export interface Comparison {
  from: ComparedState;
  to: ComparedState;
  /** The one of the two that was asked for first: its offers are listed. */
  here: ComparedState;
  /** Days or years differ: things happen from the one to the other. */
  byTime: boolean;
  cells: readonly CellChange[];
  gaps: readonly GapChange[];
}

/** What is asked for beside the first state: what is not said is as there. */
export const otherState = ({ area, day, year }: OtherState, here: AskedState): AskedState => ({
  area: area ?? here.area,
  day: day ?? here.day,
  year,
});

const sameArea = (one: AreaChoice, other: AreaChoice): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What a state is called beside another: only that in which they differ. */
export function nameOf(
  state: AskedState,
  beside: AskedState,
  say: { area: (area: AreaChoice) => string; day: (day: string) => string; year: (year: number | null) => string },
): string {
  const parts = [
    sameArea(state.area, beside.area) ? null : say.area(state.area),
    state.day === beside.day ? null : say.day(state.day),
    state.year === beside.year ? null : say.year(state.year),
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(', ') : say.day(state.day);
}

/** Puts two states into their order and compares them. */
export function compareStates(here: ComparedState, other: ComparedState): Comparison {
  // The children of a year that is named are older than the newest.
  const before = other.day < here.day || (other.day === here.day && other.year !== null);
  const [from, to] = before ? [other, here] : [here, other];
  return {
    ...{ from, to, byTime: here.day !== other.day || other.year !== null },
    here,
    cells: compareChains(from.chain, to.chain),
    gaps: gapChanges(from.chain, to.chain),
  };
}

/** How a field looks in a comparison. */
export type ChangeLook = 'better' | 'worse' | 'same' | 'unknown';

/** Fewer children without are better, and so are more offers; in whole numbers, as they are shown. */
export function changeLook(change: Change | null, measure: MeasureId): ChangeLook {
  if (!change) return 'unknown';
  const more = Math.round(change.to) - Math.round(change.from);
  if (more === 0) return 'same';
  return more > 0 === (measure === 'offers') ? 'better' : 'worse';
}

/** The field that an address names. */
export const isAt = (
  { band, column }: { band: number; column: Column },
  cell: OffersAddress['cell'] | Cell | undefined,
): boolean => band === cell?.band && column === cell.column;
