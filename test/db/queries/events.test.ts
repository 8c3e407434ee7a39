import { beforeAll, expect, it } from 'vitest';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { seedQuarter } from './seed.ts';

describeOnEachDatabase('events', (context) => {
  let imports: Awaited<ReturnType<typeof seedQuarter>>;
  beforeAll(async () => void (imports = await seedQuarter(context().db)));

  /** Opens the stream, lets `act` happen, and reads until `last` was heard. */
  async function heard(edition: Edition, act: () => Promise<void>, last: string): Promise<string> {
    const response = await context().appAs(edition).request('/api/events');
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body?.getReader();
    if (!reader) throw new Error('no body');
    const decoder = new TextDecoder();
    let text = '';
    const until = async (mark: string) => {
      while (!text.includes(mark)) text += decoder.decode((await reader.read()).value, { stream: true });
    };
    await until(': open');
    // LISTEN of the first subscriber reaches PostgreSQL a moment after the stream stands.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await act();
    await until(last);
    await reader.cancel();
    return text;
  }

  const changes = async () => {
    const { db } = context();
    await db.publish({ type: 'layer-changed', layer: 'properties', version: 7 });
    await db.publish({ type: 'import-changed', id: imports.official });
    await db.publish({ type: 'layer-changed', layer: 'streets', version: 9 });
  };

  it('tells the planner of every change', async () => {
    const text = await heard('planner', changes, '"version":9');
    expect(text).toContain('event: layer-changed\ndata: {"layer":"properties","version":7}');
    expect(text).toContain(`event: import-changed\ndata: {"id":"${imports.official}"}`);
  });

  it('does not tell the public that a layer it may not see has changed', async () => {
    const text = await heard('public', changes, '"version":9');
    expect(text).not.toContain('properties');
  });

  it('tells the steering group what is said on a walk, and nobody else that there is one', async () => {
    const walk = '00000008-0000-4000-8000-000000000001';
    const said = async () => {
      await context().db.publish({ type: 'walk-changed', walk });
      await changes();
    };
    expect(await heard('steering', said, '"version":9')).toContain(`event: walk-changed\ndata: {"walk":"${walk}"}`);
    expect(await heard('public', said, '"version":9')).not.toContain('walk');
  });

  it('tells others of a changed case within a second of its being saved', async () => {
    const { app, db } = context();
    const [{ key } = { key: '' }] = await db.sql<{ key: string }[]>`select key from properties order by id limit 1`;
    const path = `/api/properties/${encodeURIComponent(key)}`;
    const etag = (await app.request(path)).headers.get('etag') ?? '';
    const headers = { 'content-type': 'application/json', 'if-match': etag };
    const body = JSON.stringify({ changes: { office: 'Amt für Wohnen' } });
    let saved = 0;
    const change = async () => {
      expect((await app.request(path, { method: 'PATCH', headers, body })).status).toBe(200);
      saved = performance.now();
    };
    expect(await heard('planner', change, 'event: case-changed')).toContain(JSON.stringify(key));
    expect(performance.now() - saved).toBeLessThan(1000);
  });
});
