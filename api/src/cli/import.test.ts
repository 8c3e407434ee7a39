import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import { osmPbf } from '@quartierblick/gis/read/test-pbf.ts';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { availableDatabases, freshDatabase } from '../../../test/support/databases.ts';
import { ofTheMachine } from '../../../test/support/server-process.ts';
import { accidentsFile, placesFile, write } from '../imports/test-files.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

interface Result {
  code: number | null;
  out: string;
  err: string;
}

describe.each(availableDatabases())('npm run import (%s)', (kind) => {
  let folder: string;
  let variables: Record<string, string>;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'qb-cli-'));
    ({ variables, remove } = await freshDatabase(kind));
  });
  afterAll(async () => {
    await remove();
    rmSync(folder, { recursive: true, force: true });
  });

  function node(script: string, args: string[], extra: Record<string, string> = {}) {
    const usual = { DEMO: 'off', LOG_LEVEL: 'silent', QB_CWD: folder, LANG: 'C.UTF-8' };
    const env = { ...ofTheMachine(), ...variables, ...usual, ...extra };
    return spawn(process.execPath, [join(ROOT, 'api/src', script), ...args], { env, cwd: ROOT });
  }
  async function command(args: string[], extra?: Record<string, string>): Promise<Result> {
    const child = node('cli/import.ts', args, extra);
    let out = '';
    let err = '';
    child.stdout.on('data', (text) => (out += String(text)));
    child.stderr.on('data', (text) => (err += String(text)));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, out, err };
  }
  const lines = ({ out }: Result) =>
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('shows what is in an archive, and imports a layer of it by name and system', async () => {
    const features = [0, 1].map((i) => ({
      type: 'Feature',
      properties: { name: `Platz ${i}`, id: `p${i}` },
      geometry: { type: 'Point', coordinates: [2_394_000 + i * 10, 5_709_000] },
    }));
    const geojson = JSON.stringify({ type: 'FeatureCollection', features });
    writeFileSync(join(folder, 'plaetze.zip'), zipSync({ 'plaetze.geojson': strToU8(geojson) }));
    const shown = await command(['--inspect', 'plaetze.zip']);
    expect(shown).toMatchObject({ code: 0 });
    expect(shown.out).toContain('2.000.000');
    const unknown = await command(['--as', 'playgrounds', '--layer-name', 'Nix', 'plaetze.zip']);
    expect(unknown).toMatchObject({ code: 1, out: '' });
    expect(unknown.err).toMatch(/„Nix“ gibt es in der Datei nicht\. Es gibt: plaetze\.geojson/);
    const taken = await command(['--as', 'playgrounds', '--crs', 'EPSG:25832;east=2000000', '--json', 'plaetze.zip']);
    expect(lines(taken)).toMatchObject([{ layer: 'playgrounds', read: 2, imported: 2 }]);
  });

  it('imports a table by its column of geometries, and counts the rows that hold none', async () => {
    const rows = ['id;name;geom', 'q1;Platz;SRID=25832;POINT(394000 5709000)', 'q2;Hof;POINT(394100'];
    write(folder, 'punkte.csv', rows.map((row) => row.replace(/;(SRID.*)$/, ';"$1"')).join('\n'));
    const taken = await command([
      '--as',
      'playgrounds',
      '--map',
      'name=name',
      '--map',
      'key=id',
      '--json',
      'punkte.csv',
    ]);
    expect(lines(taken)).toMatchObject([
      { layer: 'playgrounds', read: 2, imported: 1, skipped: { 'invalid-geometry': 1 } },
    ]);
  });

  it('tells in one line what the user must change', async () => {
    const english = { LANG: 'en_GB.UTF-8' };
    const cases: [string[], Record<string, string>, number, RegExp][] = [
      [[], {}, 2, /^Welche Datei\?/],
      [['--as', 'spielplatz', 'x'], english, 2, /^There is no layer “spielplatz”\. There are: .*playgrounds/],
      [['--nonsense', 'x'], {}, 2, /^Unbekannte/],
      [['--map', 'name', 'x'], {}, 2, /SPALTE=NAME/],
      [['--as-of', '31.12.2024', 'x'], english, 2, /YYYY-MM-DD/],
      [['--year', '24', 'x'], {}, 2, /Jahreszahl/],
      [['gone.csv'], {}, 1, /gone\.csv: Die Datei gibt es nicht\.$/],
      [[folder], english, 1, /this is a folder/],
      [['x'], { PORT: 'many' }, 2, /PORT/],
    ];
    for (const [args, extra, code, words] of cases) {
      const result = await command(args, extra);
      expect([args, result.code, result.out]).toEqual([args, code, '']);
      expect(result.err.trim()).toMatch(words);
      expect(result.err.trim().split('\n')).toHaveLength(1);
    }
  });

  it('opens the database itself where no server runs; one line of JSON for each file; 1 where one was of no use', async () => {
    const good = placesFile(folder, 'good.geojson', [{ id: 'a', name: 'A' }]);
    const bad = write(folder, 'bad.geojson', '{"type":"FeatureCollection","features":[{"type":');
    const result = await command(['--json', '--as', 'playgrounds', 'good.geojson', bad]);
    expect(result.code).toBe(1);
    const [first, second] = lines(result);
    expect(Object.keys(first ?? {})).toEqual([
      'layer',
      'read',
      'imported',
      'updated',
      'unchanged',
      'skipped',
      'seconds',
    ]);
    expect(first).toMatchObject({ layer: 'playgrounds', read: 1, imported: 1, updated: 0, unchanged: 0, skipped: {} });
    expect(second).toMatchObject({ layer: 'playgrounds', read: 0, imported: 0, problem: { type: 'unreadable-file' } });
    expect(result.err).toContain('bad.geojson: ');

    const again = await command([good, '--as', 'playgrounds']);
    expect(again.code).toBe(0);
    expect(again.out).toContain('gelesen 1, neu 0, geändert 0, unverändert 1');
  });

  it('goes through the running server, which keeps answering, and undoes there', async () => {
    const server = node('server.ts', [], { PORT: '0' });
    try {
      const { DATA_DIR = '' } = variables;
      await expect.poll(() => existsSync(join(DATA_DIR, 'server.json')), { timeout: 60_000 }).toBe(true);
      const result = await command(['--json', accidentsFile(folder, 'unfälle.csv', 2000)]);
      expect(result).toMatchObject({ code: 0 });
      expect(lines(result)).toMatchObject([{ layer: 'accidents', read: 2000, imported: 2000 }]);
      const summary = await command([accidentsFile(folder, 'unfälle.csv', 2000, 13)], { LANG: 'en_US' });
      expect(summary.out).toContain('read 2,000, new 0, changed 2,000');
      const extract = osmPbf({
        nodes: [1, 2].map((id) => ({ id, lon: 7.46 + id / 1000, lat: 51.52 })),
        ways: [{ id: 3, nodes: [1, 2], tags: { highway: 'footway', footway: 'crossing', crossing: 'island' } }],
      });
      writeFileSync(join(folder, 'x.osm.pbf'), extract);
      const streets = await command(['--json', '--as', 'streets', 'x.osm.pbf']);
      expect(lines(streets)).toMatchObject([{ layer: 'streets', read: 1, imported: 1, skipped: {} }]);
      const id = /--undo (\S+)/.exec(summary.out)?.[1] ?? '';
      expect(await command(['--undo', id])).toMatchObject({
        code: 0,
        out: 'Rückgängig gemacht: unfälle.csv (accidents)\n',
      });
      expect(await command(['--undo', id])).toMatchObject({ code: 1, out: '' });
      expect((await command(['--undo', 'nonsense'])).err).toContain('Diesen Import gibt es nicht');
      expect((await command(['--remove-demo'])).out).toContain('keine Demo');
    } finally {
      server.kill('SIGTERM');
      await once(server, 'close');
    }
    expect((await command(['--json', join(folder, 'unfälle.csv')])).code).toBe(0);
  });

  it.runIf(kind === 'postgres')('interrupted by Ctrl-C it takes the import back', async () => {
    const sql = postgres(variables['DATABASE_URL'] ?? '', { max: 1 });
    const accidents = () => sql`select count(*)::integer as n, max(hour) as hour from accidents`;
    const before = await accidents();
    const child = node('cli/import.ts', ['--json', accidentsFile(folder, 'groß.csv', 150_000, 7)]);
    const closed = once(child, 'close');
    const running = () => sql`select from imports where file_name = 'groß.csv' and state = 'running'`;
    await expect.poll(async () => (await running()).length, { timeout: 30_000, interval: 20 }).toBe(1);
    child.kill('SIGINT');
    expect(await closed).toEqual([130, null]);
    expect(await sql`select state from imports where file_name = 'groß.csv'`).toEqual([{ state: 'cancelled' }]);
    expect(await accidents()).toEqual(before);
    await sql.end();
  });
});
