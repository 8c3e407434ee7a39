import { AGE_GROUPS } from '@quartierblick/gis/analysis/network/types.ts';
import type { AgeGroup } from '@quartierblick/gis/analysis/network/types.ts';
import type { DemandAnswer } from '@quartierblick/gis/network/answers.ts';
import type { ChainDesk } from '@quartierblick/gis/network/chain-desk.ts';
import type { CountedDemand } from '@quartierblick/gis/network/children-in.ts';
import type { CoverDesk } from '@quartierblick/gis/network/cover-desk.ts';
import { piecesOf } from '@quartierblick/gis/network/cover-state.ts';
import { roundedLonLat } from '@quartierblick/gis/network/lon-lat.ts';
import { firstStreet } from '@quartierblick/gis/safety/street-answers.ts';
import type { StreetData } from '@quartierblick/gis/safety/street-data.ts';
import type { ChainAnswer, ChainAsk, CoverAnswer, CoverAsk, StripAnswer, StripAsk } from './worker-messages.ts';

/** The network with playgrounds and children. */
export interface WalkedPlaces {
  desk: CoverDesk;
  demand: CountedDemand & Pick<DemandAnswer, 'notes'>;
}

/** Streets and accidents, and the years that data knows. */
export interface StreetsWithAccidents {
  data: StreetData;
  years: readonly number[];
}

/** Figures of coverage, and the pieces of street on which children of the age group live. */
export function coverAnswer(
  { desk, demand: { notes } }: WalkedPlaces,
  age: AgeGroup,
  asked: Omit<CoverAsk, 'zones' | 'age'>,
): CoverAnswer {
  const question = { ...asked, street: null };
  const g = AGE_GROUPS.indexOf(age);
  const today = piecesOf(desk.todayOf(question));
  const then = asked.edits.length > 0 ? piecesOf(desk.thenOf(question).reckoned) : null;
  const homes = today.flatMap(({ at, children, reached }, i) => {
    const n = children[g] ?? 0;
    if (n === 0) return [];
    const [lon, lat] = roundedLonLat(at);
    return [{ lon, lat, children: n, today: reached[g] === true, then: then && then[i]?.reached[g] === true }];
  });
  return { ...desk.cover(question), homes, notes };
}

/** The chain of the offers that the desk has taken. */
export function chainAnswer(
  { desk, demand }: WalkedPlaces,
  chains: ChainDesk,
  asked: Omit<ChainAsk, 'zones'>,
): ChainAnswer {
  const ground = desk.groundOf({ settings: asked.settings, area: null });
  const { other: _none, ...chain } = chains.chain(ground, demand, { ...asked, other: null });
  return { ...chain, notes: demand.notes, units: demand.units };
}

/** A street with figures and sections; null where there is none of that name. */
export function stripAnswer(
  { data, years }: StreetsWithAccidents,
  { street, settings, preset }: StripAsk,
): StripAnswer | null {
  const all = data.choices();
  const id = (street === null ? firstStreet(all) : all.find((one) => one.id === street))?.id;
  if (id === undefined) return null;
  const sections = preset && data.sections(id, preset);
  return { strip: data.strip(id), figures: data.figures(id, settings), sections, years };
}
