import type { Database } from '../db.ts';
import { createApp } from '../app.ts';
import type { AppDeps } from '../deps.ts';
import type { Identity } from '../auth/identity.ts';

/** A planner of the tests. */
export const planner = (name: string): Identity => ({
  edition: 'planner',
  userId: name.toLowerCase(),
  name,
  via: 'session',
});

/** A client of the api that works under a name. */
export function clientOf(deps: AppDeps, who: Identity = planner('Erika Probe')) {
  const app = createApp({ ...deps, identify: () => who });
  return {
    get: (path: string) => app.request(`/api${path}`),
    send: (method: string, path: string, body?: unknown, version?: number) =>
      app.request(`/api${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
}

/** Lower left corner of the cases, EPSG:25832; within the surroundings of the project of the tests. */
const X = 393_900;
const Y = 5_709_000;

/** Records a case directly, as an import would have left it. */
export async function plantCase(
  { sql }: Database,
  key: string,
  fields: Record<string, unknown> = {},
  place = 0,
): Promise<void> {
  const [x, y] = [X + (place % 100) * 30, Y + Math.floor(place / 100) * 30];
  const wkt = `MULTIPOLYGON(((${x} ${y},${x + 20} ${y},${x + 20} ${y + 20},${x} ${y + 20},${x} ${y})))`;
  await sql`
    insert into properties ${sql({ key, address: `Teststraße ${place}`, ...fields, geom: wkt })}
  `;
}
