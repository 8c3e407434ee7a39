import { expect, it } from 'vitest';
import type { RankedCase } from '@quartierblick/gis/ranking/data.ts';
import type { Line } from '../lines.ts';
import { countSteps, squareOf } from './cells.ts';

it('places every judged case in exactly one field, and nowhere one that nobody judged', () => {
  const judged = [
    ['red', 'green'],
    ['red', 'green'],
    ['green', 'red'],
    [null, 'green'],
    ['red', null],
  ] as const;
  const cases = judged.map(([pressure, ability_to_act]) => ({ pressure, ability_to_act }) as RankedCase);
  const lines = cases.map((_, at) => ({ at, key: `c${at}` }) as Line);
  const { rows, unjudged } = squareOf({ cases }, lines);
  const placed = rows.flat().flatMap((cell) => cell.lines.map(({ key }) => `${cell.pressure}/${cell.ability}/${key}`));
  expect(placed).toEqual(['red/green/c0', 'red/green/c1', 'green/red/c2']);
  expect(unjudged.map(({ key }) => key)).toEqual(['c3', 'c4']);
  expect(rows.map((row) => row.map(({ ability }) => ability))).toEqual(Array(3).fill(['red', 'yellow', 'green']));
});

it('counts the steps of the chosen cases only', () => {
  const steps = {
    a: { running: ['x'], possible: ['y'] },
    b: { running: [], possible: ['y'] },
    c: { running: ['x'], possible: [] },
  };
  expect(countSteps(['a', 'b', 'none'], steps)).toEqual([
    { instrument: 'y', running: 0, possible: 2 },
    { instrument: 'x', running: 1, possible: 0 },
  ]);
});
