import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { lockFolder } from './lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'qb-lock-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const RACER = `
  const { lockFolder } = await import(${JSON.stringify(new URL('./lock.ts', import.meta.url).href)});
  process.stdout.write('r');
  process.stdin.once('data', () => {
    try { lockFolder(${JSON.stringify(folder)}); process.stdout.write('w'); } catch { process.stdout.write('l'); }
    process.stdin.once('data', () => process.exit(0));
  });`;

function racer() {
  const child = spawn(process.execPath, ['--input-type=module', '-e', RACER], { stdio: ['pipe', 'pipe', 'inherit'] });
  const next = () => new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk))));
  return { next, go: () => child.stdin.write('go') };
}

it('of processes that all find the lock of a dead one, exactly one takes it', async () => {
  const racers = Array.from({ length: 6 }, racer);
  await Promise.all(racers.map(({ next }) => next()));
  writeFileSync(join(folder, 'lock'), '999999 1');
  const outcomes = racers.map(({ next }) => next());
  for (const { go } of racers) go();
  expect((await Promise.all(outcomes)).sort().join('')).toBe('lllllw');
  for (const { go } of racers) go();
});

it('given back, it leaves nothing behind', () => {
  lockFolder(folder)();
  expect(readdirSync(folder)).toEqual([]);
});
