import { setTimeout } from 'node:timers/promises';
import { createApp } from '@quartierblick/api/app';
import { openDatabase } from '@quartierblick/api/db';
import { readEnv } from '@quartierblick/api/env';
import { createLog } from '@quartierblick/api/log';
import { migrate } from '@quartierblick/api/migrate';

/* Runs inside the copy that recipe.test.ts has made, imports a file into the new layer and prints what came of it. */
const env = readEnv(process.env);
const db = await openDatabase(env);
await migrate(db);
await db.sql`
  insert into project (name, bounds, surroundings, land, default_view)
  values (${db.sql.json({ de: 'Probe', en: 'Probe' })}, '{7.46,51.51,7.48,51.53}', '{7.25,51.38,7.70,51.64}', 'NW',
    ${db.sql.json({ center: [7.47, 51.52], zoom: 15 })})`;
const planner = { edition: 'planner', userId: null, name: 'planner', via: 'session' } as const;
const app = createApp({ db, env, log: createLog('silent'), version: 'test', identify: () => planner });
const read = async (path: string) => (await app.request(path)).json() as Promise<never>;

const lamp = (id: number, lon: number, leuchtmittel: string, hoehe: string) => ({
  type: 'Feature',
  id,
  geometry: { type: 'Point', coordinates: [lon, 51.52] },
  properties: { leuchtmittel, hoehe },
});
const file = {
  type: 'FeatureCollection',
  features: [lamp(1, 7.47, 'LED', '8,0'), lamp(2, 7.471, 'Gas', '4,5'), lamp(3, 7.472, 'Fackel', '2')],
};
const sent = await app.request('/api/imports', {
  method: 'POST',
  headers: { 'content-type': 'application/geo+json', 'x-file-name': 'laternen.geojson' },
  body: JSON.stringify(file),
});
const { id } = (await sent.json()) as { id: string };

let report: { state: string; read: number; imported: number; skipped: unknown };
do {
  await setTimeout(100);
  report = await read(`/api/imports/${id}`);
} while (report.state === 'queued' || report.state === 'running');

const layers: { id: string; version: number; legend: { id: string; count: number }[] }[] = await read('/api/layers');
const layer = layers.find((one) => one.id === 'street-lights');
const { features }: { features: { properties: Record<string, unknown> }[] } = await read(
  '/api/layers/street-lights/features?sort=kind',
);
// Zoom 14 at 7.47° E, 51.52° N.
const tile = await app.request(`/tiles/street-lights/${layer?.version}/14/8531/5447.mvt`);
const bytes = new TextDecoder('latin1').decode(await tile.arrayBuffer());
const { state, read: count, imported, skipped } = report;
process.stdout.write(
  JSON.stringify({
    report: { state, read: count, imported, skipped },
    legend: Object.fromEntries((layer?.legend ?? []).map((entry) => [entry.id, entry.count])),
    features: features.map(({ properties: { kind, height_m } }) => ({ kind, height_m })),
    tile: { status: tile.status, layer: /street-lights/.exec(bytes)?.[0] ?? null },
  }),
);
await db.close();
process.exit(0);
