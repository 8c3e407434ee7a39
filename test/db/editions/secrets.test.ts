import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { beforeAll, expect, it } from 'vitest';
import { FORMATS } from '@quartierblick/api/export/parameters';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import { demoQuarter } from '@quartierblick/gis/demo/index.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { decodeTile } from '../../support/vector-tiles.ts';
import { seedQuarter } from '../queries/seed.ts';
import { walk } from '../queries/walk.ts';
import { addresses, answerOf, BELOW_PLANNERS, tilesOver, withoutEcho } from './answers.ts';
import { plant, PLANNERS_FIELDS } from './planted.ts';
import type { Plantation } from './planted.ts';

/** Where the planted cases stand, WGS 84. */
const PLACE: [longitude: number, latitude: number] = [7.4745, 51.5235];

/** Objects of a JSON answer that tell of owner, negotiation or procedure. */
function telling(text: string): string[] {
  const start = text.search(/\][[{]/);
  try {
    return [...walk(JSON.parse(text.slice(start + 1)))].flatMap((object) =>
      PLANNERS_FIELDS.filter((name) => typeof object[name] === 'string').map(
        (name) => `${name}: ${String(object[name])}`,
      ),
    );
  } catch {
    return [];
  }
}

describeOnEachDatabase('planted secrets', (context) => {
  let planted: Plantation;
  beforeAll(async () => {
    await seedQuarter(context().db);
    // The seed has cases of its own, which would stand beside the planted ones.
    await context().db.sql`delete from properties`;
    await context().db.sql`delete from property_history`;
    planted = await plant(context().db);
  });

  async function walkAll(edition: Edition) {
    const { db } = context();
    const app = context().appAs(edition);
    const leaks: string[] = [];
    const found = new Set<string>();
    let answers = 0;
    for await (const address of addresses(app, planted, db)) {
      // Planners may read it all; that it is there at all is seen without filters.
      if (edition === 'planner' && address.includes('?')) continue;
      const { text, status } = await answerOf(app, address);
      expect([address, status < 500]).toEqual([address, true]);
      answers += 1;
      const said = withoutEcho(text, address);
      for (const value of planted.ledger.found(said)) found.add(value);
      if (edition === 'planner') continue;
      for (const leak of planted.ledger.leaks(said, edition)) leaks.push(`${address}: ${leak}`);
      for (const object of telling(said)) leaks.push(`${address}: ${object}`);
    }
    return { leaks, found, answers };
  }

  it.each(BELOW_PLANNERS)(
    'no answer gives %s what only planners may read',
    async (edition) => {
      const { leaks, answers } = await walkAll(edition);
      expect(answers).toBeGreaterThan(300);
      expect(leaks).toEqual([]);
    },
    240_000,
  );

  it('planners find what was planted, so that the tests above are not empty', async () => {
    const { found } = await walkAll('planner');
    const { ledger } = planted;
    for (const where of [
      'properties.key',
      'properties.address',
      'properties.next_step',
      'property_owners.name',
      'property_notes.note',
      'property_files.file_name',
      'property_history.reason',
      'property_tasks.title',
      'audit_log.reason',
      'imports.file_name',
    ]) {
      expect([where, ledger.of(where).some((value) => found.has(value))]).toEqual([where, true]);
    }
  }, 240_000);

  it.each(BELOW_PLANNERS)(
    'no tile gives %s what only planners may read',
    async (edition) => {
      const app = context().appAs(edition);
      const { ledger, cityCases } = planted;
      const leaks: string[] = [];
      let tiles = 0;
      for (const address of await tilesOver(context().db, ...PLACE)) {
        const { status, text, bytes } = await answerOf(app, address);
        const seen = status === 200 ? decodeTile(bytes) : new Map<string, never[]>();
        if (status === 200) tiles += 1;
        for (const leak of ledger.leaks(text + JSON.stringify([...seen]), edition)) leaks.push(`${address}: ${leak}`);
        for (const { properties } of seen.get('properties') ?? []) {
          if (edition === 'public' || !cityCases.includes(String(properties['key']))) leaks.push(`${address}: a case`);
          if (!['completed', 'acquired'].includes(String(properties['class']))) leaks.push(`${address}: its class`);
          if (!['undefined', 'null', 'renovating'].includes(String(properties['mark'])))
            leaks.push(`${address}: its mark`);
        }
      }
      expect(tiles).toBeGreaterThan(5);
      expect(leaks).toEqual([]);
    },
    120_000,
  );

  it.each(BELOW_PLANNERS)(
    'no file gives %s what only planners may read, whatever it is packed in',
    async (edition) => {
      const app = context().appAs(edition);
      const leaks: string[] = [];
      let files = 0;
      for (const layer of ['properties', 'property-counts']) {
        for (const format of FORMATS) {
          const { status, bytes } = await answerOf(app, `/api/layers/${layer}/export?format=${format}`);
          expect([layer, format, [200, 404, 422].includes(status)]).toEqual([layer, format, true]);
          if (layer === 'properties' && edition === 'public') expect(status).toBe(404);
          if (status !== 200) continue;
          files += 1;
          const packed = ['shp', 'fgb', 'xlsx'].includes(format) ? Object.values(unzipSync(bytes)) : [bytes];
          // Bytes that are no text are searched as if they were: names stand in them as they are.
          const text = packed.map((one) => new TextDecoder().decode(one)).join(' ');
          for (const leak of planted.ledger.leaks(text, edition)) leaks.push(`${layer}.${format}: ${leak}`);
          expect([layer, format, text.includes('case_number'), text.includes('Aktenzeichen')]).toEqual([
            layer,
            format,
            false,
            false,
          ]);
        }
      }
      if (edition === 'steering') expect(files).toBeGreaterThan(5);
      expect(leaks).toEqual([]);
    },
    120_000,
  );

  it('shows the steering group the cases that the city owns or has finished, and masks the mark of the owner', async () => {
    const { text } = await answerOf(context().appAs('steering'), '/api/layers/properties/features?sort=key');
    const page = JSON.parse(text.slice(text.search(/\]\{/) + 1)) as {
      numberMatched: number;
      features: { properties: Record<string, unknown> }[];
    };
    expect(page.numberMatched).toBe(planted.cityCases.length);
    expect(page.features.map(({ properties: { key, class: is, mark } }) => ({ key, is, mark }))).toEqual([
      { key: 'city-4', is: 'acquired', mark: 'renovating' },
      { key: 'city-5', is: 'completed', mark: null },
    ]);
  });

  it.each(BELOW_PLANNERS)(
    '%s finds nothing by a word that only planners may read',
    async (edition) => {
      const app = context().appAs(edition);
      const { ledger } = planted;
      for (const word of ledger.texts) {
        if (ledger.leaks(word, edition).length === 0) continue;
        const [hits, page] = [`/api/search?q=${word}`, `/api/layers/properties/features?q=${word}`];
        expect([word, await (await app.request(hits)).json()]).toEqual([word, []]);
        const answer = (await (await app.request(page)).json()) as { numberMatched?: number };
        expect([word, answer.numberMatched ?? 0]).toEqual([word, 0]);
      }
    },
    120_000,
  );

  it('planners see the planted cases in the tiles', async () => {
    const app = context().appAs('planner');
    let found = 0;
    for (const address of await tilesOver(context().db, ...PLACE)) {
      if (address.startsWith('/tiles/properties/'))
        found += planted.ledger.found((await answerOf(app, address)).text).length;
    }
    expect(found).toBeGreaterThan(4);
  });

  it.each(BELOW_PLANNERS)('tells %s nothing of a case while it changes', async (edition) => {
    const { db, app } = context();
    const { ledger } = planted;
    const key = String(planted.cases[0]);
    const stream = await context().appAs(edition).request('/api/events');
    const reader = stream.body?.getReader();
    if (!reader) throw new Error('no body');
    let text = '';
    const until = async (mark: string) => {
      while (!text.includes(mark)) text += new TextDecoder().decode((await reader.read()).value, { stream: true });
    };
    await until(': open');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const tag = (await app.request(`/api/properties/${key}`)).headers.get('etag');
    const json = { 'content-type': 'application/json', 'if-match': String(tag) };
    const changed = await app.request(`/api/properties/${key}`, {
      method: 'PATCH',
      headers: json,
      body: JSON.stringify({ changes: { next_step: ledger.text('properties.next_step') } }),
    });
    expect(changed.status).toBe(200);
    const noted = await app.request(`/api/properties/${key}/parts/notes`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ row: { note: ledger.text('property_notes.note') } }),
    });
    expect(noted.status).toBe(201);
    await db.publish({ type: 'import-changed', id: String(planted.imports[0]) });
    await db.publish({ type: 'layer-changed', layer: 'streets', version: 987_654 });
    await until('987654');
    await reader.cancel();
    expect(text).not.toContain('case-changed');
    expect(text).not.toContain(String(planted.imports[0]));
    expect(ledger.leaks(text, edition)).toEqual([]);
  });
});

const BUILD = fileURLToPath(new URL('../../../web/build/', import.meta.url));

it.skipIf(!existsSync(BUILD))('no built file knows an owner, a note or an address of the demo register', () => {
  const secrets = new Set<string>();
  for (const { layer, rows } of demoQuarter({}).datasets) {
    if (layer !== 'properties') continue;
    for (const row of rows) {
      for (const name of ['name', 'contact', 'note', 'case_number', 'next_step', 'file_name']) {
        const value = (row as unknown as Record<string, unknown>)[name];
        // Short texts may be anybody's.
        if (typeof value === 'string' && value.length >= 12) secrets.add(value);
      }
    }
  }
  expect(secrets.size).toBeGreaterThan(20);
  const files = readdirSync(BUILD, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(10);
  for (const { parentPath, name } of files) {
    const content = readFileSync(join(parentPath, name), 'utf8');
    expect([name, [...secrets].filter((secret) => content.includes(secret))]).toEqual([name, []]);
  }
});
