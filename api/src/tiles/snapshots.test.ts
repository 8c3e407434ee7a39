import fc from 'fast-check';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { layerById } from '@quartierblick/gis/layers/index.ts';
import { loadCity } from '../../../test/bench/tiles/load-city.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { decodeTile } from '../../../test/support/vector-tiles.ts';
import type { Sql } from '../db.ts';
import type { MercatorBox } from './grid.ts';
import { loadSnapshot } from './snapshot.ts';
import { Snapshots } from './snapshots.ts';
import { SpatialIndex } from './spatial-index.ts';
import { makeTile, tileFromSnapshot } from './tile.ts';
import { tileSource } from './tile-source.ts';
import type { TileSource } from './tile-source.ts';

const layer = layerById('buildings');
if (!layer) throw new Error('the layer of buildings is gone');
const source = tileSource(layer);

it('the index finds the boxes that touch a box, whatever their size', () => {
  const box = fc
    .tuple(fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: -9000, max: 9000 }), fc.nat(5000), fc.nat(300))
    .map(([west, south, width, height]): MercatorBox => [west, south, west + width, south + height]);
  fc.assert(
    fc.property(fc.array(box, { maxLength: 60 }), box, fc.integer({ min: 1, max: 9 }), (boxes, asked, factor) => {
      const [west, south, east, north] = asked;
      const wide: MercatorBox = [west, south, east * factor, north * factor];
      const expected = boxes.flatMap((b, i) =>
        b[0] <= wide[2] && b[2] >= wide[0] && b[1] <= wide[3] && b[3] >= wide[1] ? [i] : [],
      );
      expect(new SpatialIndex(Float64Array.from(boxes.flat())).touching(wide)).toEqual(expected);
    }),
  );
});

async function setVersion(sql: Sql, version: number): Promise<void> {
  await sql`
    insert into layer_versions (layer, version) values ('buildings', ${version})
    on conflict (layer) do update set version = excluded.version
  `;
}

describeOnEachDatabase('layers held in memory', (context) => {
  beforeAll(async () => {
    await loadCity(context().db.sql, 12_000);
    await setVersion(context().db.sql, 1);
  });

  const seen = (bytes: Uint8Array) => new Map((decodeTile(bytes).get('buildings') ?? []).map((f) => [f.id, f]));

  it('give the same tiles as the database', async () => {
    const { tileSql } = context().db;
    const snapshot = await loadSnapshot(tileSql, source, 20_000);
    if (!snapshot) throw new Error('nothing was loaded');
    expect([snapshot.version, snapshot.ids.length]).toEqual([1, 12_000]);
    let features = 0;
    for (const [z, x, y] of [
      [14, 8530, 5448],
      [14, 8531, 5449],
      [15, 17061, 10897],
      [16, 34122, 21794],
      [13, 4265, 2724],
    ] as const) {
      // prettier-ignore
      const made = await makeTile(tileSql, source, z, x, y);
      const held = tileFromSnapshot(snapshot, source, z, x, y);
      const [a, b] = [seen(made.bytes), seen(held?.bytes ?? new Uint8Array(0))];
      features += a.size;
      expect([...b.keys()].sort()).toEqual([...a.keys()].sort());
      for (const [id, feature] of a) expect(b.get(id)).toEqual(feature);
    }
    expect(features).toBeGreaterThan(1000);
  });

  it('are not held where they are too large', async () => {
    expect(await loadSnapshot(context().db.tileSql, source, 11_000)).toBeNull();
  });

  it('come from memory after some tiles, and from the database again once the layer has changed', async () => {
    const { db } = context();
    let queries = 0;
    const snapshots = new Snapshots(() => {
      queries++;
      return Promise.resolve(db.tileSql);
    });
    const ask = (version: number, other: TileSource = source) => snapshots.make(other, version, 14, 8530, 5448);
    for (let i = 0; i < 10; i++) await ask(1);
    expect(queries).toBe(10);
    for (let i = 0; i < 100 && queries > 0; i++) {
      await pause(50);
      queries = 0;
      await ask(1);
    }
    expect(queries).toBe(0);
    const before = seen((await ask(1)).bytes).size;
    await db.sql.begin(async (change) => {
      await change`delete from buildings where id in (select id from buildings where st_intersects(geom_3857, st_tileenvelope(14, 8530, 5448)) limit 5)`;
      await change`update layer_versions set version = 2 where layer = 'buildings'`;
    });
    const after = await ask(2);
    expect([after.version, seen(after.bytes).size, queries]).toEqual([2, before - 5, 1]);
  });
});
