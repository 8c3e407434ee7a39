import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { blankSlide, blankStory } from '@quartierblick/gis/stories/blank.ts';
import type { Story } from '@quartierblick/gis/stories/story.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import type { TestContext } from '../../../test/support/databases.ts';
import type { Edition } from '@quartierblick/gis/layers/define.ts';

const made = (de: string): Story => blankStory({ de, en: '' }, randomUUID());

describeOnEachDatabase('stories', (context) => {
  function ask(path: string, method = 'GET', body?: unknown, version?: number, edition: Edition = 'planner') {
    const headers = {
      'content-type': 'application/json',
      ...(version !== undefined && { 'if-match': `"${version}"` }),
    };
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    return context().appAs(edition).request(`/api/stories${path}`, init);
  }
  async function begun(story = made('Blick')): Promise<{ key: string; version: number; story: Story }> {
    const answer = await ask('', 'POST', story);
    expect(answer.status).toBe(201);
    return (await answer.json()) as never;
  }

  it('come back as they were saved, and are listed by those who may see them', async () => {
    const { key, story, version } = await begun();
    const next = { ...story, slides: [...story.slides, blankSlide('map', randomUUID())] };
    const saved = await ask(`/${key}`, 'PUT', { story: next }, version);
    expect(saved.status).toBe(200);
    expect(((await saved.json()) as { story: Story }).story).toEqual(next);
    expect(((await (await ask(`/${key}`)).json()) as { story: Story }).story).toEqual(next);
    const keys = async (edition: Edition) =>
      ((await (await ask('', 'GET', undefined, undefined, edition)).json()) as { key: string }[]).map((one) => one.key);
    expect(await keys('steering')).toContain(key);
    expect(await keys('public')).not.toContain(key);
    expect((await ask(`/${key}/rendition`, 'GET', undefined, undefined, 'public')).status).toBe(404);
    await ask(`/${key}`, 'PUT', { open: true }, version + 1);
    expect(await keys('public')).toContain(key);
    expect((await ask(`/${key}/rendition`, 'GET', undefined, undefined, 'public')).status).toBe(200);
  });

  it('are not overwritten unseen: who saw an earlier version gets the one of now to merge', async () => {
    const { key, story, version } = await begun();
    expect((await ask(`/${key}`, 'PUT', { story })).status).toBe(428);
    expect((await ask(`/${key}`, 'PUT', { story: { ...story, look: 'dark' } }, version)).status).toBe(200);
    const stale = await ask(`/${key}`, 'PUT', { story: { ...story, look: 'light' } }, version);
    expect(stale.status).toBe(412);
    const { current } = (await stale.json()) as { current: { version: number; story: Story } };
    expect(current).toMatchObject({ version: version + 1, story: { look: 'dark' } });
    expect((await ask(`/${key}`, 'DELETE', undefined, version)).status).toBe(412);
    expect((await ask(`/${key}`, 'DELETE', undefined, version + 1)).status).toBe(204);
    expect((await ask(`/${key}`)).status).toBe(404);
  });

  it('keep their former states: what one saves within minutes is one, unless it was named', async () => {
    const { key, story, version } = await begun();
    type Version = { id: string; version: number; name: string | null; slides: number };
    const versions = async () => (await (await ask(`/${key}/versions`)).json()) as Version[];
    await ask(`/${key}`, 'PUT', { story: { ...story, look: 'dark' } }, version);
    expect((await versions()).map((one) => one.version)).toEqual([version + 1]);
    const [first] = await versions();
    expect((await ask(`/${key}/versions/${first?.id}`, 'PUT', { name: 'Für das Forum' })).status).toBe(204);
    await ask(`/${key}`, 'PUT', { story: { ...story, look: 'light' } }, version + 1);
    expect((await versions()).map(({ name }) => name)).toEqual([null, 'Für das Forum']);
    expect(await (await ask(`/${key}/versions/${first?.id}`)).json()).toMatchObject({ look: 'dark' });
    expect((await ask(`/${key}/versions/${randomUUID()}`)).status).toBe(404);
  });

  it('of a newer application are refused with words, and broken ones as broken', async () => {
    const newer = await ask('', 'POST', { format: 2, holograms: [] });
    expect(newer.status).toBe(422);
    expect(await newer.json()).toMatchObject({
      type: 'urn:quartierblick:newer-story',
      detail: expect.stringMatching(/neueren Version/),
    });
    const { key, version } = await begun();
    expect((await ask(`/${key}`, 'PUT', { story: { format: 9 } }, version)).status).toBe(422);
    const broken = await ask('', 'POST', { ...made('x'), slides: [{ kind: 'hologram' }] });
    expect(broken.status).toBe(400);
    const twice = blankSlide('text', randomUUID());
    expect((await ask('', 'POST', { ...made('x'), slides: [twice, twice] })).status).toBe(400);
  });

  it('are told to nobody below their edition: slides of planners have no word for others, notes none for the public', async () => {
    const secret = {
      ...blankSlide('text', randomUUID(), { de: 'Nur intern', en: 'internal' }),
      audience: 'planner' as const,
    };
    const shown = {
      ...blankSlide('text', randomUUID(), { de: 'Für alle', en: '' }),
      notes: { de: 'Merkzettel', en: '' },
    };
    const { key, version } = await begun({ ...made('Blick'), slides: [secret, shown] });
    await ask(`/${key}`, 'PUT', { open: true }, version);
    const read = async (edition: Edition, query = '') => {
      const answer = await ask(`/${key}/rendition${query}`, 'GET', undefined, undefined, edition);
      return { status: answer.status, text: await answer.text() };
    };
    const all = await read('planner');
    for (const word of ['Nur intern', 'Merkzettel']) expect(all.text).toContain(word);
    for (const text of [(await read('public')).text, (await read('steering')).text])
      expect(text).not.toContain('Nur intern');
    expect((await read('public')).text).not.toContain('Merkzettel');
    expect((await read('planner', '?edition=public')).text).not.toContain('Nur intern');
    expect((await read('public', '?edition=planner')).status).toBe(403);
  });

  it('tell no saved scenario to the public, to whom the api tells none either', async () => {
    const { sql } = context().db;
    const scenario = randomUUID();
    await sql`
      insert into network_scenarios (key, name, edits, settings, author_id, author)
      values (${scenario}, 'Nur unter uns', '[]', '{}', 'x', 'x')
    `;
    const view = `?v=7.47,51.52,15&cmp=side&bs=${scenario}`;
    const { key, version } = await begun({
      ...made('Blick'),
      slides: [{ ...blankSlide('map', randomUUID()), view } as Story['slides'][number]],
    });
    await ask(`/${key}`, 'PUT', { open: true }, version);
    const read = async (edition: Edition) =>
      (await ask(`/${key}/rendition`, 'GET', undefined, undefined, edition)).text();
    expect(await read('steering')).toContain('Nur unter uns');
    const told = await read('public');
    expect(told).not.toContain('Nur unter uns');
    expect(told).not.toContain(scenario);
    expect(told).toContain('das gespeicherte Szenario');
  });

  it('of a hundred slides render within the time that a presenter waits', async () => {
    const slides = Array.from({ length: 100 }, (_, n) =>
      blankSlide(n % 2 ? 'text' : 'title', randomUUID(), { de: `${n}`, en: '' }),
    );
    const { key } = await begun({ ...made('Lang'), slides });
    const answer = await ask(`/${key}/rendition`);
    expect(((await answer.json()) as { slides: unknown[] }).slides).toHaveLength(100);
  });
});

/** Reads the data lines of an event stream until one is there. */
async function firstData(answer: Response): Promise<string> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { done: true };
    text += value ?? '';
    const data = /^data: (.*)$/m.exec(text)?.[1];
    if (data !== undefined || done) {
      await reader?.cancel();
      return data ?? '';
    }
  }
}

describeOnEachDatabase('a phone as remote', (context: () => TestContext) => {
  const post = (path: string, edition: Edition, body?: unknown, secret?: string) =>
    context()
      .appAs(edition)
      .request(`/api${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(secret && { 'x-remote': secret }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });

  describe('of a presentation', () => {
    it('is let in by an account, and heard with its secret only', async () => {
      expect((await post('/remotes', 'public')).status).toBe(401);
      const { secret, url } = (await (await post('/remotes', 'steering')).json()) as { secret: string; url: string };
      // Behind the #: servers and proxies never see it.
      expect(url).toContain(`/remote#${secret}`);
      const app = context().appAs('public');
      const hearing = await app.request('/api/remotes/events', { headers: { 'x-remote': secret } });
      const heard = firstData(hearing);
      expect((await post('/remotes/said', 'public', { say: 'do', command: 'next' }, secret)).status).toBe(204);
      expect(JSON.parse(await heard)).toEqual({ say: 'do', command: 'next' });
      for (const wrong of ['00000000000000000000', undefined]) {
        expect((await post('/remotes/said', 'public', { say: 'who' }, wrong)).status).toBe(404);
      }
      expect((await app.request('/api/remotes/events')).status).toBe(404);
      expect((await post('/remotes/said', 'public', { say: 'do', command: 'format-c' }, secret)).status).toBe(400);
    });

    it('is shut out when its time is over, and no secret is kept as it is', async () => {
      const { secret } = (await (await post('/remotes', 'planner')).json()) as { secret: string };
      const { sql } = context().db;
      const rows = await sql<{ all: string }[]>`select story_remotes::text as all from story_remotes`;
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.map((row) => row.all).join()).not.toContain(secret);
      await sql`update story_remotes set expires_at = now() - interval '1 second'`;
      expect((await post('/remotes/said', 'public', { say: 'who' }, secret)).status).toBe(404);
    });
  });
});
