import { renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import postgres from 'postgres';

// The yardstick: what tutorials show. A bare Node server that sends the usual ST_AsMVT query through postgres.js.
// Its connections are set like ours (no JIT, no parallel workers), which makes it faster, not slower.
const sql = postgres(process.env['DATABASE_URL'] ?? '', {
  max: 8,
  connection: { jit: 'off', max_parallel_workers_per_gather: '0' } as never,
});

async function tile(z: number, x: number, y: number): Promise<Buffer> {
  const rows = await sql<{ mvt: Buffer }[]>`
    with tile as (
      select id, key, use, floors,
        st_asmvtgeom(geom_3857, st_tileenvelope(${z}::int, ${x}::int, ${y}::int), 4096, 64, true) as geom
      from buildings
      where geom_3857 && st_tileenvelope(${z}::int, ${x}::int, ${y}::int, margin => (64.0 / 4096))
    )
    select st_asmvt(tile, 'buildings', 4096, 'geom', 'id') as mvt from tile
  `;
  return rows[0]?.mvt ?? Buffer.alloc(0);
}

const server = createServer((request, response) => {
  const [z = 0, x = 0, y = 0] = (request.url ?? '').match(/\d+/g)?.slice(-3).map(Number) ?? [];
  tile(z, x, y).then(
    (bytes) => response.writeHead(200, { 'content-type': 'application/vnd.mapbox-vector-tile' }).end(bytes),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  // Renamed into place, so that nobody reads half a file.
  const file = process.env['ANNOUNCE'] ?? '';
  writeFileSync(`${file}.part`, JSON.stringify({ port }));
  renameSync(`${file}.part`, file);
});
