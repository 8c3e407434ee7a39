import { inYear } from '../analysis/population/other-year.ts';
import type { Demand } from '../analysis/network/types.ts';
import type { DemandAnswer } from './answers.ts';
import { piecesIn } from './demand-in.ts';
import type { ChainState, ReckonedChain } from './questions.ts';

/** Children with what is known of them by statistical unit, now and in other years. */
export type CountedDemand = Demand & Pick<DemandAnswer, 'years' | 'zonesOfUnits'>;

interface Counted extends Pick<ReckonedChain, 'known' | 'missing' | 'partly'> {
  /** Children of the area: the pieces of street among those of a demand; null: all of them. */
  counts: { demand: Demand; pieces: number[] | null };
}

type Knowledge = 'all' | 'some' | 'none';

const told = ({ all, known }: DemandAnswer['zonesOfUnits'][number]): Knowledge =>
  known === 0 ? 'none' : known < all ? 'some' : 'all';

/** The children of an area in a year, with the statistical units of which nothing, or not everything, is known. */
export function childrenIn(answer: CountedDemand, { area, year }: Pick<ChainState, 'area' | 'year'>): Counted {
  const another = year === null ? undefined : answer.years.find((one) => one.year === year);
  const then = another && inYear(answer, another);
  const demand = then?.demand ?? answer;
  const knowledge = answer.units.map(({ key }, u): [string, Knowledge] => {
    if (then) return [key, then.known[u] ? 'all' : 'none'];
    const zones = answer.zonesOfUnits[u];
    return [key, zones ? told(zones) : 'none'];
  });
  const pieces = piecesIn(demand, area);
  if (area === null || !('units' in area)) {
    // Of another year, units without its figures are missing.
    const there = new Set(pieces ? pieces.map((piece) => demand.unit[piece]) : demand.unit);
    const lacks = ([, known]: (typeof knowledge)[number], u: number) => known === 'none' && there.has(u);
    const missing = then ? knowledge.filter(lacks).map(([key]) => key) : [];
    return { counts: { demand, pieces }, known: pieces === null || pieces.length > 0, missing, partly: [] };
  }
  const byKey = new Map(knowledge);
  const which = (kind: Knowledge) => area.units.filter((key) => (byKey.get(key) ?? 'none') === kind);
  const missing = which('none');
  return { counts: { demand, pieces }, known: missing.length < area.units.length, missing, partly: which('some') };
}
