import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ofTheMachine } from '../support/server-process.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BLOCK = /^```(\w+) (\S+)\n([\s\S]*?)^```$/gm;

/** Code blocks of the recipe that name a file, in their order. */
function recipe(): { language: string; path: string; text: string }[] {
  const page = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');
  const section = page.slice(page.indexOf('## I want to add a layer'), page.indexOf('## I want to add a reader'));
  return [...section.matchAll(BLOCK)].map(([, language = '', path = '', text = '']) => ({ language, path, text }));
}

/** Puts each added line of a diff block behind the line that stands before it in the block. */
function applyDiff(file: string, diff: string): string {
  const lines = file.split('\n');
  let at = -1;
  for (const line of diff.trimEnd().split('\n')) {
    if (line.startsWith('+')) lines.splice(++at, 0, line.slice(1));
    else at = lines.indexOf(line.slice(1), at + 1);
    if (at < 0) throw new Error(`the recipe names a line that is not there: ${line}`);
  }
  return lines.join('\n');
}

/** A package folder with the same dependencies, except that the project's own packages are the copies. */
function linkDependencies(copy: string, name: string): void {
  const from = join(ROOT, name, 'node_modules');
  const to = join(copy, name, 'node_modules');
  const link = (entry: string) => {
    mkdirSync(dirname(join(to, entry)), { recursive: true });
    const own = /^@quartierblick\/(\w+)$/.exec(entry)?.[1];
    symlinkSync(own ? join(copy, own) : realpathSync(join(from, entry)), join(to, entry));
  };
  for (const entry of readdirSync(from)) {
    if (entry.startsWith('.')) continue;
    if (entry.startsWith('@')) for (const scoped of readdirSync(join(from, entry))) link(`${entry}/${scoped}`);
    else link(entry);
  }
}

describe('the recipe "I want to add a layer"', () => {
  const copy = mkdtempSync(join(tmpdir(), 'qb-recipe-'));
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  beforeAll(() => {
    for (const name of ['gis', 'api']) {
      cpSync(join(ROOT, name), join(copy, name), {
        recursive: true,
        filter: (source) => !source.includes('node_modules') && !source.endsWith('.test.ts'),
      });
      linkDependencies(copy, name);
    }
    cpSync(join(ROOT, 'migrations'), join(copy, 'migrations'), { recursive: true });
    cpSync(join(ROOT, 'package.json'), join(copy, 'package.json'));
    for (const { language, path, text } of recipe()) {
      const file = join(copy, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, language === 'diff' ? applyDiff(readFileSync(file, 'utf8'), text) : text);
    }
    cpSync(join(ROOT, 'test/db/recipe-walk.ts'), join(copy, 'api/recipe-walk.ts'));
    cpSync(join(inject('embeddedTemplate'), 'database'), join(copy, 'data/database'), { recursive: true });
  });

  it('touches a migration, a folder and two registries, and nothing else', () => {
    const touched = recipe().map(({ path }) =>
      path.replace(/^gis\/layers\/street-lights\/.*/, 'gis/layers/street-lights'),
    );
    expect([...new Set(touched)].map((path) => path.replace(/\d{4}_.*/, '…'))).toEqual([
      'migrations/…',
      'gis/layers/street-lights',
      'gis/layers/index.ts',
      'gis/layers/sources.ts',
    ]);
  });

  it('gives a layer that imports, counts its classes, answers features and serves a tile', () => {
    const output = execFileSync(process.execPath, [join(copy, 'api/recipe-walk.ts')], {
      cwd: copy,
      env: { ...ofTheMachine(), DATA_DIR: join(copy, 'data'), LOG_LEVEL: 'silent' },
      encoding: 'utf8',
    });
    expect(JSON.parse(output)).toEqual({
      report: { state: 'done', read: 3, imported: 2, skipped: { 'invalid-value': 1 } },
      legend: { led: 1, gas: 1 },
      features: [
        { kind: 'gas', height_m: 4.5 },
        { kind: 'led', height_m: 8 },
      ],
      tile: { status: 200, layer: 'street-lights' },
    });
  });
});
