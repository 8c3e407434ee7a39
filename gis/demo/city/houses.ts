import type { RowOf } from '../../layers/define.ts';
import type { buildings } from '../../layers/buildings/layer.ts';
import type { Random } from '../random.ts';
import type { BuiltBlock } from './centre.ts';
import type { Footprint } from './footprints.ts';
import { area, nearest, rounded } from './plane.ts';
import type { Ring } from './plane.ts';
import type { Street } from './street.ts';

export type BuildingRow = RowOf<typeof buildings.dataset>;

/** A building with everything the demo knows of it; the row is what is stored. */
export interface House {
  footprint: Footprint;
  row: BuildingRow;
  /** Where people live, floor area in m²: weight for distributing inhabitants. */
  livingArea: number;
}

/** GeoJSON of one ring, closed and rounded to centimetres. */
export function multiPolygon(ring: Ring): { type: 'MultiPolygon'; coordinates: number[][][][] } {
  const points = ring.map(rounded);
  const first = points[0];
  return { type: 'MultiPolygon', coordinates: [[first ? [...points, [...first]] : points]] };
}

/** Gives every building of the blocks a house number, storeys, a year, a use and dwellings. `key` numbers them. */
export function houses(blocks: readonly BuiltBlock[], random: Random, key: () => string): House[] {
  const addresses = numbered(blocks.flatMap((block) => block.footprints));
  return blocks.flatMap((block) =>
    block.footprints.map((footprint) => house(footprint, block.era, addresses.get(footprint) ?? null, random, key())),
  );
}

/** House numbers grow along the street, odd on its left and even on its right; what stands behind gets a letter. */
function numbered(footprints: readonly Footprint[]): Map<Footprint, string> {
  const bySide = new Map<string, { footprint: Footprint; along: number }[]>();
  const reserved = new Set(footprints.flatMap((f) => (f.address ? [f.address] : [])));
  const addresses = new Map<Footprint, string>();
  const ids = new Map<Street, number>();
  for (const footprint of footprints) {
    if (footprint.address && /\d/.test(footprint.address)) addresses.set(footprint, footprint.address);
    else if (!footprint.behind) {
      const foot = nearest(footprint.street.line, footprint.front);
      const id = ids.get(footprint.street) ?? ids.size;
      ids.set(footprint.street, id);
      const side = `${id}/${foot.side}`;
      const list = bySide.get(side) ?? [];
      list.push({ footprint, along: foot.along });
      bySide.set(side, list);
    }
  }
  for (const [side, list] of bySide) {
    let number = side.endsWith('-1') ? 0 : -1;
    for (const { footprint } of list.sort((a, b) => a.along - b.along)) {
      do number += 2;
      while (reserved.has(`${footprint.street.name} ${number}`));
      addresses.set(footprint, `${footprint.street.name} ${number}`);
    }
  }
  const letters = new Map<string, number>();
  for (const footprint of footprints) {
    const front = footprint.behind && addresses.get(footprint.behind);
    if (!front) continue;
    const letter = letters.get(front) ?? 0;
    letters.set(front, letter + 1);
    addresses.set(footprint, `${front}${String.fromCharCode(97 + letter)}`);
  }
  return addresses;
}

const STOREY = { gruenderzeit: 3.5, postwar: 2.8, modern: 3 } as const;

function house(
  footprint: Footprint,
  blockEra: BuiltBlock['era'],
  address: string | null,
  random: Random,
  key: string,
): House {
  const ground = area(footprint.ring);
  const era = eraOf(footprint, blockEra, random);
  const floors = floorsOf(footprint, era, random);
  const use = useOf(footprint, random);
  const lived = (use === 'residential' || use === 'mixed') && footprint.form !== 'garage';
  const livingFloors = use === 'mixed' ? floors - 1 : floors;
  const livingArea = lived ? ground * livingFloors * 0.74 : 0;
  const row: BuildingRow = {
    key,
    address,
    use,
    floors,
    year_built: yearOf(footprint, era, random),
    dwellings: lived ? Math.max(1, Math.round(livingArea / random.between(58, 76))) : 0,
    height_m: Math.round((floors * STOREY[era] + (floors > 1 && era !== 'modern' ? 3.4 : 0.6)) * 10) / 10,
    name: footprint.name ?? null,
    geometry: multiPolygon(footprint.ring),
  };
  return { footprint, row, livingArea };
}

type Era = BuiltBlock['era'];

/** What the war left of a block of the 1890s: a third of it was rebuilt in the 1950s, and little since. */
function eraOf({ form }: Footprint, era: Era, random: Random): Era {
  if (form === 'slab' || form === 'hall' || form === 'kita') return 'modern';
  if (form === 'row') return 'postwar';
  if (form === 'church' || form === 'school') return 'gruenderzeit';
  if (form === 'garage') return random.chance(0.6) ? 'postwar' : 'modern';
  if (era === 'gruenderzeit')
    return random.weighted([
      ['gruenderzeit', 64],
      ['postwar', 29],
      ['modern', 7],
    ]);
  return random.weighted([
    [era, 76],
    ['gruenderzeit', 18],
    ['modern', 6],
  ]);
}

function yearOf({ form }: Footprint, era: Era, random: Random): number {
  if (form === 'slab') return 1973;
  if (form === 'kita') return random.integer(1974, 2014);
  if (era === 'gruenderzeit') return Math.round((random.integer(1880, 1913) + random.integer(1892, 1908)) / 2);
  if (era === 'postwar') return random.integer(1950, 1962);
  return random.chance(0.6) ? random.integer(1964, 1989) : random.integer(1990, 2015);
}

function floorsOf({ form }: Footprint, era: Era, random: Random): number {
  if (form === 'slab') return 8;
  if (form === 'garage' || form === 'kita') return form === 'garage' ? 1 : random.integer(1, 2);
  if (form === 'hall')
    return random.weighted([
      [1, 6],
      [2, 3],
      [3, 1],
    ]);
  if (form === 'church') return 1;
  if (form === 'school') return 3;
  if (form === 'rear')
    return random.weighted([
      [1, 3],
      [2, 4],
      [3, 2],
    ]);
  if (era === 'gruenderzeit')
    return random.weighted([
      [3, 2],
      [4, 6],
      [5, 3],
      [6, form === 'corner' ? 0.6 : 0.2],
    ]);
  return random.weighted([
    [3, 3],
    [4, 6],
    [5, era === 'modern' ? 3 : 1],
    [6, era === 'modern' ? 1 : 0],
  ]);
}

function useOf({ form, street }: Footprint, random: Random): NonNullable<BuildingRow['use']> {
  if (form === 'school' || form === 'kita' || form === 'church') return 'public';
  if (form === 'hall') return 'business';
  if (form === 'garage') return 'other';
  if (form === 'rear')
    return random.weighted([
      ['residential', 5],
      ['business', 3],
      ['other', 2],
    ]);
  if (form === 'slab' || form === 'row') return 'residential';
  const shops =
    { main: 0.55, collector: 0.3, residential: 0.09, living: 0.04 }[street.kind] + (form === 'corner' ? 0.22 : 0);
  if (random.chance(shops)) return random.chance(0.9) ? 'mixed' : 'business';
  return random.chance(0.008) ? 'public' : 'residential';
}
