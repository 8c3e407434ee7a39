import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeEach, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { FileStore } from '../files/store.ts';
import { KEPT_DAYS, sweepFiles } from './files.ts';

const DAY_MS = 86_400_000;

describeOnEachDatabase('files of a case', (context) => {
  const KEY = 'files/case 1';
  const path = `/api/properties/${encodeURIComponent(KEY)}/files`;

  beforeEach(async () => {
    const { sql } = context().db;
    await sql`delete from property_files`;
    await sql`
      insert into properties (key, address, geom)
      values (${KEY}, 'Teststraße 1', st_multi(st_geomfromtext('POLYGON((0 0,0 9,9 9,9 0,0 0))', 25832)))
      on conflict (key) do nothing
    `;
  });

  const send = (bytes: Buffer | string, name: string, fields: Record<string, string> = {}, to = path) => {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.set(field, value);
    form.set('file', new Blob([new Uint8Array(Buffer.from(bytes))]), name);
    return context().app.request(to, { method: 'POST', body: form });
  };
  const photo = (colour: string) =>
    sharp({ create: { width: 900, height: 600, channels: 3, background: colour } })
      .withExif({ IFD0: { Make: 'SecretPhone' } })
      .jpeg()
      .toBuffer();
  const folders = () => readdirSync(join(context().dataDir, 'files')).sort();
  const uploads = () => {
    const folder = join(context().dataDir, 'uploads');
    return existsSync(folder) ? readdirSync(folder) : [];
  };

  it('takes a photo with its words and gives it back in three sizes without metadata', async () => {
    const answer = await send(await photo('red'), 'Dach Süd.jpg', { title: 'Dach', taken_on: '2026-05-04' });
    expect(answer.status).toBe(201);
    const row = (await answer.json()) as Record<string, unknown>;
    expect(row).toMatchObject({
      kind: 'photo',
      title: 'Dach',
      taken_on: '2026-05-04',
      width: 900,
      height: 600,
      version: 1,
    });
    for (const [size, width] of [
      ['original', 900],
      ['full', 900],
      ['thumb', 480],
    ] as const) {
      const got = await context().app.request(`${path}/${String(row['key'])}?size=${size}`);
      expect([got.status, got.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
      expect(got.headers.get('x-content-type-options')).toBe('nosniff');
      expect(got.headers.get('content-security-policy')).toContain('sandbox');
      const bytes = Buffer.from(await got.arrayBuffer());
      const meta = await sharp(bytes).metadata();
      expect([meta.width, meta.exif]).toEqual([width, undefined]);
      const again = await context().app.request(`${path}/${String(row['key'])}?size=${size}`, {
        headers: { 'if-none-match': got.headers.get('etag') ?? '' },
      });
      expect(again.status).toBe(304);
    }
    expect(uploads()).toEqual([]);
  });

  it('gives documents as downloads under their own name, never as a page', async () => {
    const pdf = '%PDF-1.7\n<html><script>alert(1)</script>';
    const row = (await (await send(pdf, 'Bescheid „A“.pdf')).json()) as { key: string };
    const got = await context().app.request(`${path}/${row.key}`);
    expect(got.headers.get('content-type')).toBe('application/pdf');
    expect(got.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('Bescheid „A“.pdf')}`,
    );
    expect(await got.text()).toBe(pdf);
  });

  it('does not double a photo that is sent again because the answer was lost', async () => {
    const bytes = await photo('green');
    const first = await send(bytes, 'a.jpg');
    const second = await send(bytes, 'a.jpg');
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(await second.json()).toEqual(await first.json());
  });

  it('refuses what it cannot take, says the way out and leaves neither row nor bytes', async () => {
    const before = existsSync(join(context().dataDir, 'files')) ? folders() : [];
    const cases: [Buffer | string, string, number, string][] = [
      ['<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', 'x.svg', 415, 'file-kind'],
      [Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')]), 'x.heic', 415, 'heic'],
      [(await photo('blue')).subarray(0, 900), 'x.jpg', 422, 'photo-unreadable'],
      [randomBytes(51 * 1024 * 1024), 'x.jpg', 413, 'file-too-large'],
    ];
    for (const [bytes, name, status, type] of cases) {
      const answer = await send(bytes, name);
      const problem = (await answer.json()) as { type: string; detail: string };
      expect([name, answer.status, problem.type]).toEqual([name, status, `urn:quartierblick:${type}`]);
      expect(problem.detail.length).toBeGreaterThan(20);
    }
    expect((await send(await photo('red'), 'y.jpg', { taken_on: 'gestern' })).status).toBe(400);
    expect((await send(await photo('#123'), 'y.jpg', {}, '/api/properties/none/files')).status).toBe(404);
    const [rows] = await context().db.sql<{ n: number }[]>`select count(*)::integer as n from property_files`;
    expect(rows?.n).toBe(0);
    expect(uploads()).toEqual([]);
    // The one for a case that does not exist was kept before the case was missed; nothing names it, so it will be swept.
    expect(folders().filter((name) => !before.includes(name)).length).toBeLessThanOrEqual(1);
  });

  it('takes a photo of 30 MB', async () => {
    const noise = {
      create: {
        width: 4200,
        height: 3200,
        channels: 3 as const,
        noise: { type: 'gaussian' as const, mean: 128, sigma: 60 },
        background: '#888',
      },
    };
    const large = await sharp(noise).jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer();
    expect(large.length).toBeGreaterThan(20 * 1024 * 1024);
    const answer = await send(large, 'large.jpg');
    expect(answer.status).toBe(201);
    const row = (await answer.json()) as { bytes: number };
    expect(row.bytes).toBeLessThan(large.length);
  });

  it('brings back a removed file with its words', async () => {
    const row = (await (await send(await photo('orange'), 'b.jpg', { title: 'Hof' })).json()) as { key: string };
    await context().db.sql`delete from property_files where key = ${row.key}`;
    const restored = await context().app.request(`${path}/${row.key}/restore`, { method: 'POST' });
    expect([restored.status, await restored.json()]).toEqual([
      201,
      expect.objectContaining({ key: row.key, title: 'Hof', width: 900 }),
    ]);
    expect((await context().app.request(`${path}/${row.key}?size=thumb`)).status).toBe(200);
    expect((await context().app.request(`${path}/${row.key}/restore`, { method: 'POST' })).status).toBe(404);
  });

  it('sweeps bytes that a killed upload left without a row, and removed ones only when they can no longer be put back', async () => {
    const store = new FileStore(context().dataDir);
    const hour = 3_600_000;
    const row = (await (await send(await photo('purple'), 'c.jpg')).json()) as { key: string; sha256: string };
    const orphan = await store.put({ original: Buffer.from(randomBytes(50)) });
    const pending = join(context().dataDir, 'files/pending-1');
    mkdirSync(pending);
    writeFileSync(join(pending, 'original'), 'half');
    const lies = (sha256: string) => existsSync(store.path(sha256, 'original'));

    await sweepFiles(context(), store);
    expect([lies(orphan), existsSync(pending)]).toEqual([true, true]);
    for (const old of [join(context().dataDir, 'files', orphan), pending]) utimesSync(old, new Date(0), new Date(0));
    await sweepFiles(context(), store);
    expect([lies(row.sha256), lies(orphan), existsSync(pending)]).toEqual([true, false, false]);

    await context().db.sql`delete from property_files where key = ${row.key}`;
    await sweepFiles(context(), store, Date.now() + 2 * hour);
    expect(lies(row.sha256)).toBe(true);
    await sweepFiles(context(), store, Date.now() + (KEPT_DAYS + 1) * DAY_MS);
    expect(lies(row.sha256)).toBe(false);
  });

  it('lets nothing lead out of the folder', () => {
    expect(() => new FileStore(context().dataDir).path('../../token', 'original')).toThrow(RangeError);
  });
});
