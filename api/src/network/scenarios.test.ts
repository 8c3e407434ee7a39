import { beforeEach, expect, it } from 'vitest';
import type { SavedNetworkScenario } from '@quartierblick/gis/network/answers.ts';
import { MOST_EDITS } from '@quartierblick/gis/network/edit-schema.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import type { Identity } from '../auth/identity.ts';
import { clientOf, planner } from '../properties/test-case.ts';

const steering = (name: string): Identity => ({ ...planner(name), edition: 'steering' });
const crossing = { id: 'a', type: 'crossing', at: [393_900.5, 5_709_000], kind: 'zebra' } as const;
const EDITS = [
  crossing,
  {
    ...{ id: 'b', type: 'path', stepFree: true },
    line: [
      [393_900, 5_709_000],
      [393_950, 5_709_010],
    ],
  },
  { id: 'c', type: 'closure', at: [393_900, 5_709_000] },
  { id: 'd', type: 'entrance', at: [393_900, 5_709_000], playground: 'p' },
  { id: 'e', type: 'playground', at: [393_900, 5_709_000], name: 'Neu', areaM2: 900, ages: ['under-6'] },
];
const body = (name: string, edits: unknown = EDITS) => ({ name, edits, settings: { profile: 'child-alone' } });

describeOnEachDatabase('scenarios on foot', (context) => {
  beforeEach(async () => void (await context().db.sql`delete from network_scenarios`));
  const client = (who = steering('Anna')) => clientOf(context().deps, who);
  const save = async (name: string, who = steering('Anna')) =>
    (await (await client(who).send('POST', '/network/scenarios', body(name))).json()) as SavedNetworkScenario;

  it('come back as they were saved, with author and version, for the whole steering group', async () => {
    const made = await client().send('POST', '/network/scenarios', body('  Zebra an der Rolandstraße '));
    expect([made.status, made.headers.get('etag')]).toEqual([201, '"1"']);
    const { id } = (await made.json()) as SavedNetworkScenario;
    const read = await client(steering('Bert')).get(`/network/scenarios/${id}`);
    expect(await read.json()).toMatchObject({
      ...{ id, name: 'Zebra an der Rolandstraße', edits: EDITS, settings: { profile: 'child-alone' } },
      ...{ version: 1, author: 'Anna', changeable: false },
    });
    expect(read.headers.get('etag')).toBe('"1"');
    expect(await (await client().get('/network/scenarios')).json()).toHaveLength(1);
  });

  it('are not overwritten unseen, and say what is there now', async () => {
    const at = `/network/scenarios/${(await save('A')).id}`;
    expect((await client().send('PUT', at, body('B'), 1)).status).toBe(200);
    const stale = await client().send('PUT', at, body('C'), 1);
    expect(stale.status).toBe(412);
    expect(await stale.json()).toMatchObject({ type: 'urn:quartierblick:stale', current: { name: 'B', version: 2 } });
    expect((await client().send('PUT', at, body('C'))).status).toBe(428);
    expect((await client().send('DELETE', at, undefined, 1)).status).toBe(412);
    expect((await client().send('DELETE', at, undefined, 2)).status).toBe(204);
    expect((await client().get(at)).status).toBe(404);
  });

  it('are changed by their author and by planners, not by others of the steering group', async () => {
    const at = `/network/scenarios/${(await save('A')).id}`;
    expect((await client(steering('Bert')).send('PUT', at, body('B'), 1)).status).toBe(403);
    expect((await client(steering('Bert')).send('DELETE', at, undefined, 1)).status).toBe(403);
    expect((await client(planner('Carla')).send('PUT', at, body('B'), 1)).status).toBe(200);
  });

  it.each([
    ['a crossing that is none', [{ ...crossing, kind: 'none' }]],
    ['a place outside of Germany', [{ ...crossing, at: [7.47, 51.52] }]],
    ['a number that is none', [{ ...crossing, at: [null, 5_709_000] }]],
    ['an unknown change', [{ ...crossing, type: 'tunnel' }]],
    ['a member that is not declared', [{ ...crossing, cost: 1 }]],
    ['a path of one point', [{ id: 'p', type: 'path', line: [[393_900, 5_709_000]], stepFree: true }]],
    ['the same id twice', [crossing, crossing]],
    ['too many changes', Array.from({ length: MOST_EDITS + 1 }, (_, i) => ({ ...crossing, id: String(i) }))],
  ])('are refused with %s', async (_, edits) => {
    expect((await client().send('POST', '/network/scenarios', body('A', edits))).status).toBe(400);
  });

  it.each(['', '   ', 'x'.repeat(121)])('are refused under the name "%s"', async (name) => {
    expect((await client().send('POST', '/network/scenarios', body(name))).status).toBe(400);
  });

  it('leave a trace of who made, changed and deleted them', async () => {
    const { sql } = context().db;
    const { id } = await save('A');
    await client(planner('Carla')).send('PUT', `/network/scenarios/${id}`, body('B', []), 1);
    await client().send('DELETE', `/network/scenarios/${id}`, undefined, 2);
    const rows = await sql`
      select actor, action, before ->> 'name' as was, after ->> 'name' as now from audit_log
      where entity = 'network_scenarios' and entity_key = ${id} order by id
    `;
    expect([...rows]).toEqual([
      { actor: 'Anna', action: 'insert', was: null, now: 'A' },
      { actor: 'Carla', action: 'update', was: 'A', now: 'B' },
      { actor: 'Anna', action: 'delete', was: 'B', now: null },
    ]);
  });

  it('change no street, no crossing and no playground, and no version of a layer', async () => {
    const { sql } = context().db;
    await sql`insert into playgrounds ${sql({ key: 'p', geom: 'POINT(393900 5709000)' })} on conflict do nothing`;
    await sql`insert into streets ${sql({ key: 's', geom: 'MULTILINESTRING((393900 5709000,393950 5709000))' })} on conflict do nothing`;
    const state = async () =>
      JSON.stringify([
        await sql`select * from streets order by id`,
        await sql`select * from playgrounds order by id`,
        await sql`select * from playground_entrances order by id`,
        await sql`select * from layer_versions order by layer`,
      ]);
    const before = await state();
    const { id } = await save('A');
    await client().send('PUT', `/network/scenarios/${id}`, body('B', [crossing]), 1);
    await client().send('DELETE', `/network/scenarios/${id}`, undefined, 2);
    expect(await state()).toBe(before);
  });
});
