import type { CrossingKind } from '../../analysis/network/types.ts';
import type { PlacedFeature } from '../../read/feature-source.ts';
import { parseInteger } from '../../read/numbers.ts';
import { tag } from '../../read/osm.ts';
import { crossingKind } from '../crossings/osm.ts';

/** Classes on which nobody walks in Germany unless a tag allows it (OSM wiki, "OSM tags for routing/Access restrictions"). */
const NO_FOOT = new Set(['motorway', 'motorway_link', 'trunk', 'trunk_link', 'cycleway', 'bridleway']);
const ALLOWED = new Set(['yes', 'designated', 'permissive', 'destination', 'customers', 'official']);

/**
 * Whether one may walk here: `foot` says it, else class and `access`; where the footways beside a street are lines of their
 * own, one walks on those. Null: nothing is said, the class decides (OSM wiki: "Key:foot", "Key:access", "Key:sidewalk").
 */
function walkableOf(feature: PlacedFeature): boolean | null {
  const foot = tag(feature, 'foot');
  if (foot !== null) return ALLOWED.has(foot);
  if (NO_FOOT.has(tag(feature, 'highway') ?? '') || tag(feature, 'motorroad') === 'yes') return false;
  const access = tag(feature, 'access');
  if (access === 'no' || access === 'private') return false;
  return tag(feature, 'sidewalk') === 'separate' || tag(feature, 'sidewalk:both') === 'separate' ? false : null;
}

/** Whether wheels get along without a step (OSM wiki: "Key:wheelchair", "Key:ramp"). Slopes are no steps. */
function stepFreeOf(feature: PlacedFeature, steps: boolean): boolean | null {
  if (steps) return tag(feature, 'ramp:wheelchair') === 'yes';
  const wheelchair = tag(feature, 'wheelchair');
  if (wheelchair === 'yes' || wheelchair === 'designated') return true;
  return wheelchair === 'no' ? false : null;
}

/** Level: `layer`, else above the ground on bridges and below it in tunnels; a passage through a house is on it (OSM wiki, "Key:layer"). */
function levelOf(feature: PlacedFeature): number | null {
  const layer = parseInteger(tag(feature, 'layer') ?? '');
  if (layer !== null) return layer;
  const [bridge, tunnel] = [tag(feature, 'bridge') ?? 'no', tag(feature, 'tunnel') ?? 'no'];
  if (bridge !== 'no') return 1;
  return tunnel === 'no' || tunnel === 'building_passage' ? null : -1;
}

interface Walking {
  walkable: boolean | null;
  steps: boolean;
  step_free: boolean | null;
  crossing: CrossingKind | null;
  level: number | null;
}

/** What OpenStreetMap says of walking along a line. A line that leads across a street bears `footway=crossing`. */
export function walkingOf(feature: PlacedFeature): Walking {
  const steps = tag(feature, 'highway') === 'steps';
  const across = ['footway', 'path', 'cycleway'].some((key) => tag(feature, key) === 'crossing');
  return {
    walkable: walkableOf(feature),
    steps,
    step_free: stepFreeOf(feature, steps),
    crossing: across ? crossingKind((key) => tag(feature, key)) : null,
    level: levelOf(feature),
  };
}
