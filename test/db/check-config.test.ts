import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultOf, SETTING_NAMES, SETTINGS, settingsTable } from '@quartierblick/api/settings';
import { availableDatabases, freshDatabase } from '../support/databases.ts';
import { ofTheMachine, startServer } from '../support/server-process.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const clean: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const undo of clean.splice(0).reverse()) await undo();
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'qb-check-'));
  clean.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** `npm run check-config` with these settings and nothing of this process's own. */
function check(variables: Record<string, string>): Promise<{ code: number; out: string }> {
  const env = { ...ofTheMachine(), LANG: 'en_GB.UTF-8', ...variables };
  return new Promise((resolve) => {
    execFile(process.execPath, ['api/src/cli/check-config.ts'], { cwd: ROOT, env }, (error, out) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out });
    });
  });
}

describe.each(availableDatabases())('check-config on %s', (kind) => {
  it('says what holds, and changes nothing', async () => {
    const { variables, remove } = await freshDatabase(kind);
    clean.push(remove);
    const { code, out } = await check(variables);
    expect(out).toMatch(/✓ PostGIS: 3\.\d/);
    expect(out).toMatch(/✓ Schema: \d{4}_\w+\.sql, nothing pending/);
    expect(out).toContain('can be written');
    expect([code, out.includes('✗')]).toEqual([0, false]);
  });
});

describe('check-config', () => {
  it.skipIf(!availableDatabases().includes('postgres'))(
    'an account that may create nothing and a database that is read-only are wrong: no server could start there',
    async () => {
      const { variables, remove } = await freshDatabase('postgres');
      const url = new URL(variables['DATABASE_URL'] ?? '');
      const admin = postgres(url.href, { max: 1 });
      const account = `qb_${randomBytes(6).toString('hex')}`;
      await admin`create role ${admin(account)} login`;
      clean.push(async () => {
        await remove();
        const last = postgres(Object.assign(url, { username: 'postgres', pathname: '/postgres' }).href, { max: 1 });
        await last`drop role ${last(account)}`;
        await last.end();
      });
      const poor = await check({ ...variables, DATABASE_URL: Object.assign(new URL(url), { username: account }).href });
      expect([poor.code, poor.out]).toEqual([
        1,
        expect.stringMatching(/✗ DATABASE_URL: the account may create nothing/),
      ]);
      await admin`alter database ${admin(url.pathname.slice(1))} set default_transaction_read_only = on`;
      await admin.end();
      const still = await check(variables);
      expect([still.code, still.out]).toEqual([1, expect.stringMatching(/✗ DATABASE_URL: is read-only/)]);
    },
  );

  it('a misspelt setting is named: nothing else would say that it is not read', async () => {
    const { code, out } = await check({ DATA_DIR: folder(), DATABSE_URL: 'postgres://x:hunter2@y/z' });
    expect([code, out]).toEqual([
      0,
      expect.stringContaining('! DATABSE_URL: is not known; perhaps DATABASE_URL is meant'),
    ]);
    expect(out).not.toContain('hunter2');
  });

  it('reads the database of a server that runs, instead of saying that its folder is taken', async () => {
    const { variables, remove } = await freshDatabase('embedded');
    clean.push(remove);
    const server = startServer(variables);
    clean.push(() => {
      server.kill('SIGKILL');
      return server.ended;
    });
    await server.ready;
    const { code, out } = await check(variables);
    expect(out).toMatch(/server is running[\s\S]*nothing pending/);
    expect(code).toBe(0);
  });

  it('names every wrong setting in a line of its own, and no secret', async () => {
    const secret = 'hunter2';
    const { code, out } = await check({
      DATA_DIR: folder(),
      PORT: 'eighty',
      DATABASE_URL: `mysql://planner:${secret}@x/y`,
      METRICS_TOKEN: secret,
      AUTH_SECRET: secret,
      BASE_URL: `ftp://planner:${secret}@x/`,
    });
    expect(code).toBe(1);
    const lines = out.split('\n').filter((line) => line.startsWith('✗'));
    const named = ['PORT', 'DATABASE_URL', 'METRICS_TOKEN', 'AUTH_SECRET', 'BASE_URL'];
    for (const name of named) expect(lines.filter((line) => line.startsWith(`✗ ${name}`))).toHaveLength(1);
    expect(lines).toHaveLength(named.length);
    expect(out).not.toContain(secret);
  });

  it('a database that does not answer and a folder that cannot be written are wrong; nothing is made', async () => {
    const inside = join(folder(), 'not', 'yet');
    const away = await check({ DATA_DIR: inside, DATABASE_URL: 'postgres://planner:hunter2@127.0.0.1:1/quarter' });
    expect(away.code).toBe(1);
    expect(away.out).toMatch(/✗ DATABASE_URL: .*127\.0\.0\.1:1\/quarter.*cannot be opened/);
    expect(away.out).not.toContain('hunter2');
    expect(existsSync(inside)).toBe(false);
    const { code, out } = await check({ DATA_DIR: '/proc' });
    expect([code, out]).toEqual([1, expect.stringContaining('✗ DATA_DIR: /proc cannot be written')]);
  });

  it('says what will bite behind a proxy', async () => {
    const shared = folder();
    chmodSync(shared, 0o755);
    const { code, out } = await check({ DATA_DIR: shared, BASE_URL: 'http://stadt.example/quartier/' });
    expect(code).toBe(0);
    expect(out).toContain('http://stadt.example/quartier, sub-path (/quartier)');
    for (const hint of [/! BASE_URL: without https/, /! TRUST_PROXY/, /! DATA_DIR: other accounts/])
      expect(out).toMatch(hint);
  });
});

describe('the settings', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  // Aligned by the formatter; what counts is in the cells.
  const rows = (text: string) =>
    text.split('\n').map((line) => line.replace(/\s*\|\s*/g, '|').replace(/-{3,}/g, '---'));

  it('stand in the README as the contract says: every one, with its default', () => {
    const held = rows(readme);
    expect(rows(settingsTable()).filter((row) => !held.includes(row))).toEqual([]);
  });

  it('the README names no setting that there is not', () => {
    const named = [...readme.matchAll(/^\| `([A-Z][A-Z_]+)`/gm)].map(([, name]) => name);
    expect(named.filter((name) => !SETTING_NAMES.some((known) => known === name))).toEqual([]);
  });

  it('secrets have no default that would be known to everyone', () => {
    const secrets = SETTING_NAMES.filter((name) => 'secret' in SETTINGS[name]);
    expect(secrets).toContain('AUTH_SECRET');
    expect(secrets.map(defaultOf)).toEqual(secrets.map(() => '–'));
  });
});
