import { ABILITY_TO_ACT, PRESSURE } from '@quartierblick/gis/layers/properties/axes.ts';
import type { RankingData } from '@quartierblick/gis/ranking/data.ts';
import type { Line } from '../lines.ts';

export type Light = 'red' | 'yellow' | 'green';

/** From top to bottom: what weighs most on its surroundings stands highest. */
const PRESSURES = Object.keys(PRESSURE) as Light[];
/** From left to right: where the city can do most stands rightmost. */
export const ABILITIES = (Object.keys(ABILITY_TO_ACT) as Light[]).toReversed();

/** A field of the square with its cases, most urgent first. */
export interface Cell {
  pressure: Light;
  ability: Light;
  lines: Line[];
}

/**
 * The square: problem pressure by ability to act, as people judged both (Gelsenkirchen; domain, section 4). Cases that nobody
 * has judged on both stand apart; they are placed nowhere.
 */
export function squareOf(
  { cases }: Pick<RankingData, 'cases'>,
  lines: readonly Line[],
): { rows: Cell[][]; unjudged: Line[] } {
  const at = (line: Line) => cases[line.at];
  const of = (pressure: Light, ability: Light): Line[] =>
    lines.filter((line) => at(line)?.pressure === pressure && at(line)?.ability_to_act === ability);
  return {
    rows: PRESSURES.map((pressure) =>
      ABILITIES.map((ability) => ({ pressure, ability, lines: of(pressure, ability) })),
    ),
    unjudged: lines.filter((line) => !at(line)?.pressure || !at(line)?.ability_to_act),
  };
}

/** Instruments with the number of these cases in which they run or could begin, most frequent first. */
export function countSteps(
  keys: readonly string[],
  steps: Readonly<Record<string, { running: readonly string[]; possible: readonly string[] }>>,
): { instrument: string; running: number; possible: number }[] {
  const counts = new Map<string, { running: number; possible: number }>();
  const add = (instrument: string, what: 'running' | 'possible'): void => {
    const count = counts.get(instrument) ?? { running: 0, possible: 0 };
    count[what] += 1;
    counts.set(instrument, count);
  };
  for (const key of keys) {
    for (const instrument of steps[key]?.running ?? []) add(instrument, 'running');
    for (const instrument of steps[key]?.possible ?? []) add(instrument, 'possible');
  }
  return [...counts]
    .map(([instrument, count]) => ({ instrument, ...count }))
    .sort((a, b) => b.possible + b.running - (a.possible + a.running) || a.instrument.localeCompare(b.instrument));
}
