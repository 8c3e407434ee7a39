import { beforeAll, describe, expect, test } from 'vitest';
import { around } from './city/around.ts';
import type { Field } from './city/around.ts';
import { centre } from './city/centre.ts';
import type { Centre } from './city/centre.ts';
import { facesOf } from './city/faces.ts';
import { area, at, centroid, contains, distance, middle, nearest } from './city/plane.ts';
import type { Point, Ring } from './city/plane.ts';
import type { Street } from './city/street.ts';
import { demoQuarter } from './index.ts';
import { apportion } from './population.ts';

/** Points well inside a footprint: between each corner and the inside, away from party walls. */
function samples(ring: Ring): Point[] {
  const heart = centroid(ring);
  const points = ring.map((corner, i): Point => {
    const side = middle(corner, at(ring, i + 1));
    return [side[0] + (heart[0] - side[0]) * 0.15, side[1] + (heart[1] - side[1]) * 0.15];
  });
  return [heart, ...points].filter((point) => contains(ring, point));
}

function overlaps(rings: readonly Ring[]): number {
  const boxes = rings.map((ring) => ({ ring, x: centroid(ring)[0], y: centroid(ring)[1] }));
  let found = 0;
  for (const a of boxes) {
    const inside = samples(a.ring);
    for (const b of boxes) {
      if (a === b || Math.abs(a.x - b.x) > 70 || Math.abs(a.y - b.y) > 70) continue;
      if (inside.some((point) => contains(b.ring, point))) found++;
    }
  }
  return found;
}

/** How deep the footprints reach into the streets at most, metres. A street ends square where it meets another. */
function deepest(rings: readonly Ring[], streets: readonly Street[]): number {
  let worst = -Infinity;
  for (const ring of rings) {
    for (const point of [...ring, ...ring.map((corner, i) => middle(corner, at(ring, i + 1)))]) {
      for (const { line, width } of streets) {
        const foot = nearest(line, point);
        const beyondEnd = [at(line, 0), at(line, -1)].some((end) => distance(end, foot.point) < 0.05);
        if (!beyondEnd) worst = Math.max(worst, width / 2 - foot.distance);
      }
    }
  }
  return worst;
}

describe('the city in view', () => {
  let town: Centre;
  let rings: Ring[];
  beforeAll(() => {
    town = centre('1');
    rings = town.blocks.flatMap((block) => block.footprints.map((footprint) => footprint.ring));
  });

  test('is dense: 1,200 to 2,500 buildings', () => {
    expect(rings.length).toBeGreaterThan(1200);
    expect(rings.length).toBeLessThan(2500);
  });

  test('no two buildings stand on the same ground', () => {
    expect(overlaps(rings)).toBe(0);
  });

  test('no building stands in a street', () => {
    expect(deepest(rings, town.streets)).toBeLessThan(0.5);
  });

  test('footprints are counter-clockwise, neither slivers nor giants', () => {
    for (const ring of rings) {
      expect(area(ring)).toBeGreaterThan(25);
      expect(area(ring)).toBeLessThan(3200);
    }
  });

  test('the Hannibal is one building, and the largest that people live in', () => {
    const footprints = town.blocks.flatMap((block) => block.footprints);
    const slab = footprints.filter((footprint) => footprint.name === 'Hannibal');
    expect(slab).toHaveLength(1);
    const dwellings = footprints.filter(({ form }) => form === 'front' || form === 'corner' || form === 'row');
    expect(area(slab[0]?.ring ?? [])).toBeGreaterThan(Math.max(...dwellings.map(({ ring }) => area(ring))));
  });

  test('streets have a vertex where they meet: the named crossings of the Bornstraße exist', () => {
    const vertices = (name: string): Set<string> =>
      new Set(town.streets.filter((street) => street.name === name).flatMap((street) => street.line.map(String)));
    const born = vertices('Bornstraße');
    for (const name of [
      'Mallinckrodtstraße',
      'Heroldstraße',
      'Lauenburger Straße',
      'Kleine Kielstraße',
      'Rolandstraße',
      'Missundestraße',
      'Borsigstraße',
      'Alsenstraße',
    ]) {
      expect(
        [...vertices(name)].some((vertex) => born.has(vertex)),
        name,
      ).toBe(true);
    }
  });

  test('blocks come from bent streets at many angles, not from a grid', () => {
    const angles = new Set(
      town.streets.flatMap(({ line }) =>
        line
          .slice(1)
          .map((to, i) => Math.round((Math.atan2(to[1] - at(line, i)[1], to[0] - at(line, i)[0]) * 90) / Math.PI)),
      ),
    );
    expect(angles.size).toBeGreaterThan(40);
    expect(facesOf(town.streets).length).toBeGreaterThan(60);
  });
});

describe('house numbers', () => {
  const rows = demoQuarter().datasets.flatMap((entry) => (entry.dataset === 'buildings' ? [...entry.rows] : []));

  test('no address comes twice', () => {
    const addresses = rows.flatMap((row) => (row.address ? [row.address] : []));
    expect(addresses.length).toBe(rows.length);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  test('odd and even numbers keep to their sides of the Brunnenstraße and grow along it', () => {
    const street = centre('1').streets.find((one) => one.name === 'Brunnenstraße');
    const houses = rows.flatMap((row) => {
      const number = /^Brunnenstraße (\d+)$/.exec(row.address ?? '')?.[1];
      const ring = (row.geometry as unknown as { coordinates: [number, number][][][] }).coordinates[0]?.[0] ?? [];
      return number && street ? [{ number: Number(number), ...nearest(street.line, centroid(ring.slice(0, -1))) }] : [];
    });
    expect(houses.length).toBeGreaterThan(30);
    for (const parity of [0, 1]) {
      const side = houses.filter(({ number }) => number % 2 === parity).sort((a, b) => a.number - b.number);
      expect(new Set(side.map((house) => house.side)).size).toBe(1);
      side.slice(1).forEach((house, i) => expect(house.along).toBeGreaterThan(at(side, i).along - 12));
    }
  });
});

describe('the city around', () => {
  test('a field is free of overlaps and clear of its streets', () => {
    const fields = around('1', [394_000, 5_709_200]);
    for (let i = 0; i < 3; i++) {
      const field = fields.next().value as Field | undefined;
      if (!field) throw new Error('the city ended');
      const rings = field.blocks.flatMap((block) => block.footprints.map((footprint) => footprint.ring));
      expect(rings.length).toBeGreaterThan(50);
      expect(overlaps(rings)).toBe(0);
      expect(deepest(rings, field.streets)).toBeLessThan(0.5);
    }
  });

  test('6,000 buildings are exactly 6,000, and the same when walked again', () => {
    const entry = demoQuarter({ scale: 6000 }).datasets.find((one) => one.dataset === 'buildings');
    const keys = [...(entry?.rows ?? [])].map((row) => row.key);
    expect(new Set(keys).size).toBe(6000);
    expect([...(entry?.rows ?? [])].map((row) => row.key)).toEqual(keys);
  });
});

test('apportionment keeps the total and the order of the weights', () => {
  expect(apportion([1, 1, 1], 10)).toEqual([4, 3, 3]);
  expect(apportion([5, 0, 3], 4)).toEqual([3, 0, 1]);
});
