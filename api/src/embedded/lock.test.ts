import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { lockFolder } from './lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'qb-lock-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ROUNDS = 60;

/** Takes the lock at each line that it reads, and says whether it could. */
const RACER = `
  import { createInterface } from 'node:readline';
  const { lockFolder } = await import(${JSON.stringify(new URL('./lock.ts', import.meta.url).href)});
  process.stdout.write('r');
  for await (const line of createInterface({ input: process.stdin })) {
    // All start at the same moment, which the line names.
    while (Date.now() < Number(line));
    try { lockFolder(${JSON.stringify(folder)}); process.stdout.write('w'); } catch { process.stdout.write('l'); }
  }`;

function racer() {
  const child = spawn(process.execPath, ['--input-type=module', '-e', RACER], { stdio: ['pipe', 'pipe', 'inherit'] });
  const next = () => new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk))));
  return { next, go: (at: number) => child.stdin.write(`${at}\n`), end: () => child.stdin.end() };
}

it('of processes that all find the lock of a dead one, exactly one takes it', async () => {
  const racers = Array.from({ length: 4 }, racer);
  await Promise.all(racers.map(({ next }) => next()));
  for (let round = 0; round < ROUNDS; round++) {
    writeFileSync(join(folder, 'lock'), '999999 1');
    const outcomes = racers.map(({ next }) => next());
    for (const { go } of racers) go(Date.now() + 10);
    expect((await Promise.all(outcomes)).sort().join('')).toBe('lllw');
  }
  for (const { end } of racers) end();
});

it('given back, it leaves nothing behind', () => {
  lockFolder(folder)();
  expect(readdirSync(folder)).toEqual([]);
});
