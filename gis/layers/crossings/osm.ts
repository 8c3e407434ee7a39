import type { CROSSING_CLASSES } from './kinds.ts';

type Kind = (typeof CROSSING_CLASSES)[number]['id'];

const MARKED = new Set(['zebra', 'marked', 'uncontrolled']);

/**
 * What makes a crossing of OpenStreetMap safe. In Germany `uncontrolled` and `marked` name crossings without signals, which
 * are zebra crossings where `crossing_ref` or `crossing:markings` say so; a marked line alone is none (OSM wiki, "Key:crossing",
 * "Key:crossing:markings", "Key:crossing:island").
 * @param tag value of a tag, or null
 */
export function crossingKind(tag: (key: string) => string | null): Kind {
  const crossing = tag('crossing');
  const signals = tag('crossing:signals');
  if (crossing === 'traffic_signals' || tag('highway') === 'traffic_signals' || (signals !== null && signals !== 'no')) {
    return 'signals';
  }
  const markings = tag('crossing:markings');
  const zebra = tag('crossing_ref') === 'zebra' || crossing === 'zebra' || (markings?.startsWith('zebra') ?? false);
  if (zebra || (crossing !== null && MARKED.has(crossing) && markings === null && tag('crossing_ref') === null)) {
    return 'zebra';
  }
  return tag('crossing:island') === 'yes' || crossing === 'island' || tag('traffic_calming') === 'island'
    ? 'island'
    : 'none';
}
