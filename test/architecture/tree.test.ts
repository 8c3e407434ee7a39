import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { files, ROOT, sources } from './sources.ts';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
/** The rules' own words would offend against them. */
const isThisFolder = (file: string) => file.startsWith('test/architecture/');
const texts = files.filter((file) => /\.(ts|mjs|js|svelte|json|md|sql|yaml|css|html)$|^\.ci\/run$/.test(file));

describe('the tree', () => {
  it('has nothing at the top without a reason', () => {
    const top = [...new Set(files.map((file) => file.split('/')[0] ?? ''))].filter((name) => !name.startsWith('.'));
    const agreed = [
      'web',
      'api',
      'gis',
      'migrations',
      'test',
      'package.json',
      'tsconfig.json',
      'pnpm-workspace.yaml',
      'pnpm-lock.yaml',
      'README.md',
      'CONTRIBUTING.md',
      'LICENSE',
      // Tools look for these two where the repository begins.
      'Dockerfile',
      'compose.yaml',
    ];
    expect(top.filter((name) => !agreed.includes(name))).toEqual([]);
  });

  it('bears no path of a machine', () => {
    const machine = /(\/home|\/Users|\/root|\/work)\/\w+/;
    expect(texts.filter((file) => !isThisFolder(file) && machine.test(read(file)))).toEqual([]);
  });

  it('the lock file names no registry', () => {
    expect(read('pnpm-lock.yaml')).not.toMatch(/https?:\/\/[^\s]*(registry|npmjs|tarball)/);
  });

  it('sql.unsafe stands in the migration runner only', () => {
    const unsafe = sources.filter(
      (file) => !file.endsWith('.test.ts') && /\b(sql|tx|db\.sql)\s*\.unsafe\(/.test(read(file)),
    );
    expect(unsafe.filter((file) => file.startsWith('api/'))).toEqual(['api/src/migrate.ts']);
  });

  it('no leftovers: TODO, FIXME, tests switched off or alone', () => {
    const leftover = /\b(TODO|FIXME|XXX)\b|\b(it|describe|test)\.only\(/;
    expect(sources.filter((file) => !isThisFolder(file) && leftover.test(read(file)))).toEqual([]);
  });

  it('no file is larger than a repository should carry', () => {
    expect(files.filter((file) => statSync(join(ROOT, file)).size > 1_500_000)).toEqual([]);
  });

  it('migrations are numbered without gaps and named by intent', () => {
    const names = files
      .filter((file) => file.startsWith('migrations/'))
      .map((file) => file.slice('migrations/'.length))
      .sort();
    expect(names.every((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name))).toBe(true);
    expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, index) => index + 1));
  });
});
