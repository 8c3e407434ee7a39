import type { Uuid } from '@quartierblick/gis/walks/event.ts';
import type { State } from '@quartierblick/gis/walks/fold.ts';
import { shown } from '@quartierblick/gis/walks/shown.ts';
import { nowWithOffset, seenOf, set, type Saying } from '@quartierblick/gis/walks/stamp.ts';

/** When the walk came to a stop and left it, as this device was told; ISO 8601, empty: not yet. */
export interface Visit {
  id: Uuid;
  came: string;
  left: string;
}

/** The visit of a stop that this device knows of; of several the first. */
export function visitOf(state: State, stop: Uuid): Visit | null {
  for (const thing of state.values()) {
    if (thing.removed || !shown(thing, 'visit', 'stop').some(({ value }) => value === stop)) continue;
    const [came, left] = [shown(thing, 'visit', 'came')[0], shown(thing, 'visit', 'left')[0]];
    return { id: thing.id, came: came?.value ?? '', left: left?.value ?? '' };
  }
  return null;
}

/** Says that the walk is at a stop now. Nothing follows the device: somebody touches a button. */
export function arriving(stop: Uuid): Saying[] {
  const id = crypto.randomUUID();
  return [set('visit', id, 'stop', stop, []), set('visit', id, 'came', nowWithOffset(), [])];
}

/** Says that the walk goes on, where it was said that it came; else nothing. */
export function leaving(state: State, stop: Uuid): Saying[] {
  const visit = visitOf(state, stop);
  if (!visit || visit.left !== '') return [];
  return [set('visit', visit.id, 'left', nowWithOffset(), seenOf(state, 'visit', visit.id, 'left'))];
}
