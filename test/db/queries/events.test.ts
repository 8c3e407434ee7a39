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
});
