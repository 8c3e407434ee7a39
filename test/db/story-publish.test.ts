import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '@quartierblick/api/app';
import { PUBLIC } from '@quartierblick/api/auth/identity';
import { loadDemo } from '@quartierblick/api/demo/load';
import { importsOf } from '@quartierblick/api/imports/manager';
import { WalkNetwork } from '@quartierblick/api/network/service';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import { layers } from '@quartierblick/gis/layers/index.ts';
import { canonical } from '@quartierblick/gis/ranking/hash.ts';
import type { StoryChanges } from '@quartierblick/gis/stories/changes.ts';
import type { PublicationHead, ShownStory, StoryLink } from '@quartierblick/gis/stories/publication.ts';
import type { Rendition } from '@quartierblick/gis/stories/rendition.ts';
import type { Slide } from '@quartierblick/gis/stories/story.ts';
import { placesFile } from '../../api/src/imports/test-files.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { tilesOver } from './editions/answers.ts';
import { plant } from './editions/planted.ts';

const WORDS = { de: '', en: '' };
const NOTES = { de: 'geheime Notiz', en: '' };

function slide<K extends Slide['kind']>(kind: K, more: object = {}, audience: Slide['audience'] = 'public'): Slide {
  return {
    ...{ id: randomUUID(), chapter: null, title: WORDS, body: WORDS, notes: NOTES, audience, kind },
    ...more,
  } as Slide;
}
const map = (...ids: string[]) => slide('map', { view: `?l=${ids.join()}`, plays: false });
const words = (de: string) => slide('text', { keyFigures: [], body: { de, en: '' } });

describeOnEachDatabase('publishing stories', (context) => {
  let network: WalkNetwork;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(`${tmpdir()}/qb-publish-`);
    await loadDemo(context().deps);
    network = new WalkNetwork(context().db.target);
  });
  afterAll(async () => {
    await importsOf(context().deps).close();
    await network.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** One for each edition: every app has workers of its own for its tiles, and each of them a connection. */
  const apps = new Map<Edition, ReturnType<typeof createApp>>();
  const appAs = (edition: Edition) => {
    const someone = { edition, userId: null, name: 'Test', via: 'session' } as const;
    const identify = () => (edition === 'public' ? PUBLIC : someone);
    const app = apps.get(edition) ?? createApp({ ...context().deps, network, identify });
    apps.set(edition, app);
    return app;
  };
  const planner = async (method: string, path: string, body?: unknown) =>
    appAs('planner').request(`/api${path}`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await planner(method, path, body);
    expect([method, path, answer.status < 300, answer.ok ? '' : await answer.clone().text()]).toEqual([
      method,
      path,
      true,
      '',
    ]);
    return (answer.status === 204 ? null : await answer.json()) as T;
  };
  const add = async (...slides: Slide[]) =>
    (await ask<{ key: string }>('POST', '/stories', { format: 1, title: WORDS, look: 'auto', slides })).key;
  const publish = (story: string, edition: Rendition['edition'] = 'public') =>
    ask<PublicationHead>('POST', `/stories/${story}/publications`, { edition });
  const link = (story: string, { key }: PublicationHead, wish: object = {}) =>
    ask<{ url: string; link: StoryLink }>('POST', `/stories/${story}/publications/${key}/links`, wish);
  const tokenOf = ({ url }: { url: string }) => url.slice(url.indexOf('#') + 1);
  const show = (headers: Record<string, string>) => appAs('public').request('/api/shown', { headers });
  const open = async (made: { url: string }, password?: string) => {
    const own: Record<string, string> =
      password === undefined ? {} : { 'x-story-password': encodeURIComponent(password) };
    return show({ 'x-story-link': tokenOf(made), ...own });
  };
  const typeOf = async (answer: Response) => [
    answer.status,
    ((await answer.json()) as { type: string }).type.split(':').at(-1),
  ];

  it('freezes what an edition gets, without notes, under the hash of its text', async () => {
    const key = await add(words('Es gibt {count:playgrounds} Spielplätze'), map('playgrounds'));
    const head = await publish(key);
    const answer = await planner('GET', `/stories/${key}/publications/${head.key}`);
    const text = await answer.text();
    expect(createHash('sha256').update(text).digest('hex')).toBe(head.hash);
    expect(canonical(JSON.parse(text))).toBe(text);
    expect(text).not.toContain('geheime Notiz');
    const { slides, edition } = JSON.parse(text) as Rendition;
    expect(edition).toBe('public');
    expect(slides[0]?.figures['count:playgrounds']?.value).toBeGreaterThan(0);
    expect(await ask('GET', `/stories/${key}/publications`)).toMatchObject([{ ...head, slides: 2, withdrawnAt: null }]);
  });

  it('refuses any change of what was published, also once it is withdrawn', async () => {
    const { sql } = context().db;
    const key = await add(words('x'));
    const head = await publish(key);
    await expect(sql`update story_publications set rendition = '{}' where key = ${head.key}`).rejects.toThrow();
    await expect(sql`update story_publications set content = '{}' where key = ${head.key}`).rejects.toThrow();
    await ask('DELETE', `/stories/${key}/publications/${head.key}`);
    await expect(sql`update story_publications set withdrawn_at = null where key = ${head.key}`).rejects.toThrow();
    expect((await planner('DELETE', `/stories/${key}/publications/${head.key}`)).status).toBe(404);
    const refused = await planner('POST', `/stories/${key}/publications/${head.key}/links`, {});
    expect(await typeOf(refused)).toEqual([409, 'link-refused']);
    expect((await planner('POST', `/stories/${await add()}/publications`, { edition: 'public' })).status).toBe(409);
  });

  it('an import into one layer names exactly the slides that depend on it; texts that were edited since do not count', async () => {
    const [figure, other, both, far, plain] = [
      words('{count:playgrounds}'),
      words('{count:offers}'),
      map('playgrounds', 'accidents'),
      map('accidents'),
      words('nur Text'),
    ] as const;
    const chart = slide('chart', { series: 'years:accidents/year' });
    const key = await add(figure, other, both, far, plain, chart);
    const head = await publish(key);
    const changes = () => ask<StoryChanges>('GET', `/stories/${key}/publications/${head.key}/changes`);
    expect((await changes()).slides).toEqual([]);
    const story = { format: 1, title: WORDS, look: 'auto', slides: [{ ...plain, body: { de: 'anders', en: '' } }] };
    await appAs('planner').request(`/api/stories/${key}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'if-match': '"1"' },
      body: JSON.stringify({ story }),
    });
    expect((await changes()).slides).toEqual([]);

    const path = placesFile(folder, `${randomUUID()}.geojson`, [{ id: randomUUID(), name: 'Neuer Platz' }]);
    const imports = importsOf(context().deps);
    const request = { path, fileName: basename(path), temporary: false, author: 'test', as: 'playgrounds' } as const;
    expect((await imports.ended((await imports.start(request)).id)).state).toBe('done');
    const { slides } = await changes();
    expect(slides.map((one) => one.slide)).toEqual([figure.id, both.id]);
    const [told] = slides[0]?.changes ?? [];
    if (told?.kind !== 'figure') throw new Error('no figure');
    expect(told.after?.value).toBe((told.before?.value ?? NaN) + 1);
    expect(slides[1]?.changes).toContainEqual(expect.objectContaining({ kind: 'layer', layer: 'playgrounds' }));

    // All of a layer deleted: told with words, and the story still answers.
    await context().db.sql`delete from playgrounds`;
    await context().db.sql`update layer_versions set version = version + 1 where layer = 'playgrounds'`;
    const emptied = (await changes()).slides;
    expect(emptied.map((one) => one.slide)).toEqual([figure.id, both.id]);
    expect(emptied[1]?.changes).toContainEqual(expect.objectContaining({ kind: 'number', after: 0 }));
  });

  it('a measure that is deleted afterwards is named as gone', async () => {
    const measure = await ask<{ key: string; version: number }>('POST', '/measures', { title: 'Bank' });
    const photos = slide('photos', { measure: measure.key });
    const key = await add(words('x'), photos);
    const head = await publish(key, 'steering');
    await context().db.sql`delete from measures where key = ${measure.key}`;
    const { slides } = await ask<StoryChanges>('GET', `/stories/${key}/publications/${head.key}/changes`);
    expect(slides).toMatchObject([{ slide: photos.id, changes: [{ kind: 'gone', what: { de: 'die Maßnahme' } }] }]);
  });

  it('a link opens what was published, counts it, and neither the database nor an address holds its secret', async () => {
    const key = await add(words('{count:playgrounds}'));
    const head = await publish(key);
    const made = await link(key, head, { note: 'Presse' });
    expect(new URL(made.url).pathname).toBe('/s');
    const answer = await open(made);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const shown = (await answer.json()) as ShownStory;
    expect(shown.hash).toBe(head.hash);
    expect(createHash('sha256').update(canonical(shown.rendition)).digest('hex')).toBe(head.hash);
    await open(made);
    const [listed] = await ask<PublicationHead[]>('GET', `/stories/${key}/publications`);
    expect(listed?.links).toMatchObject([{ note: 'Presse', opened: 2, password: false }]);
    const kept = JSON.stringify(await context().db.sql`select * from story_links`);
    expect(kept).not.toContain(tokenOf(made));
    const log = JSON.stringify(await context().db.sql`select * from audit_log where entity = 'story'`);
    expect(log).toContain('link-made');
    expect(log).not.toContain(tokenOf(made));
  });

  it('unknown, revoked, expired and withdrawn are one answer', async () => {
    const key = await add(words('x'));
    const [revoked, expired, withdrawn] = [await publish(key), await publish(key), await publish(key)] as const;
    const links = [await link(key, revoked), await link(key, expired), await link(key, withdrawn)] as const;
    await ask('DELETE', `/stories/${key}/publications/${revoked.key}/links/${links[0].link.id}`);
    await context().db
      .sql`update story_links set expires_at = now() - interval '1 second' where id = ${links[1].link.id}`;
    await ask('DELETE', `/stories/${key}/publications/${withdrawn.key}`);
    const answers = await Promise.all([...links, { url: '#nothing' }, { url: '#' }].map((one) => open(one)));
    const texts = await Promise.all(
      answers.map(async (answer) => ({ ...((await answer.json()) as object), requestId: '' })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    expect(new Set(texts.map((one) => JSON.stringify(one))).size).toBe(1);
    const wish = { expiresAt: '2020-01-01T00:00:00Z' };
    const past = await planner('POST', `/stories/${key}/publications/${expired.key}/links`, wish);
    expect(await typeOf(past)).toEqual([409, 'link-refused']);
  });

  it('a password is asked for, kept as a salted hash, and cannot be tried for long', async () => {
    const key = await add(words('x'));
    const head = await publish(key);
    const password = 'Bänke & Brücken ✓';
    const made = await link(key, head, { password });
    const [row] = await context().db.sql`select password_hash from story_links where id = ${made.link.id}`;
    expect(String(row?.['password_hash'])).toMatch(/^[0-9a-f]{32}:[0-9a-f]{64}$/);
    expect(await typeOf(await open(made))).toEqual([401, 'story-password-required']);
    expect(await typeOf(await open(made, 'falsches Passwort'))).toEqual([401, 'wrong-story-password']);
    expect((await open(made, password)).status).toBe(200);
    const tries = await Promise.all(Array.from({ length: 15 }, (_, n) => open(made, `falsch ${n}`)));
    const refused = tries.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(5);
    // Also the right one has to wait.
    expect((await open(made, password)).status).toBe(429);
    expect(await planner('POST', `/stories/${key}/publications/${head.key}/links`, { password: 'kurz' })).toMatchObject(
      {
        status: 400,
      },
    );
    const internal = await publish(key, 'planner');
    const bare = await planner('POST', `/stories/${key}/publications/${internal.key}/links`, {});
    expect(await typeOf(bare)).toEqual([409, 'link-refused']);
  });

  it('a ticket opens the layers on the maps of its publication and nothing else', async () => {
    const { db } = context();
    const key = await add(map('properties', 'streets'), words('x'));
    const head = await publish(key, 'planner');
    const password = 'ein langes Passwort';
    const made = await link(key, head, { password });
    const { ticket, rendition } = (await (await open(made, password)).json()) as ShownStory;
    const content = rendition.slides[0]?.content;
    const tiles = content?.kind === 'map' ? content.layers.find(({ id }) => id === 'properties')?.tiles : undefined;
    const [place] = await db.sql<{ lon: number; lat: number }[]>`
      select st_x(c) as lon, st_y(c) as lat from (
        select st_transform(st_centroid(geom), 4326) as c from properties where class not in ('acquired', 'completed') limit 1
      ) one
    `;
    const n = 2 ** 15;
    const x = Math.floor((((place?.lon ?? 0) + 180) / 360) * n);
    const rad = ((place?.lat ?? 0) * Math.PI) / 180;
    const y = Math.floor(((1 - Math.asinh(Math.tan(rad)) / Math.PI) / 2) * n);
    const address = (tiles ?? '').replace('{z}', '15').replace('{x}', String(x)).replace('{y}', String(y));
    const fetched = (path: string, headers: Record<string, string>) => appAs('public').request(path, { headers });
    const withTicket = { 'x-story-ticket': ticket };
    const tile = await fetched(address, withTicket);
    expect([tile.status, tile.headers.get('cache-control')]).toEqual([200, 'private, no-cache']);
    expect(tile.headers.get('vary')).toMatch(/x-story-ticket/i);
    // Beyond one screen around what the slide shows the layer ends, in the distance as in what holds more ground.
    const placed = (z: number, dx: number) => {
      const half = 2 ** (15 - z);
      const [column, row] = [Math.floor(x / half) + dx, Math.floor(y / half)];
      return (tiles ?? '').replace('{z}', `${z}`).replace('{x}', `${column}`).replace('{y}', `${row}`);
    };
    for (const [z, dx, status] of [
      [14, 0, 200],
      [16, 4, 204],
      [15, 6, 204],
      [13, 0, 204],
      [10, 0, 204],
    ] as const) {
      const answer = await fetched(placed(z, dx), withTicket);
      expect([z, dx, answer.status]).toEqual([z, dx, status]);
      if (status === 204) expect(answer.headers.get('cache-control')).toBe('no-store');
    }
    const whole = await appAs('planner').request(placed(13, 0));
    expect(whole.status).toBe(200);
    // What everybody sees has no end.
    const everybodys = content?.kind === 'map' ? content.layers.find(({ id }) => id === 'streets')?.tiles : undefined;
    const far = (everybodys ?? '')
      .replace('{z}', '13')
      .replace('{x}', `${x >> 2}`)
      .replace('{y}', `${y >> 2}`);
    expect((await fetched(far, withTicket)).status).toBe(200);
    for (const wrong of [{}, { 'x-story-ticket': `${ticket}x` }, { 'x-story-link': tokenOf(made) }])
      expect((await fetched(address, wrong as Record<string, string>)).status).toBe(404);
    // Another edition than the published one, or none, is what everybody gets.
    for (const query of ['', '?edition=steering', '?edition=admin'])
      expect((await fetched(address.replace(/\?.*/, query), withTicket)).status).toBe(404);
    // Nor do the api's other answers know the ticket.
    const places = await tilesOver(db, place?.lon ?? 0, place?.lat ?? 0);
    const closed = [
      '/api/layers/properties/features',
      '/api/ranking',
      '/api/properties',
      `/api/stories/${key}`,
      `/api/stories/${key}/publications`,
      '/tiles/properties.json',
    ];
    for (const path of closed) {
      const [as, bare] = await Promise.all([fetched(path, withTicket), fetched(path, {})]);
      expect([path, as.status]).toEqual([path, bare.status]);
      expect([path, as.status]).not.toEqual([path, 200]);
    }
    for (const path of places.filter((one) => !/\/(properties|streets)\//.test(one))) {
      const [as, bare] = await Promise.all([fetched(path, withTicket), fetched(path, {})]);
      expect([path, as.status, as.headers.get('etag')]).toEqual([path, bare.status, bare.headers.get('etag')]);
    }
    await ask('DELETE', `/stories/${key}/publications/${head.key}/links/${made.link.id}`);
    expect((await fetched(address, withTicket)).status).toBe(404);
  });

  it('a steering link gives the limited layer, never the planners’', async () => {
    const key = await add(map('properties'));
    const head = await publish(key, 'steering');
    const { ticket, rendition } = (await (await open(await link(key, head))).json()) as ShownStory;
    expect(rendition.slides[0]?.content).toMatchObject({ layers: [{ id: 'properties', limited: true }] });
    const z = '/14/8530/5448.mvt';
    const asked = (edition: string) => {
      const version = (rendition.slides[0]?.uses['properties'] ?? 0) as number;
      const headers = { 'x-story-ticket': ticket };
      return appAs('public').request(`/tiles/properties/${version}${z}?edition=${edition}`, { headers });
    };
    expect([200, 204]).toContain((await asked('steering')).status);
    expect((await asked('planner')).status).toBe(404);
  });

  it('made-up tickets and links open nothing, whatever they look like', async () => {
    const key = await add(map('properties'));
    const head = await publish(key, 'steering');
    const made = await link(key, head);
    const { ticket } = (await (await open(made)).json()) as ShownStory;
    const [id = '', until = '', seal = ''] = ticket.split('.');
    const near = fc.constantFrom(
      `${id}.${Number(until) + 1}.${seal}`,
      `${randomUUID()}.${until}.${seal}`,
      `${id}.${until}.${seal.slice(0, -1)}${seal.endsWith('A') ? 'B' : 'A'}x`,
      `${id}.${until}.`,
      `${id}.0.${seal}`,
      ticket.toUpperCase(),
      '..',
    );
    const printable = fc.stringMatching(/^[!-~]{0,120}$/);
    const version = layers.length;
    const app = appAs('public');
    await fc.assert(
      fc.asyncProperty(fc.oneof(near, printable), printable, async (said, token) => {
        const tile = `/tiles/properties/${version}/13/4265/2724.mvt?edition=steering`;
        expect((await app.request(tile, { headers: { 'x-story-ticket': said } })).status).toBe(404);
        const photo = `/api/shown/measures/${randomUUID()}/evidence/${randomUUID()}`;
        expect((await app.request(photo, { headers: { 'x-story-ticket': said.slice(0, 200) } })).status).toBe(404);
        expect((await app.request('/api/shown', { headers: { 'x-story-link': token } })).status).toBe(404);
      }),
      { numRuns: 60 },
    );
  });

  it('shows the photos of a published slide, and no others', async () => {
    const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    const photoOf = async (title: string) => {
      const measure = await ask<{ key: string }>('POST', '/measures', { title });
      const form = new FormData();
      form.set('moment', 'before');
      form.set('file', new Blob([new Uint8Array(bytes)]), 'foto.jpg');
      const path = `/api/measures/${measure.key}/evidence`;
      const answer = await appAs('planner').request(path, { method: 'POST', body: form });
      expect(answer.status).toBe(201);
      const { evidence } = (await answer.json()) as { evidence: { key: string }[] };
      return { measure: measure.key, path: `/api/shown/measures/${measure.key}/evidence/${evidence[0]?.key}` };
    };
    const [shown, other] = [await photoOf('gezeigt'), await photoOf('nicht gezeigt')];
    const key = await add(slide('photos', { measure: shown.measure }));
    const made = await link(key, await publish(key, 'steering'));
    const { ticket } = (await (await open(made)).json()) as ShownStory;
    const status = async (path: string, headers: Record<string, string>) =>
      (await appAs('public').request(path, { headers })).status;
    const withTicket = { 'x-story-ticket': ticket };
    expect(await status(shown.path, withTicket)).toBe(200);
    expect(await status(shown.path, {})).toBe(404);
    expect(await status(other.path, withTicket)).toBe(404);
    expect(await status(shown.path.replace('/shown', ''), withTicket)).toBe(401);
    // The public edition of the same slide has no photo, and its link opens none.
    const open2 = await open(await link(key, await publish(key)));
    expect(await status(shown.path, { 'x-story-ticket': ((await open2.json()) as ShownStory).ticket })).toBe(404);
  });

  it('nothing that was planted for planners is in a public or a steering publication', async () => {
    const { ledger } = await plant(context().db);
    const chart = (series: string) => slide('chart', { series });
    const slides = [
      words('{count:properties} {offers} {measures:all}'),
      slide('map', { view: '?l=properties,playgrounds', plays: true }),
      slide('strip', { view: '' }),
      slide('ranking', { view: '', places: 15 }),
      slide('coverage', { view: 'area=all' }),
      slide('chain', { view: 'area=all' }),
      chart('classes:properties'),
      chart('years:properties/year_built'),
      slide('text', { keyFigures: [], body: { de: 'intern', en: '' } }, 'planner'),
    ];
    const key = await add(...slides);
    for (const edition of ['public', 'steering'] as const) {
      const made = await link(key, await publish(key, edition));
      const text = await (await open(made)).text();
      expect([edition, ledger.leaks(text, edition)]).toEqual([edition, []]);
      expect(text).not.toMatch(/intern"|case_?number|owner/i);
    }
    const inside = await publish(key, 'planner');
    const text = await (await planner('GET', `/stories/${key}/publications/${inside.key}`)).text();
    expect(ledger.found(text).length).toBeGreaterThan(0);
  });
});
