import { isDark } from '../analysis/walks/daylight.ts';
import type { PlannedRoute, StopTimes, WalkStop } from './walk.ts';

/** When a walk is where, and when it ends. */
export interface Timetable {
  times: StopTimes[];
  /** ISO 8601; of a round walk when it is back. */
  endsAt: string;
  /** Whether one of its stops is reached in the dark, or it ends in it. */
  dark: boolean;
}

/**
 * The times of a walk: walking as reckoned, staying as planned. A leg without a way takes no time, since none is known.
 *
 * @param stops in the order in which they are walked @param route of these stops
 */
export function timetableOf(
  startsAt: string,
  stops: readonly Pick<WalkStop, 'key' | 'lon' | 'lat' | 'minutes'>[],
  minutesAStop: number,
  route: Pick<PlannedRoute, 'legs'>,
): Timetable {
  let now = Date.parse(startsAt);
  const iso = () => new Date(now).toISOString();
  const times = stops.map(({ key, lon, lat, minutes }, i): StopTimes => {
    if (i > 0) now += (route.legs[i - 1]?.seconds ?? 0) * 1000;
    const arrives = iso();
    const dark = isDark(new Date(now), [lon, lat]);
    now += (minutes ?? minutesAStop) * 60_000;
    return { stop: key, arrives, leaves: iso(), dark };
  });
  // Of a round walk there is one more leg than there are ways between stops.
  now += (stops.length > 0 ? (route.legs[stops.length - 1]?.seconds ?? 0) : 0) * 1000;
  const [first] = stops;
  const darkAtEnd = first !== undefined && isDark(new Date(now), [first.lon, first.lat]);
  return { times, endsAt: iso(), dark: darkAtEnd || times.some((stop) => stop.dark) };
}
