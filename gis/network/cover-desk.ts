import { catchmentsOf, changedCatchments } from '../analysis/coverage/catchments.ts';
import { prepareGround } from '../analysis/coverage/ground.ts';
import type { Ground, Playground } from '../analysis/coverage/ground.ts';
import { applyScenario } from '../analysis/coverage/scenario.ts';
import type { Refused } from '../analysis/coverage/scenario.ts';
import { changedWalked, walkedOf } from '../analysis/coverage/walked.ts';
import { changesBetween, changesByUnit } from '../analysis/coverage/what-if.ts';
import type { Demand, WalkGraph } from '../analysis/network/types.ts';
import { reckon } from './cover-state.ts';
import type { Reckoned } from './cover-state.ts';
import { demandIn } from './demand-in.ts';
import type { CoverFigures, CoverQuestion, CoverSetting } from './questions.ts';

interface Kept {
  question: string;
  reckoned: Reckoned;
}

/** What a scenario makes of coverage. */
export interface CoverScenario {
  reckoned: Reckoned;
  /** Changes that could not be made. */
  refused: Refused[];
}

/**
 * Coverage of one network with its playgrounds and children, EPSG:25832. Keeps the last ground, state and scenario, so that the next
 * question goes on from them: in the worker of the page, and in the server's thread.
 */
export class CoverDesk {
  readonly #graph: WalkGraph;
  readonly #playgrounds: readonly Playground[];
  readonly #demand: Demand;
  #ground: { settings: string; ground: Ground } | null = null;
  #today: Kept | null = null;
  #then: (Kept & CoverScenario) | null = null;

  constructor(graph: WalkGraph, playgrounds: readonly Playground[], demand: Demand) {
    this.#graph = graph;
    this.#playgrounds = playgrounds;
    this.#demand = demand;
  }

  /** The ground as it is. Kept as long as its settings stay the same: joining everyone to the network takes longest. */
  groundOf({ settings, area }: CoverSetting): Ground {
    const text = JSON.stringify([settings.profiles, area]);
    if (this.#ground?.settings === text) return this.#ground.ground;
    const ground = prepareGround(this.#graph, this.#playgrounds, demandIn(this.#demand, area), settings);
    this.#ground = { settings: text, ground };
    return ground;
  }

  /** Coverage as it is; kept as long as nothing but the scenario changes. */
  todayOf(setting: Omit<CoverQuestion, 'edits'>): Reckoned {
    const { settings, area, street } = setting;
    const question = JSON.stringify([settings, area, street?.id ?? null]);
    if (this.#today?.question === question) return this.#today.reckoned;
    const ground = this.groundOf(setting);
    const walked = walkedOf(ground, settings, street?.lines ?? null);
    const reckoned = reckon({ ground, walked, catchments: catchmentsOf(ground, settings) }, settings);
    this.#today = { question, reckoned };
    this.#then = null;
    return reckoned;
  }

  /** Coverage as a scenario would have it; of the network only what the scenario can reach is searched again. */
  thenOf(asked: CoverQuestion): CoverScenario {
    const { edits, settings, street } = asked;
    const today = this.todayOf(asked);
    const question = JSON.stringify(edits);
    if (this.#then?.question === question) return this.#then;
    const { ground, refused } = applyScenario(today.ground, edits, settings);
    const walked = changedWalked(today.ground, today.walked, ground, settings, street?.lines ?? null);
    const { catchments } = changedCatchments(today.ground, today.catchments, ground, settings);
    this.#then = { question, reckoned: reckon({ ground, walked, catchments }, settings), refused };
    return this.#then;
  }

  /** The figures of both states and what lies between them. */
  cover(asked: CoverQuestion): CoverFigures {
    const today = this.todayOf(asked);
    if (asked.edits.length === 0) return { today: today.state, then: null, changes: null, refused: [] };
    const { reckoned: then, refused } = this.thenOf(asked);
    return {
      today: today.state,
      then: then.state,
      changes: {
        groups: changesBetween(then.ground, today.coverage, then.coverage),
        units: changesByUnit(then.ground, today.coverage, then.coverage),
      },
      refused,
    };
  }
}
