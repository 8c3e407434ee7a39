import { describe, expect, it } from 'vitest';
import { coverageOf } from '../analysis/coverage/coverage.ts';
import { east, homes, lanes, playground, west } from '../analysis/coverage/example.ts';
import { prepareGround } from '../analysis/coverage/ground.ts';
import { applyScenario } from '../analysis/coverage/scenario.ts';
import { COVERAGE_DEFAULTS } from '../analysis/coverage/settings.ts';
import { buildWalkGraph } from '../analysis/network/build.ts';
import type { Edit } from '../analysis/network/types.ts';
import { CoverDesk } from './cover-desk.ts';
import { piecesOf } from './cover-state.ts';

const graph = buildWalkGraph(lanes);
const playgrounds = [playground(west)];
const demand = homes([west, east]);
const settings = COVERAGE_DEFAULTS;
const crossing: Edit = { id: 'a', type: 'crossing', at: [0, 0], kind: 'signals' };
const closure: Edit = { id: 'b', type: 'closure', at: [-50, 0] };
const asked = (edits: readonly Edit[], more = {}) => ({ settings, area: null, street: null, edits, ...more });

/** What is reached, by age group, reckoned anew from the beginning. */
function reached(edits: readonly Edit[]): number[] {
  const ground = applyScenario(prepareGround(graph, playgrounds, demand, settings), edits, settings).ground;
  return coverageOf(ground, settings).map((group) => group.reached.expected);
}

describe('coverage that goes on from the last question', () => {
  it('is that which is reckoned anew, whatever was asked before', () => {
    const desk = new CoverDesk(graph, playgrounds, demand);
    for (const edits of [[], [crossing], [crossing, closure], [], [closure], [crossing]]) {
      const { today, then } = desk.cover(asked(edits));
      expect(today.groups.map((group) => group.reached.expected)).toEqual(reached([]));
      expect(then?.groups.map((group) => group.reached.expected) ?? null).toEqual(
        edits.length > 0 ? reached(edits) : null,
      );
    }
    const far = { ...settings, reachM: { 'under-6': 1, '6-12': 1, '12-plus': 1 } };
    expect(reached([crossing])[0]).toBe(20);
    expect(desk.cover(asked([crossing], { settings: far })).then?.groups[0]?.reached.expected).toBe(10);
    expect(desk.cover(asked([])).today.groups.map((group) => group.reached.expected)).toEqual(reached([]));
  });

  it('tells of pieces of street how many live there and whether they are reached', () => {
    const desk = new CoverDesk(graph, playgrounds, demand);
    const today = piecesOf(desk.todayOf(asked([])));
    expect(today.map(({ at, children, reached: is }) => [at, children[0], is[0]])).toEqual([
      [west, 10, true],
      [east, 10, false],
    ]);
    const then = piecesOf(desk.thenOf(asked([crossing])).reckoned);
    expect(then.map(({ reached: is }) => is[0])).toEqual([true, true]);
  });

  it('names a change that cannot be made', () => {
    const gate: Edit = { id: 'x', type: 'entrance', at: east, playground: 'gone' };
    const { refused } = new CoverDesk(graph, playgrounds, demand).cover(asked([gate]));
    expect(refused).toEqual([{ id: 'x', reason: 'no-playground' }]);
  });
});
