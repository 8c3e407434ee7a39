import type { StopLayer, StopRef } from '@quartierblick/gis/walks/walk.ts';
import type { Hit } from '#lib/map/hits.ts';
import { nameFor } from './stop-name.ts';

/** What a tap on the map may mean as a stop. */
export interface Choice {
  at: { lon: number; lat: number };
  /** Empty where it has to be typed. */
  name: string;
  /** null: just the place. */
  ref: StopRef | null;
}

/** Nobody chooses among more than a few under one finger. */
const MOST = 6;

/**
 * What lies under a tap: things of the map with a name, topmost first, and the place itself.
 * @param seesCases whether a case may be named as what was picked
 */
export function choicesOf(hits: readonly Hit[], at: Choice['at'], seesCases: boolean): Choice[] {
  const named = hits.flatMap(({ layer, key, properties }): Choice[] => {
    const id = layer.id as StopLayer;
    if (id === 'properties' && !seesCases) return [];
    const title = layer.titleField ? properties[layer.titleField] : null;
    // A house is everywhere: it is a place like any other.
    if (id === 'buildings') return [];
    return [{ at, name: nameFor(id, typeof title === 'string' ? title : null), ref: { layer: id, key } }];
  });
  return [...named.slice(0, MOST), { at, name: '', ref: null }];
}
