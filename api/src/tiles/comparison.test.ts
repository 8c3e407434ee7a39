import { beforeAll, expect, it } from 'vitest';
import { layerById } from '@quartierblick/gis/layers/index.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { areaOf, decodeTile } from '../../../test/support/vector-tiles.ts';
import type { SeenFeature } from '../../../test/support/vector-tiles.ts';
import { loadCity } from '../../../test/bench/tiles/load-city.ts';
import type { Sql } from '../db.ts';
import { BUFFER, EXTENT } from './grid.ts';
import { makeTile } from './tile.ts';
import { tileSource } from './tile-source.ts';
import type { TileSource } from './tile-source.ts';

/** Ours, without anything left out or simplified, so that only encoding is compared. */
async function ours(sql: Sql, source: TileSource, z: number, x: number, y: number): Promise<Map<number, SeenFeature>> {
  const tile = await makeTile(sql, { ...source, tile: { ...source.tile, maxzoom: z } }, z, x, y);
  return byId(decodeTile(tile.bytes).get(source.id));
}

/** What PostGIS makes of the same features. */
async function theirs(
  sql: Sql,
  { id, table, tile }: TileSource,
  z: number,
  x: number,
  y: number,
): Promise<Map<number, SeenFeature>> {
  const rows = await sql<{ mvt: Buffer }[]>`
    with tile as (
      select id, key ${tile.properties.map((name) => sql`, ${sql(name)}`)},
        st_asmvtgeom(geom_3857, st_tileenvelope(${z}::int, ${x}::int, ${y}::int), 4096, 64, true) as geom
      from ${sql(table)}
      where geom_3857 && st_tileenvelope(${z}::int, ${x}::int, ${y}::int, margin => (64.0 / 4096))
    )
    select st_asmvt(tile, ${id}, 4096, 'geom', 'id') as mvt from tile
  `;
  return byId(decodeTile(rows[0]?.mvt ?? new Uint8Array(0)).get(id));
}

const byId = (features: SeenFeature[] = []) => new Map(features.map((feature) => [feature.id, feature]));

/** How far cuts may slide along the edge of the buffer, units: outlines that meet it at a flat angle are cut after rounding. */
const SLIDE = 20;

/**
 * Largest distance, per axis, of a point of `paths` from the nearest outline of `others`; on the edge of the buffer, which
 * is never drawn, as if it had not slid.
 */
function farthest(paths: readonly number[][], others: readonly number[][]): number {
  let most = 0;
  for (const path of paths) {
    for (let i = 0; i < path.length; i += 2) {
      const [x, y] = [path[i] ?? 0, path[i + 1] ?? 0];
      const onEdge = [x, y].some((n) => n <= 1 - BUFFER || n >= EXTENT + BUFFER - 1);
      most = Math.max(most, nearest(x, y, others) - (onEdge ? SLIDE : 0));
    }
  }
  return most;
}

function nearest(x: number, y: number, paths: readonly number[][]): number {
  let least = Infinity;
  for (const path of paths) {
    for (let i = 0; i < path.length; i += 2) {
      const [ax, ay] = [path[i] ?? 0, path[i + 1] ?? 0];
      const [dx, dy] = [(path[i + 2] ?? ax) - ax, (path[i + 3] ?? ay) - ay];
      const squared = dx * dx + dy * dy;
      const t = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared));
      least = Math.min(least, Math.max(Math.abs(x - ax - dx * t), Math.abs(y - ay - dy * t)));
    }
  }
  return least;
}

const lengthOf = (paths: readonly number[][]) =>
  paths.reduce((sum, p) => {
    let own = 0;
    for (let i = 2; i < p.length; i += 2)
      own += Math.hypot((p[i] ?? 0) - (p[i - 2] ?? 0), (p[i + 1] ?? 0) - (p[i - 1] ?? 0));
    return sum + own;
  }, 0);

function expectAlike(mine: Map<number, SeenFeature>, other: Map<number, SeenFeature>): void {
  expect([...mine.keys()].sort()).toEqual([...other.keys()].sort());
  for (const [id, feature] of mine) {
    const twin = other.get(id) as SeenFeature;
    expect([feature.type, feature.properties]).toEqual([twin.type, twin.properties]);
    expect(farthest(feature.paths, twin.paths), `${id}: ours from theirs`).toBeLessThanOrEqual(1);
    expect(farthest(twin.paths, feature.paths), `${id}: theirs from ours`).toBeLessThanOrEqual(1);
    const difference = Math.abs(areaOf(feature.paths) - areaOf(twin.paths));
    if (feature.type === 3) expect(difference, `${id}: area`).toBeLessThanOrEqual(lengthOf(twin.paths));
  }
}

const sourceOf = (id: string): TileSource => {
  const layer = layerById(id);
  if (!layer) throw new Error(`layer ${id} is gone`);
  return tileSource(layer);
};

// The embedded PostGIS is built without protobuf: there is no ST_AsMVT to compare with.
describeOnEachDatabase('against ST_AsMVT', (context) => {
  beforeAll(async () => {
    if (context().kind === 'embedded') return;
    const { sql } = context().db;
    await loadCity(sql, 4000);
    // Winding lines that leave tiles and come back; areas with holes and of several parts, larger than tiles; points.
    await sql`
      insert into streets (key, name, kind, geom)
      select 'line ' || i, 'Straße ' || i, 'path', st_multi(st_makeline(array(
        select st_setsrid(st_makepoint(390000 + i * 90 + 700 * sin(j * 0.7 + i), 5704000 + j * 40), 25832) from generate_series(0, 60) j)))
      from generate_series(1, 25) i
    `;
    await sql`
      insert into green_areas (key, name, kind, geom)
      select 'area ' || i, case when i % 3 > 0 then 'Park ' || i end, 'park', st_multi(st_difference(
        st_union(st_buffer(c, 300 + i * 20), st_buffer(st_translate(c, 900, 100), 200, 3)),
        st_union(st_buffer(st_translate(c, 60, 30), 90), st_buffer(st_translate(c, -150, 10), 40, 2))))
      from (select i, st_setsrid(st_makepoint(390200 + i * 97, 5704300 + (i * 613) % 1900), 25832) as c from generate_series(1, 25) i) s
    `;
    await sql`
      insert into accidents (key, category, year, hour, with_pedestrian, geom)
      select 'point ' || i, 'light', 2020, i % 24, i % 2 = 0, st_setsrid(st_makepoint(390000 + (i * 7919) % 2200, 5704000 + (i * 104729) % 2200), 25832)
      from generate_series(1, 500) i
    `;
  });

  it.for(['buildings', 'streets', 'green', 'accidents'])(
    'tiles of %s have the same features and properties, and coordinates within one unit',
    async (id, { skip }) => {
      const { kind, db } = context();
      if (kind === 'embedded') return skip('no ST_AsMVT in the embedded PostGIS');
      const source = sourceOf(id);
      const [row] = await db.sql<{ x: number; y: number }[]>`
        select st_x(c) as x, st_y(c) as y from (select st_centroid(st_extent(geom_3857)::geometry) as c from ${db.sql(source.table)}) s
      `;
      let features = 0;
      for (const z of [11, 13, 14, 15, 16].filter((zoom) => zoom >= source.tile.minzoom)) {
        const side = (2 * Math.PI * 6_378_137) / 2 ** z;
        const [x, y] = [(row?.x ?? 0) / side + 2 ** (z - 1), 2 ** (z - 1) - (row?.y ?? 0) / side].map(Math.floor) as [
          number,
          number,
        ];
        for (const [dx, dy] of [
          [0, 0],
          [1, 0],
          [0, -1],
          [-1, 1],
        ] as const) {
          const mine = await ours(db.tileSql, source, z, x + dx, y + dy);
          expectAlike(mine, await theirs(db.tileSql, source, z, x + dx, y + dy));
          features += mine.size;
        }
      }
      expect(features).toBeGreaterThan(50);
    },
  );
});
