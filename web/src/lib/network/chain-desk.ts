import { chainOf } from '@quartierblick/gis/analysis/chain/chain.ts';
import { gapsOf } from '@quartierblick/gis/analysis/chain/gaps.ts';
import { transitionsOf } from '@quartierblick/gis/analysis/chain/transitions.ts';
import { catchmentFinder } from '@quartierblick/gis/analysis/coverage/catchments.ts';
import { joinedTo } from '@quartierblick/gis/analysis/coverage/ground.ts';
import type { Ground } from '@quartierblick/gis/analysis/coverage/ground.ts';
import type { AgeGroup } from '@quartierblick/gis/analysis/network/types.ts';
import type { ChainAnswer, ChainQuestion, OffersQuestion } from './messages.ts';
import { indexOf } from './snap-index.ts';

type Within = (site: string, group: AgeGroup) => Uint32Array;

/** The chain of offers, in the worker: whom each offer reaches on foot, and who is left without. */
export class ChainDesk {
  #offers: OffersQuestion = { kind: 'offers', offerings: [], sites: [] };
  #within: { ground: Ground; reachM: number; find: Within } | null = null;

  /** Takes the offers that questions are about. @returns how many */
  take(offers: OffersQuestion): number {
    this.#offers = offers;
    this.#within = null;
    return offers.offerings.length;
  }

  chain(ground: Ground, { day, wish, reachM }: ChainQuestion): ChainAnswer {
    const { offerings } = this.#offers;
    const within = this.#reach(ground, reachM);
    const cells = chainOf({ offerings, demand: ground.demand, day, wish, within });
    return { kind: 'chain', cells, gaps: gapsOf(cells), transitions: transitionsOf(offerings, ground.demand, day) };
  }

  /** Catchments of sites, each searched when it is first asked for; kept while network, people and distance stay. */
  #reach(ground: Ground, reachM: number): Within {
    if (this.#within?.ground === ground && this.#within.reachM === reachM) return this.#within.find;
    const sites = new Map(this.#offers.sites.map(({ key, at }) => [key, at]));
    const known = new Map<string, Uint32Array>();
    const finders = new Map<AgeGroup, ReturnType<typeof catchmentFinder>>();
    const search: Within = (site, group) => {
      const at = sites.get(site);
      const access = at && joinedTo(indexOf(ground.graph), at, ground.groups[group].costs);
      const finder = finders.get(group) ?? catchmentFinder(ground, group, reachM);
      finders.set(group, finder);
      return finder(access ? [access] : []);
    };
    const find: Within = (site, group) => {
      const key = `${group} ${site}`;
      const pieces = known.get(key) ?? search(site, group);
      known.set(key, pieces);
      return pieces;
    };
    this.#within = { ground, reachM, find };
    return find;
  }
}
