import { chainOf } from '../analysis/chain/chain.ts';
import { Children } from '../analysis/chain/children.ts';
import { gapsOf } from '../analysis/chain/gaps.ts';
import { transitionsOf } from '../analysis/chain/transitions.ts';
import { catchmentFinder } from '../analysis/coverage/catchments.ts';
import { joinedTo } from '../analysis/coverage/ground.ts';
import type { Ground } from '../analysis/coverage/ground.ts';
import { AGE_GROUPS } from '../analysis/network/types.ts';
import type { AgeGroup } from '../analysis/network/types.ts';
import { childrenIn } from './children-in.ts';
import type { CountedDemand } from './children-in.ts';
import type { ChainFigures, ChainQuestion, ChainState, OfferedAt, ReckonedChain } from './questions.ts';
import { indexOf } from './snap-index.ts';

type Within = (site: string, group: AgeGroup) => Uint32Array;

/** The chain of offers: whom each offer reaches on foot, and who is left without. Keeps what it searched for the next question. */
export class ChainDesk {
  #offers: OfferedAt = { offerings: [], sites: [] };
  #within: { ground: Ground; reachM: number; find: Within } | null = null;

  /** Takes the offers that questions are about. @returns how many */
  take(offers: OfferedAt): number {
    this.#offers = offers;
    this.#within = null;
    return offers.offerings.length;
  }

  /** @param ground of all children; areas are parts of it, so that both states share what is searched on the network */
  chain(ground: Ground, demand: CountedDemand, { wish, reachM, here, other }: ChainQuestion): ChainFigures {
    const within = this.#reach(ground, reachM);
    const reckon = (state: ChainState): ReckonedChain => {
      const { offerings } = this.#offers;
      const { counts, ...said } = childrenIn(demand, state);
      const children = new Children(counts.demand, counts.pieces);
      const cells = chainOf({ offerings, children, day: state.day, wish, within });
      return { cells, gaps: gapsOf(cells), transitions: transitionsOf(offerings, children, state.day), ...said };
    };
    return { ...reckon(here), other: other && reckon(other) };
  }

  /** Pieces of street from which an age group reaches a site within so many metres. */
  reached(ground: Ground, reachM: number, site: string, group: AgeGroup): Uint32Array {
    return this.#reach(ground, reachM)(site, group);
  }

  /** Catchments of sites, each searched when it is first asked for; kept while network, people and distance stay. */
  #reach(ground: Ground, reachM: number): Within {
    if (this.#within?.ground === ground && this.#within.reachM === reachM) return this.#within.find;
    const sites = new Map(this.#offers.sites.map(({ key, at }) => [key, at]));
    const searched = (group: AgeGroup) => {
      const finder = catchmentFinder(ground, group, reachM);
      const known = new Map<string, Uint32Array>();
      return (site: string): Uint32Array => {
        const found = known.get(site);
        if (found) return found;
        const at = sites.get(site);
        const access = at && joinedTo(indexOf(ground.graph), at, ground.groups[group].costs);
        const pieces = finder(access ? [access] : []);
        known.set(site, pieces);
        return pieces;
      };
    };
    const finders = new Map(AGE_GROUPS.map((group) => [group, searched(group)]));
    const find: Within = (site, group) => finders.get(group)?.(site) ?? new Uint32Array();
    this.#within = { ground, reachM, find };
    return find;
  }
}
