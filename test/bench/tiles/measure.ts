import type { Database, Sql } from '@quartierblick/api/db';
import { TileService } from '@quartierblick/api/tiles/service';
import { TileWorkers } from '@quartierblick/api/tiles/workers';
import { makeTile, MOST_BYTES } from '@quartierblick/api/tiles/tile';
import { tileSource } from '@quartierblick/api/tiles/tile-source';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { quantile } from '../report.ts';
import type { Finding } from '../report.ts';
import { fetchAll } from './clients.ts';
import { cityBox, tilesOf } from './places.ts';
import type { Place } from './places.ts';
import { startServers } from './server-process.ts';

const ZOOM = 14;
const CLIENTS = 8;

// Other programs on the machine only ever make things slower: the better quarter of the rounds tells most of the two
// sides, and both are judged by it.
const typicalTime = (times: readonly number[]) => quantile(times, 0.25);
const typicalRate = (rates: readonly number[]) => quantile(rates, 0.75);

const ms = (n: number) => `${n.toFixed(2)} ms`;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Sets the layer's version, so that all tiles have new addresses and none is kept. */
async function setVersion(sql: Sql, layer: string, version: number): Promise<void> {
  await sql`
    insert into layer_versions (layer, version) values (${layer}, ${version})
    on conflict (layer) do update set version = excluded.version
  `;
}

function textbook(sql: Sql, { z, x, y }: Place) {
  return sql<{ mvt: Buffer }[]>`
    with tile as (
      select id, key, use, floors,
        st_asmvtgeom(geom_3857, st_tileenvelope(${z}::int, ${x}::int, ${y}::int), 4096, 64, true) as geom
      from buildings
      where geom_3857 && st_tileenvelope(${z}::int, ${x}::int, ${y}::int, margin => (64.0 / 4096))
    )
    select st_asmvt(tile, 'buildings', 4096, 'geom', 'id') as mvt from tile
  `;
}

/** One tile after the other on one connection at a time, both ways in turn. */
export async function singleTileFinding(sql: Sql, layer: LayerDefinition): Promise<Finding> {
  const [place] = tilesOf(await cityBox(sql), ZOOM, true).slice(2);
  if (!place) throw new Error('no tile lies within the city');
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < 80; round++) {
    const [mine, other] = [
      await timed(() => makeTile(sql, tileSource(layer), place.z, place.x, place.y)),
      await timed(() => textbook(sql, place)),
    ];
    // The first rounds warm up compiler, plans and pages.
    if (round < 30) continue;
    ours.push(mine);
    theirs.push(other);
  }
  const [a, b] = [typicalTime(ours), typicalTime(theirs)];
  const features = (
    await sql<{ n: number }[]>`
    select count(*)::int as n from buildings where geom_3857 && st_tileenvelope(${place.z}::int, ${place.x}::int, ${place.y}::int)
  `
  )[0]?.n;
  return {
    what: `one z${ZOOM} tile, ${features} buildings: time against ST_AsMVT`,
    ours: ms(a),
    against: ms(b),
    ratio: a / b,
    atMost: 0.5,
  };
}

/** The servers under parallel clients, rounds in turn. */
export async function throughputFindings(sql: Sql, url: string, layer: LayerDefinition): Promise<Finding[]> {
  // A hundred tiles a round; those at the edge of the city would be half empty.
  const places = tilesOf(await cityBox(sql), ZOOM, true).slice(0, 100);
  const servers = await startServers(url);
  const rates = new Map<string, number[]>();
  const measure = async (name: string, port: number, version: number, encoding = 'identity') => {
    const paths = places.map(({ z, x, y }) => `/tiles/${layer.id}/${version}/${z}/${x}/${y}.mvt`);
    const rate = paths.length / (await fetchAll(port, paths, CLIENTS, encoding));
    rates.set(name, [...(rates.get(name) ?? []), rate]);
  };
  const rounds = Math.ceil(900 / places.length);
  try {
    // One version throughout: the first rounds warm up, and bring the layer into memory as any use does.
    await setVersion(sql, layer.id, 1);
    for (let round = 1; round <= rounds; round++) {
      if (round === Math.ceil(rounds / 3)) rates.clear();
      await measure('textbook', servers.textbook.port, 1);
      await measure('made', servers.uncached.port, 1);
      await measure('compressed', servers.uncached.port, 1, 'br, gzip');
      await measure('kept', servers.ours.port, 1, 'br, gzip');
    }
    // A new version every round: everything comes from the database anew.
    for (let round = 2; round <= rounds / 2; round++) {
      await setVersion(sql, layer.id, round);
      await measure('changed', servers.uncached.port, round);
    }
  } finally {
    await servers.stop();
  }
  const theirs = typicalRate(rates.get('textbook') ?? []);
  const finding = (what: string, name: string, atLeast?: number): Finding => {
    const rate = typicalRate(rates.get(name) ?? []);
    const numbers = {
      ours: `${rate.toFixed(0)} tiles/s`,
      against: `${theirs.toFixed(0)} tiles/s`,
      ratio: rate / theirs,
    };
    return { what, ...numbers, ...(atLeast === undefined ? {} : { atLeast }) };
  };
  return [
    finding(
      `${places.length} tiles to ${CLIENTS} clients, none kept: rate against a bare server with ST_AsMVT`,
      'made',
      1.6,
    ),
    finding('the same right after a change of the layer, all from the database', 'changed'),
    finding('the same, compressed for browsers (the bare server does not compress)', 'compressed'),
    finding('the same, kept and compressed', 'kept'),
  ];
}

/** A tile made and compressed against the same tile kept. */
export async function cacheFindings({ sql, target }: Database, layer: LayerDefinition): Promise<Finding[]> {
  const service = new TileService(new TileWorkers(target), 1e9);
  const places = tilesOf(await cityBox(sql), ZOOM, true);
  const [made, kept]: [number[], number[]] = [[], []];
  for (let version = 1; version <= 4; version++) {
    await setVersion(sql, layer.id, version);
    for (const place of places) {
      const request = { layer, version, ...place, edition: 'public', coding: 'br' } as const;
      made.push(await timed(() => service.get(request)));
      kept.push(await timed(() => service.get(request)));
    }
  }
  const [a, b] = [typicalTime(kept), typicalTime(made)];
  return [
    {
      what: 'a tile from the cache against a tile made: times faster',
      ours: ms(a),
      against: ms(b),
      ratio: b / a,
      atLeast: 20,
    },
  ];
}

/** The largest tile of all zooms, also of those that the layer does not offer. */
export async function sizeFinding(sql: Sql, layer: LayerDefinition): Promise<Finding> {
  const box = await cityBox(sql);
  let [largest, reduced, tiles, where] = [0, 0, 0, ''];
  for (let z = 0; z <= layer.tile.maxzoom; z++) {
    for (const { x, y } of tilesOf(box, z)) {
      const tile = await makeTile(sql, tileSource(layer), z, x, y);
      tiles++;
      if (tile.reduced) reduced++;
      if (tile.bytes.length > largest) [largest, where] = [tile.bytes.length, `${z}/${x}/${y}`];
    }
  }
  return {
    what: `largest of ${tiles} tiles of zoom 0 to ${layer.tile.maxzoom} (${where}; ${reduced} reduced): bytes against the limit`,
    ours: `${largest} bytes`,
    against: `${MOST_BYTES} bytes`,
    ratio: largest / MOST_BYTES,
    atMost: 1,
  };
}
