import type { CrossingKind } from '../../analysis/network/types.ts';

type Tags = (key: string) => string | null;

const MARKED = new Set(['zebra', 'marked', 'uncontrolled']);

/** Whether cars must give way here. */
function isZebra(tag: Tags): boolean {
  const markings = tag('crossing:markings');
  if (tag('crossing') === 'zebra' || tag('crossing_ref') === 'zebra' || markings?.startsWith('zebra')) return true;
  // Lines, dots or another surface alone give nobody the right of way.
  const contrary = (markings !== null && markings !== 'yes') || tag('crossing_ref') !== null;
  return MARKED.has(tag('crossing') ?? '') && !contrary;
}

/**
 * How a crossing of OpenStreetMap is protected, a node or a line with `footway=crossing`. `uncontrolled` and `marked` mean
 * "marked, without signals", which in Germany is a zebra crossing as long as the markings are not said to be others; what is
 * not known is not protected (OSM wiki: "Key:crossing", "Key:crossing:markings", "Key:crossing:signals", "Key:crossing:island").
 * @param tag value of a tag, or null
 */
export function crossingKind(tag: Tags): CrossingKind {
  const signals = tag('crossing:signals');
  if (tag('crossing') === 'traffic_signals' || tag('highway') === 'traffic_signals') return 'signals';
  if (signals !== null && signals !== 'no') return 'signals';
  if (isZebra(tag)) return 'zebra';
  const island = tag('crossing:island') === 'yes' || tag('crossing') === 'island';
  return island || tag('traffic_calming') === 'island' ? 'island' : 'none';
}
