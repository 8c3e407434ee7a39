import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { availableDatabases, freshDatabase } from '../support/databases.ts';
import { startServer } from '../support/server-process.ts';
import type { ServerProcess } from '../support/server-process.ts';

const clean: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const undo of clean.splice(0).reverse()) await undo();
});

function start(variables: Record<string, string>): ServerProcess {
  const server = startServer(variables);
  clean.push(() => {
    server.kill('SIGKILL');
    return server.ended;
  });
  return server;
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'qb-server-'));
  clean.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function settings(kind: 'embedded' | 'postgres'): Promise<Record<string, string> & { DATA_DIR: string }> {
  const { variables, remove } = await freshDatabase(kind);
  clean.push(remove);
  return { DATA_DIR: '', ...variables };
}

/** It gave up with exactly one line. */
async function lastWords(server: ServerProcess): Promise<string> {
  expect(await server.ended).toBe(1);
  const lines = server.output().trim().split('\n');
  expect(lines.filter((line) => !line.startsWith('  '))).toHaveLength(1);
  return lines.at(-1) ?? '';
}

describe.each(['embedded', 'postgres'] as const)('a server on %s', (kind) => {
  const runIf = it.skipIf(!availableDatabases().includes(kind));

  runIf('serves, tells the command line where it is, and leaves nothing behind when asked to stop', async () => {
    const variables = await settings(kind);
    const server = start(variables);
    const address = await server.ready;
    const health = await fetch(`${address}/api/health`);
    expect(await health.json()).toMatchObject({ status: 'ok', database: kind });
    const missing = await fetch(`${address}/api/nothing`, { headers: { 'accept-language': 'en' } });
    expect([missing.status, missing.headers.get('content-type')]).toEqual([
      404,
      expect.stringContaining('problem+json'),
    ]);
    expect(await missing.json()).toMatchObject({ title: 'There is nothing at this address' });

    const told = join(variables.DATA_DIR, 'server.json');
    expect(JSON.parse(readFileSync(told, 'utf8'))).toMatchObject({
      pid: server.pid,
      port: Number(new URL(address).port),
    });
    for (const secret of [told, join(variables.DATA_DIR, 'token')]) expect(statSync(secret).mode & 0o077).toBe(0);
    expect(statSync(variables.DATA_DIR).mode & 0o077).toBe(0);

    // A stream that stays open must not keep the server.
    const stream = await fetch(`${address}/api/events`);
    server.kill('SIGTERM');
    // As from a terminal, where the signal arrives twice: the echo must not cut the orderly end short.
    setTimeout(() => server.kill('SIGTERM'), 50);
    expect(await server.ended).toBe(0);
    await stream.body?.cancel().catch(() => undefined);
    for (const left of [told, join(variables.DATA_DIR, 'token'), join(variables.DATA_DIR, 'lock')]) {
      expect([left, existsSync(left)]).toEqual([left, false]);
    }
  });
});

describe('a server that cannot start says why in one line', () => {
  it('the data folder is served by another process: its pid and port', async () => {
    const variables = await settings('embedded');
    const first = start(variables);
    const { port } = new URL(await first.ready);
    const words = await lastWords(start(variables));
    expect(words).toContain(`process ${first.pid}, Port ${port}`);
  });

  it('the port is taken: the variable to change', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    clean.push(() => void other.close());
    const address = other.address();
    const port = String(typeof address === 'object' ? address?.port : '');
    expect(await lastWords(start({ DATA_DIR: folder(), PORT: port }))).toMatch(new RegExp(`${port}.*PORT=`));
  });

  it('a setting is wrong: its name', async () => {
    expect(await lastWords(start({ DATA_DIR: folder(), LOG_LEVEL: 'loud' }))).toContain('LOG_LEVEL');
  });

  it('PostgreSQL does not answer: its address, never the password', async () => {
    const url = 'postgres://planner:hunter2@127.0.0.1:1/quarter';
    const words = await lastWords(start({ DATA_DIR: folder(), DATABASE_URL: url }));
    expect(words).toContain('127.0.0.1:1/quarter');
    expect(words).not.toContain('hunter2');
  });

  it.skipIf(!availableDatabases().includes('postgres'))('PostgreSQL takes no changes: words, no stack', async () => {
    const variables = await settings('postgres');
    const url = new URL(variables['DATABASE_URL'] ?? '');
    url.searchParams.set('default_transaction_read_only', 'on');
    expect(await lastWords(start({ ...variables, DATABASE_URL: url.href }))).toContain('read-only');
  });

  it('the data folder is a file', async () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    expect(await lastWords(start({ DATA_DIR: file }))).toContain('DATA_DIR');
  });
});

describe('an interrupted start', () => {
  it('killed while the database was being written: the next start makes it anew', async () => {
    // What a kill at that moment leaves: the mark, and only some of the files. Such a folder cannot be opened.
    const variables = await settings('embedded');
    const unfinished = join(variables.DATA_DIR, 'database-unfinished');
    writeFileSync(unfinished, '');
    rmSync(join(variables.DATA_DIR, 'database/global'), { recursive: true });
    const health = await fetch(`${await start(variables).ready}/api/health`);
    expect(health.status).toBe(200);
    expect(existsSync(unfinished)).toBe(false);
  });

  it('the mark stands from before the first file until the database is made', async () => {
    const DATA_DIR = join(folder(), 'data');
    const server = start({ DATA_DIR });
    const unfinished = join(DATA_DIR, 'database-unfinished');
    while (!existsSync(join(DATA_DIR, 'database'))) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(existsSync(unfinished)).toBe(true);
    await server.ready;
    expect(existsSync(unfinished)).toBe(false);
  });
});
