import { placeOf, roundedLonLat } from '@quartierblick/gis/network/lon-lat.ts';
import { sumOf } from '@quartierblick/gis/analysis/walks/route.ts';
import type { WalkRoute } from '@quartierblick/gis/analysis/walks/route.ts';
import type { PlannedRoute } from '@quartierblick/gis/walks/walk.ts';
import type { Database } from '../db.ts';
import { Problem } from '../errors.ts';
import type { WalkNetwork } from '../network/service.ts';
import { acting } from '../audit/actor.ts';
import { holdWalk } from './changing.ts';
import type { Actor } from './changing.ts';
import { readWalk } from './read-walks.ts';

const tenth = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);

/**
 * A route as it is kept with a walk, in WGS 84.
 * @param stops those that it was reckoned of, in that order @param network version of the walking network
 */
export function plannedRoute(
  stops: readonly { key: string }[],
  { legs }: WalkRoute,
  network: string,
  round: boolean,
): PlannedRoute {
  const named = legs.map(({ from, to, metres, seconds, line }) => ({
    ...{ from: stops[from]?.key ?? '', to: stops[to]?.key ?? '' },
    ...{ metres: tenth(metres), seconds: tenth(seconds), line: line.map(roundedLonLat) },
  }));
  const { metres, seconds, missing } = sumOf(named);
  return { network, round, legs: named, metres: tenth(metres) ?? 0, seconds: tenth(seconds) ?? 0, missing };
}

/**
 * Reckons the route of a walk and keeps it; where the best order is wanted, the stops take it.
 * @throws Problem 404, 409 where there are too few stops or no streets, 412
 */
export async function reckonRoute(
  db: Database,
  network: WalkNetwork,
  actor: Actor,
  { key, seen, round }: { key: string; seen: number; round: boolean },
): Promise<void> {
  await acting(db, actor, (tx) => holdWalk(tx, { key, seen }));
  // Outside of a transaction: the embedded database has one session, which the network's thread needs to read the streets.
  const walk = await readWalk(db.sql, key, true);
  if (walk.stops.length < 2) throw tooFew();
  const stops = walk.stops.map(({ lon, lat }) => placeOf([lon, lat]));
  const { profile, ordered } = walk;
  const { version, route } = await network.route({ stops, profile, ordered, round });
  if (!route) throw noStreets();
  const order = route.order.map((i) => walk.stops[i]?.key ?? '');
  const kept = plannedRoute(walk.stops, route, version, round);
  await acting(db, actor, async (tx) => {
    // What was reckoned is of the version that was read, and nobody has changed it since.
    await holdWalk(tx, { key, seen });
    if (walk.version !== seen) throw changedWhileReckoning();
    await tx`
      update walk_stops s set position = o.n from unnest(${order}::text[]::uuid[]) with ordinality as o(key, n)
      where s.key = o.key and s.walk_key = ${key} and s.position <> o.n
    `;
    await tx`update walks set route = ${tx.json(kept as never)} where key = ${key}`;
  });
}

const tooFew = () =>
  new Problem({
    status: 409,
    type: 'too-few-stops',
    title: { de: 'Eine Route braucht zwei Halte', en: 'A route needs two stops' },
  });
const noStreets = () =>
  new Problem({
    status: 409,
    type: 'no-streets',
    title: { de: 'Es gibt noch kein Wegenetz', en: 'There is no walking network yet' },
    detail: {
      de: 'Bitte zuerst Straßen einspielen. Bis dahin gilt die gegebene Reihenfolge ohne Zeiten.',
      en: 'Please import streets first. Until then the given order holds, without times.',
    },
  });
const changedWhileReckoning = () =>
  new Problem({
    status: 409,
    type: 'changed-while-reckoning',
    title: { de: 'Der Gang wurde währenddessen geändert', en: 'The walk was changed meanwhile' },
    detail: { de: 'Bitte noch einmal berechnen.', en: 'Please reckon again.' },
  });
