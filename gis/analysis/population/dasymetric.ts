import { median } from 'simple-statistics';
import type { Point } from '../network/types.ts';

/** A building in which people live, or may live. EPSG:25832. */
export interface Home {
  at: Point;
  footprintM2: number;
  /** null: not known. */
  floors: number | null;
  /** False where nobody recorded the use: such a building counts only in zones that have no building known as a home. */
  knownUse: boolean;
}

/** What is assumed where the buildings do not say it. */
export interface FloorAreaParameters {
  /** Storeys of buildings that do not tell theirs: the median of the zone (then of all, then 1), or this number. */
  floorsUnknown: 'zone-median' | number;
}

/** Starting values: houses of a block are about as high as their neighbours. */
const FLOOR_AREA: FloorAreaParameters = { floorsUnknown: 'zone-median' };

/** Which part of which zone's people lives in each building. */
export interface Spread {
  /** Zone of each building, -1 where nobody is put on it. */
  zone: Int32Array;
  /** Part of the zone's people in each building: above 0, and 1 in sum over the buildings of a zone that has any. */
  share: Float64Array;
  /** Number of buildings with people, of each zone. */
  homes: Uint32Array;
  /** Buildings with people whose storeys are assumed. */
  assumedFloors: number;
}

/** Which buildings are homes: those known as such, in zones without one also those of which no use is known. */
function settle(homes: readonly Home[], zones: number, zoneOf: (at: Point) => number): Int32Array {
  const zone = Int32Array.from(homes, ({ at, footprintM2 }) => (footprintM2 > 0 ? zoneOf(at) : -1));
  const known = new Uint8Array(zones);
  for (const [i, home] of homes.entries()) {
    const at = zone[i] ?? -1;
    if (at >= 0 && home.knownUse) known[at] = 1;
  }
  return zone.map((at, i) => (at >= 0 && known[at] === 1 && homes[i]?.knownUse === false ? -1 : at));
}

/** Storeys to assume, by zone. */
function assumedFloors(
  homes: readonly Home[],
  zone: Int32Array,
  zones: number,
  { floorsUnknown }: FloorAreaParameters,
): (at: number) => number {
  if (floorsUnknown !== 'zone-median') return () => floorsUnknown;
  const known: number[][] = Array.from({ length: zones }, () => []);
  const all: number[] = [];
  for (const [i, { floors }] of homes.entries()) {
    const at = zone[i] ?? -1;
    if (at < 0 || floors === null || floors < 1) continue;
    known[at]?.push(floors);
    all.push(floors);
  }
  const overall = all.length > 0 ? median(all) : 1;
  const medians = known.map((floors) => (floors.length > 0 ? median(floors) : overall));
  return (at) => medians[at] ?? overall;
}

/**
 * Puts the people of zones on residential buildings: P_b = P_u · w_b / Σw with w = footprint × storeys, so that each zone keeps
 * its total (domain, section 5: dasymetric by residential floor area). A building belongs to the zone in which its point lies.
 * Meant for calculations; what is shown is gathered first (see `streetPieces`), never the figure of one building.
 */
export function spreadOverHomes(
  homes: readonly Home[],
  zones: number,
  zoneOf: (at: Point) => number,
  parameters: FloorAreaParameters = FLOOR_AREA,
): Spread {
  const zone = settle(homes, zones, zoneOf);
  const assume = assumedFloors(homes, zone, zones, parameters);
  const weight = new Float64Array(homes.length);
  const sum = new Float64Array(zones);
  const count = new Uint32Array(zones);
  let assumed = 0;
  for (const [i, { footprintM2, floors }] of homes.entries()) {
    const at = zone[i] ?? -1;
    if (at < 0) continue;
    const isKnown = floors !== null && floors >= 1;
    if (!isKnown) assumed += 1;
    weight[i] = footprintM2 * (isKnown ? floors : assume(at));
    sum[at] = (sum[at] ?? 0) + (weight[i] ?? 0);
    count[at] = (count[at] ?? 0) + 1;
  }
  const share = weight.map((w, i) => {
    const at = zone[i] ?? -1;
    return at < 0 ? 0 : w / (sum[at] ?? 1);
  });
  return { zone, share, homes: count, assumedFloors: assumed };
}
