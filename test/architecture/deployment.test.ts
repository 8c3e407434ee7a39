import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SETTING_NAMES } from '@quartierblick/api/settings';
import { files, ROOT } from './sources.ts';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const isSetting = (name: string) => SETTING_NAMES.some((known) => known === name);

interface Compose {
  services: Record<
    string,
    { image?: string; build?: string; environment: Record<string, string>; volumes: string[]; ports?: string[] }
  >;
  volumes: Record<string, unknown>;
}

describe('compose.yaml', () => {
  const compose = parse(read('compose.yaml')) as Compose;
  const { app, database } = compose.services;

  it('sets nothing that the program does not read', () => {
    expect(Object.keys(app?.environment ?? {}).filter((name) => !isSetting(name))).toEqual([]);
  });

  it('bears no password, and opens the port to this machine only', () => {
    for (const name of ['AUTH_SECRET', 'METRICS_TOKEN']) expect(app?.environment[name]).toMatch(/^\$\{\w+:/);
    expect(app?.environment['DATABASE_URL']).toContain(':${POSTGRES_PASSWORD:?}@');
    expect(database?.environment['POSTGRES_PASSWORD']).toMatch(/^\$\{\w+:\?\}$/);
    expect(database?.ports).toBeUndefined();
    expect(app?.ports?.every((port) => port.startsWith('127.0.0.1:'))).toBe(true);
  });

  it('keeps data in named volumes, the database in one of PostGIS', () => {
    const named = [app, database].flatMap((service) => service?.volumes ?? []).map((volume) => volume.split(':')[0]);
    expect(named.sort()).toEqual(Object.keys(compose.volumes).sort());
    expect(database?.image).toMatch(/^postgis\/postgis:\d+-\d+\.\d+$/);
  });
});

describe('the Dockerfile', () => {
  const lines = read('Dockerfile').replaceAll('\\\n', ' ').split('\n');

  it('copies what there is, and runs what there is', () => {
    const copied = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
      .flatMap((line) => line.split(/\s+/).slice(1, -1));
    expect(copied.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    // Every package of the workspace, without which the lock file is refused.
    for (const one of files.filter((file) => /^\w+\/package\.json$/.test(file))) expect(copied).toContain(one);
    expect(read('Dockerfile')).toContain('"api/src/server.ts"');
  });

  it('takes the same pnpm and the same major version of Node as everybody', () => {
    const [pnpm = ''] = /pnpm@[\d.]+/.exec(read('api/scripts/prepare.mjs')) ?? [];
    expect(read('Dockerfile').match(/pnpm@[\d.]+/g)).toEqual([pnpm, pnpm]);
    const [, major] = /\n {2}node: (\d+)\./.exec(read('pnpm-workspace.yaml')) ?? [];
    const bases = [...read('Dockerfile').matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    expect(bases.every((base) => base === 'manifests' || base === `node:${major}-bookworm-slim`)).toBe(true);
  });

  it('sets only what the program reads, and does not run as root', () => {
    const set = lines.filter((line) => line.startsWith('ENV ')).flatMap((line) => line.slice(4).split(' '));
    const names = set.map((pair) => pair.split('=')[0] ?? '').filter((name) => name !== 'NODE_ENV');
    expect(names.filter((name) => !isSetting(name))).toEqual([]);
    expect(lines.indexOf('USER node')).toBeGreaterThan(0);
  });

  it('leaves out of the image what is made anew or is nobody else’s', () => {
    const ignored = read('.dockerignore').split('\n');
    for (const path of ['.git', '.data', '**/node_modules', '**/build', '**/.env']) expect(ignored).toContain(path);
  });
});

describe('the systemd unit', () => {
  const unit = read('api/deploy/quartierblick.service');

  it('sets only what the program reads, and starts what there is', () => {
    const names = [...unit.matchAll(/^Environment=(\w+)=/gm)].map(([, name = '']) => name);
    expect(names.filter((name) => name !== 'NODE_ENV' && !isSetting(name))).toEqual([]);
    const started = [...unit.matchAll(/^Exec\w+=\S+ (\S+)$/gm)].map(([, file = '']) => file);
    expect(started).toHaveLength(2);
    expect(started.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});
