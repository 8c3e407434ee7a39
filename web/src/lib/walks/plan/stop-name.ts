import type { StopLayer } from '@quartierblick/gis/walks/walk.ts';

/**
 * What a stop is called at first. Of a case nothing: its address beside a card on neglect would tell every guest what it is, so a
 * name that says where one stands is typed by hand.
 */
export const nameFor = (layer: StopLayer, title: string | null): string =>
  layer === 'properties' || layer === 'buildings' ? '' : (title ?? '').slice(0, 120);
