import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '@quartierblick/api/app';
import { PUBLIC } from '@quartierblick/api/auth/identity';
import { loadDemo } from '@quartierblick/api/demo/load';
import { FactsCache } from '@quartierblick/api/layers/facts';
import { WalkNetwork } from '@quartierblick/api/network/service';
import { SearchService } from '@quartierblick/api/search/service';
import { beginPack } from '@quartierblick/api/stories/pack/compose';
import { contentsOfStory } from '@quartierblick/api/stories/pack/contents';
import { TileService } from '@quartierblick/api/tiles/service';
import { TileWorkers } from '@quartierblick/api/tiles/workers';
import { DEMO_STORY, demoStory } from '@quartierblick/gis/demo/index.ts';
import { maySee } from '@quartierblick/gis/layers/define.ts';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import { PARTS_HEADER, REPLACED_HEADER } from '@quartierblick/gis/stories/pack/format.ts';
import type { PublicationHead } from '@quartierblick/gis/stories/publication.ts';
import type { Rendition } from '@quartierblick/gis/stories/rendition.ts';
import type { Slide, Story } from '@quartierblick/gis/stories/story.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { openPack, playerIsBuilt } from '../support/packs.ts';
import { decodeTile } from '../support/vector-tiles.ts';
import { plant } from './editions/planted.ts';
import type { Plantation } from './editions/planted.ts';

const EDITIONS = ['public', 'steering', 'planner'] as const;
const NOTE = 'zznotizzz nur für Vortragende';
const WORDS = { de: '', en: '' };
/** Where the planted cases stand, and where one sees all of the quarter. */
const CASES = 'v=7.4745,51.5235,16&l=properties,playgrounds,buildings,streets';
const QUARTER = 'v=7.4718,51.5228,14&l=properties,accidents,statistical-units&base=photo&cmp=side&bl=properties';

/** What is on a tile, whatever the order in which it was read. */
const features = (tile: Uint8Array): string[] =>
  [...decodeTile(tile)].flatMap(([name, all]) => all.map((one) => `${name} ${JSON.stringify(one)}`)).sort();

describe.skipIf(!playerIsBuilt)('packs (skipped: the player is not built here)', () => {
  describeOnEachDatabase('a story as one file', (context) => {
    let network: WalkNetwork;
    let planted: Plantation;
    const story: string = randomUUID();
    beforeAll(async () => {
      await loadDemo(context().deps);
      planted = await plant(context().db);
      network = new WalkNetwork(context().db.target);
      const added = await appAs('planner').request(`/api/stories/${DEMO_STORY}`);
      expect(added.status).toBe(200);
      await context().db.sql`
        insert into stories (key, content, open, created_by) values (${story}, ${context().db.sql.json(telling() as never)}, true, 'Test')
      `;
    }, 240_000);
    afterAll(() => network.close());

    const apps = new Map<Edition, ReturnType<typeof createApp>>();
    /** One each: an app has threads of its own that make tiles. */
    function appAs(edition: Edition) {
      const someone = { edition, userId: edition, name: 'Test', via: 'session' } as const;
      const identify = () => (edition === 'public' ? PUBLIC : someone);
      const app = apps.get(edition) ?? createApp({ ...context().deps, network, identify });
      apps.set(edition, app);
      return app;
    }
    /** A story that says on every kind of slide what only planners may read. */
    function telling(): Story {
      const slide = (kind: Slide['kind'], more: object, audience: Slide['audience'] = 'public') =>
        ({
          ...{ id: randomUUID(), chapter: null, title: { de: `Folie ${kind}`, en: '' }, body: WORDS, audience, kind },
          ...{ notes: { de: NOTE, en: '' }, ...more },
        }) as Slide;
      const inside = { title: { de: 'zzintern nur für die Planung', en: '' } };
      const pair = demoStory().slides.find(({ kind }) => kind === 'photos');
      const slides = [
        slide('title', {}),
        slide('map', { view: CASES, plays: false }),
        slide('map', { view: QUARTER, plays: true }),
        slide('text', {
          keyFigures: ['count:properties', 'count:playgrounds'].map((figure) => ({ figure, label: WORDS })),
        }),
        slide('ranking', { view: '', places: 15 }),
        slide('chart', { series: 'classes:properties' }),
        slide('text', { ...inside, body: inside.title, keyFigures: [] }, 'planner'),
        slide('map', { ...inside, view: `${CASES}&base=colour`, plays: false }, 'steering'),
        slide('photos', { measure: pair?.kind === 'photos' ? pair.measure : null }),
        slide('chart', { series: 'cases:group=owner_state' }),
        slide('chart', { series: 'measures' }),
      ];
      return { format: 1, title: { de: 'Was steht drin?', en: '' }, look: 'auto', slides };
    }

    const ask = (as: Edition, query: string, key: string = story) =>
      appAs(as).request(`/api/stories/${key}/pack?${query}`);
    async function pack(as: Edition, query: string, key: string = story) {
      const answer = await ask(as, query, key);
      expect([query, answer.status]).toEqual([query, 200]);
      const file = new Uint8Array(await answer.arrayBuffer());
      return { file, headers: answer.headers, ...openPack(file) };
    }

    it('of the public holds no byte of an owner, a case, a note or an inner slide, whoever makes it', async () => {
      for (const maker of ['steering', 'planner'] as const) {
        const { text, manifest, rendition } = await pack(maker, 'edition=public');
        expect(planted.ledger.found(text)).toEqual([]);
        expect(text).not.toMatch(/zznotizzz|zzintern/);
        expect(manifest.tiles).not.toHaveProperty('properties');
        expect(manifest.parts.filter(({ kind }) => kind === 'photo')).toEqual([]);
        expect(JSON.stringify(rendition)).not.toMatch(/owner|case_?number|\/api\//i);
        expect(rendition.slides.every(({ slide }) => slide.notes.de === '')).toBe(true);
      }
    });

    it('of the steering group holds what that edition reads and nothing more; that of planners is not empty', async () => {
      const steering = await pack('planner', 'edition=steering&notes=1');
      expect(planted.ledger.leaks(steering.text, 'steering')).toEqual([]);
      // The inner map is for them, too; the inner text is not.
      expect(steering.rendition.slides.map(({ slide }) => slide.title.de.startsWith('zzintern'))).toEqual(
        steering.rendition.slides.map((_, index) => index === 7),
      );
      const planner = await pack('planner', 'edition=planner');
      expect(planted.ledger.found(planner.text).length).toBeGreaterThan(4);
      expect(planner.text).toContain('zzintern');
      expect(planner.manifest.parts.filter(({ kind }) => kind === 'photo').length).toBeGreaterThan(0);
    });

    it('is made for editions up to the maker’s, with notes only where they are asked for and never for the public', async () => {
      for (const maker of EDITIONS) {
        for (const edition of EDITIONS) {
          const answer = await ask(maker, `edition=${edition}`);
          await answer.body?.cancel();
          const expected = maker === 'public' ? 401 : maySee(maker, edition) ? 200 : 403;
          expect([maker, edition, answer.status]).toEqual([maker, edition, expected]);
        }
      }
      expect((await ask('planner', 'edition=public&notes=1')).status).toBe(400);
      expect((await ask('planner', 'edition=public', randomUUID())).status).toBe(404);
      const [without, withNotes] = [
        await pack('steering', 'edition=steering'),
        await pack('steering', 'edition=steering&notes=1'),
      ];
      expect(without.text).not.toContain('zznotizzz');
      expect(without.manifest.notes).toBe(false);
      expect(withNotes.rendition.slides[0]?.slide.notes.de).toBe(NOTE);
    });

    it('has the tiles that the server gives the edition, and says before it begins how many parts there will be', async () => {
      for (const edition of ['public', 'planner'] as const) {
        const { tiles, manifest, rendition, headers } = await pack('planner', `edition=${edition}`);
        expect(headers.get(PARTS_HEADER)).toBe(String(manifest.parts.length));
        expect(headers.get('content-disposition')).toContain(`Was-steht-drin-${edition}.html`);
        const some = [...tiles].filter((_, index) => index % 7 === 0);
        expect(some.length).toBeGreaterThan(10);
        for (const [place, bytes] of some) {
          const [layer = '', z, x, y] = place.split('/');
          const infos = rendition.slides.flatMap(({ content }) => (content?.kind === 'map' ? content.layers : []));
          const version = infos.find(({ id }) => id === layer)?.version;
          const address = `/tiles/${layer}/${version}/${z}/${x}/${y}.mvt?edition=${edition}`;
          const served = new Uint8Array(await (await appAs('planner').request(address)).arrayBuffer());
          expect([place, features(bytes)]).toEqual([place, features(served)]);
        }
      }
    });

    it('draws our own map where a slide has somebody else’s, and names those slides but no inner one', async () => {
      const open = await pack('planner', 'edition=public');
      expect(open.headers.get(REPLACED_HEADER)).toBe('3');
      expect(open.manifest.replaced).toEqual([{ slide: 3, base: { de: 'Luftbild NRW', en: 'Aerial photo NRW' } }]);
      const { content } = open.rendition.slides[2] ?? {};
      expect(content?.kind === 'map' && content.states.map(({ base }) => base)).toEqual(['own', 'own']);
      expect(Object.keys(open.manifest.tiles)).toEqual(expect.arrayContaining(['buildings', 'streets']));
      expect((await pack('planner', 'edition=planner')).manifest.replaced.map(({ slide }) => slide)).toEqual([3, 8]);
    });

    describe('of a publication', () => {
      const published = (as: Edition, publication: string) =>
        appAs(as).request(`/api/stories/${story}/publications/${publication}/pack`);
      async function publish(edition: Edition): Promise<PublicationHead> {
        const answer = await appAs('planner').request(`/api/stories/${story}/publications`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ edition }),
        });
        expect(answer.status).toBe(201);
        return (await answer.json()) as PublicationHead;
      }

      it('holds the texts and figures that were frozen, its hash, and by name the layers that changed since', async () => {
        const head = await publish('public');
        const { sql } = context().db;
        const frozen = (await (
          await appAs('planner').request(`/api/stories/${story}/publications/${head.key}`)
        ).json()) as Rendition;
        const other = { ...telling(), title: { de: 'Später umbenannt', en: '' } };
        await sql`update stories set content = ${sql.json(other as never)} where key = ${story}`;
        await sql`delete from playgrounds where key in (select key from playgrounds limit 1)`;
        await sql`update layer_versions set version = version + 1, changed_at = clock_timestamp() where layer = 'playgrounds'`;
        const answer = await published('planner', head.key);
        expect(answer.status).toBe(200);
        const { manifest, rendition, text, tiles } = openPack(new Uint8Array(await answer.arrayBuffer()));
        expect(manifest.publication).toEqual({ hash: head.hash, publishedAt: head.publishedAt });
        expect(manifest).toMatchObject({ edition: 'public', notes: false, title: frozen.title });
        expect(Date.parse(manifest.at)).toBeGreaterThan(Date.parse(frozen.at));
        expect(rendition.slides.map(({ slide }) => slide)).toEqual(frozen.slides.map(({ slide }) => slide));
        const count = 'count:playgrounds';
        const before = frozen.slides[3]?.figures[count]?.value ?? 0;
        expect(before).toBeGreaterThan(1);
        expect(rendition.slides[3]?.figures[count]?.value).toBe(before);
        const now = await pack('planner', 'edition=public');
        expect(now.rendition.slides[3]?.figures[count]?.value).toBe(before - 1);
        expect([now.manifest.publication, now.manifest.overtaken]).toEqual([null, []]);
        expect(text).not.toMatch(/Später umbenannt|zznotizzz|zzintern/);
        expect(planted.ledger.found(text)).toEqual([]);
        expect(manifest.overtaken.map(({ de }) => de)).toEqual(['Spielplätze']);
        // Somebody else's map gave way to our own, whose layers were not frozen with it.
        expect(manifest.replaced.map(({ slide }) => slide)).toEqual([3]);
        const { content } = rendition.slides[2] ?? {};
        expect(content?.kind === 'map' && content.states.map(({ base }) => base)).toEqual(['own', 'own']);
        expect(content?.kind === 'map' && content.layers.map(({ id }) => id)).toEqual(
          expect.arrayContaining(['accidents', 'buildings', 'streets']),
        );
        expect([...tiles.keys()].some((place) => place.startsWith('playgrounds/'))).toBe(true);
      });

      it('is for planners, and ends with the publication', async () => {
        const head = await publish('steering');
        for (const [as, status] of [
          ['public', 401],
          ['steering', 403],
        ] as const)
          expect([as, (await published(as, head.key)).status]).toEqual([as, status]);
        const answer = await published('planner', head.key);
        const { text, manifest } = openPack(new Uint8Array(await answer.arrayBuffer()));
        expect(manifest.edition).toBe('steering');
        expect(planted.ledger.leaks(text, 'steering')).toEqual([]);
        await appAs('planner').request(`/api/stories/${story}/publications/${head.key}`, { method: 'DELETE' });
        expect((await published('planner', head.key)).status).toBe(409);
        expect((await published('planner', randomUUID())).status).toBe(404);
      });
    });

    it('allows itself no request, and names no address that a page would load', async () => {
      const { file } = await pack('planner', 'edition=planner');
      const html = new TextDecoder().decode(file);
      const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? '';
      const sources = policy.split('; ').map((one) => one.split(' '));
      expect(sources[0]).toEqual(['default-src', "'none'"]);
      const allowed = new Set(sources.flatMap(([, ...values]) => values));
      for (const one of allowed) expect(one).toMatch(/^(data:|blob:|'none'|'unsafe-inline'|'sha256-[\w+/=]+')$/);
      expect(sources.filter((one) => one.includes("'unsafe-inline'"))).toEqual([['style-src-attr', "'unsafe-inline'"]]);
      const outside = html.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<style>[\s\S]*?<\/style>/g, '');
      expect(outside).not.toMatch(/\b(src|href)=/);
      const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
      expect(style).not.toMatch(/@import|url\((?!["']?(data:|#))/);
    });

    it('a title that looks like markup stays words', async () => {
      const key = randomUUID();
      const title = { de: '</title><script>alert(1)</script> & "so"', en: '' };
      const content = context().db.sql.json({ ...telling(), title } as never);
      await context().db
        .sql`insert into stories (key, content, open, created_by) values (${key}, ${content}, false, 'Test')`;
      const { file, manifest } = await pack('planner', 'edition=public', key);
      expect(manifest.title).toEqual(title);
      expect(new TextDecoder().decode(file)).not.toContain('<script>alert');
    });

    it('is refused with words where the maps need too many tiles, and breaks off without its end where it outgrows the limit', async () => {
      const { deps, db } = context();
      const tools = {
        story: { deps, facts: new FactsCache(db.sql), network, search: new SearchService(db.sql) },
        tiles: new TileService(new TileWorkers(db.target), 1),
      };
      const order = { key: story, story: telling(), edition: 'public', notes: false } as const;
      const contents = await contentsOfStory(tools.story, order);
      await expect(beginPack(tools, contents, { tiles: 5, megabytes: 200 })).rejects.toMatchObject({
        details: { status: 413, detail: { de: expect.stringContaining('höchstens 5 passen') } },
      });
      const { bytes } = await beginPack(tools, contents, { tiles: 12_000, megabytes: 0.3 });
      const pieces: Uint8Array[] = [];
      const read = async () => {
        for await (const piece of bytes) pieces.push(piece);
      };
      await expect(read()).rejects.toThrow('0.3 MB');
      expect(() => openPack(Buffer.concat(pieces))).toThrow('seal');
    });

    it('of the demo’s story for everybody is small enough for any stick', async () => {
      const { file, manifest, tiles } = await pack('planner', 'edition=public', DEMO_STORY);
      expect(tiles.size).toBeGreaterThan(100);
      expect(manifest.overtaken).toEqual([]);
      expect(file.length).toBeGreaterThan(2_000_000);
      expect(file.length).toBeLessThan(5_000_000);
    });
  });
});
