import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '@quartierblick/api/db';
import type { Database, DatabaseKind } from '@quartierblick/api/db';
import { loadDemo } from '@quartierblick/api/demo/load';
import { readEnv } from '@quartierblick/api/env';
import { addColumns, createTable } from '@quartierblick/api/free-layers/table';
import { createLog } from '@quartierblick/api/log';
import { restoreBackup } from '@quartierblick/api/backup/restore';
import { tablesOf } from '@quartierblick/api/backup/tables';
import { verifyBackup } from '@quartierblick/api/backup/read';
import { writeBackup } from '@quartierblick/api/backup/write';
import { freeTable } from '@quartierblick/gis/layers/free/identifiers.ts';
import { proposeSpec } from '@quartierblick/gis/layers/free/propose.ts';
import { availableDatabases, freshDatabase } from '../support/databases.ts';
import { ofTheMachine, startServer } from '../support/server-process.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const clean: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const undo of clean.splice(0).reverse()) await undo();
});

interface Instance {
  db: Database;
  dataDir: string;
  variables: Record<string, string>;
  remove(): Promise<void>;
}

async function instance(kind: DatabaseKind): Promise<Instance> {
  const fresh = await freshDatabase(kind);
  const env = readEnv({ ...fresh.variables, LOG_LEVEL: 'silent' });
  const db = await openDatabase(env);
  return {
    db,
    dataDir: env.dataDir,
    variables: fresh.variables,
    async remove() {
      await db.close();
      await fresh.remove();
    },
  };
}

async function empty(kind: DatabaseKind): Promise<Instance> {
  const made = await instance(kind);
  clean.push(made.remove);
  return made;
}

/**
 * Every table: how many rows, and a checksum over all values. Generated columns are among them where both are of one kind:
 * another version of PROJ computes the last digits of `geom_3857` otherwise.
 */
async function contentOf({ db }: Instance, { generated = false } = {}): Promise<Record<string, string>> {
  const { sql } = db;
  const content: Record<string, string> = {};
  for (const { name, columns } of await tablesOf(sql)) {
    const names = columns.map((column) => column.name).toSorted();
    // The columns of a free layer stand in the order in which they came, and after a restore in that of its description.
    const whole = generated && !name.startsWith('free_layer_');
    const line = whole ? sql`t::text` : sql`row(${sql(names)})::text`;
    const [row] = await sql<{ sum: string }[]>`
      select count(*) || ' ' || coalesce(md5(string_agg(line, '' order by line collate "C")), '') as sum
      from (select md5(${line}) as line from ${sql(name)} t) l
    `;
    content[name] = row?.sum ?? '';
  }
  return content;
}

/** Kept files by their paths, with a checksum of their bytes. */
function filesOf({ dataDir }: Pick<Instance, 'dataDir'>): Map<string, string> {
  const found = new Map<string, string>();
  for (const store of ['files', 'walks']) {
    const folder = join(dataDir, store);
    if (!existsSync(folder)) continue;
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile())
        found.set(path.slice(dataDir.length), createHash('sha256').update(readFileSync(path)).digest('hex'));
    }
  }
  return found;
}

const rulesOf = async ({ db }: Instance) => {
  const [rules] = await db.sql<{ keys: number; off: number }[]>`
    select (select count(*)::integer from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace) as keys,
      (select count(*)::integer from pg_trigger where not tgisinternal and tgenabled <> 'O') as off
  `;
  return rules;
};

/** A layer of a planner with a field that came later and one object; no migration knows its table. */
async function addFreeLayer(sql: Database['sql']): Promise<void> {
  const field = (name: string, type: 'text' | 'number') => ({ name, type, filled: 1, values: null });
  const fields = [field('Name', 'text'), field('Höhe', 'number'), field('Anmerkung', 'text')];
  const { spec } = proposeSpec({ fileName: 'Bänke.geojson', geometry: 'point', fields });
  const later = spec.fields[1]?.column ?? '';
  await createTable(sql, { ...spec, fields: spec.fields.filter(({ column }) => column !== later) });
  await addColumns(sql, spec, [later]);
  await sql`insert into free_layers (key, spec, created_by) values (${spec.id}, ${sql.json(spec as never)}, 'x')`;
  const point = sql`st_setsrid(st_makepoint(394000, 5709000), 25832)`;
  await sql`
    insert into ${sql(freeTable(spec.id))} (${sql(['key', ...spec.fields.map(({ column }) => column), 'geom'])})
    values ('b1', 'Am Hof', 45.5, 'wackelt', ${point})
  `;
}

/** As the command does it. */
const restore = async (file: string, target: Instance) =>
  restoreBackup({ file, manifest: await verifyBackup(file) }, target);

const words = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    const { name, message } = error as Error;
    return `${name}: ${message}`;
  }
  return 'not refused';
};

describe.each(availableDatabases())('a backup of the demo on %s', (kind) => {
  let source: Instance;
  let folder: string;
  let file: string;
  let content: Record<string, string>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'qb-backup-'));
    file = join(folder, 'backup.tar');
    source = await instance(kind);
    await loadDemo({ db: source.db, env: readEnv({ ...source.variables }), log: createLog('silent') });
    // What a careless format would change on its way: a JSON null, a number beyond doubles, texts that look like JSON.
    const { sql } = source.db;
    const odd = String.raw`{"n": 12345678901234567890.123, "t": "\u00e4\n\"{}", "z": [null]}`;
    await sql`
      insert into audit_log (entity, entity_key, actor, action, before, after)
      values ('x', '{"a":[1]}', 'x', 'insert', 'null', ${odd}::text::jsonb)
    `;
    await addFreeLayer(sql);
    content = await contentOf(source);
    await writeBackup(file, { db: source.db, dataDir: source.dataDir, version: 'test' });
  });
  afterAll(async () => {
    await source.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(availableDatabases())('restored into an empty one on %s it has every row and every byte', async (other) => {
    const target = await empty(other);
    const manifest = await verifyBackup(file);
    expect(await restoreBackup({ file, manifest }, target)).toEqual([]);
    expect(await contentOf(target)).toEqual(content);
    if (other === kind) {
      expect(await contentOf(target, { generated: true })).toEqual(await contentOf(source, { generated: true }));
    }
    expect(await target.db.sql`select name, hoehe, anmerkung from free_layer_baenke`).toEqual([
      { name: 'Am Hof', hoehe: 45.5, anmerkung: 'wackelt' },
    ]);
    expect(filesOf(target)).toEqual(filesOf(source));
    expect(filesOf(target).size).toBeGreaterThan(3);
    expect(manifest.tables.reduce((sum, { rows }) => sum + rows, 0)).toBeGreaterThan(1000);
    // Keys and triggers are back, and new rows get new numbers.
    expect(await rulesOf(target)).toEqual(await rulesOf(source));
    const { sql } = target.db;
    const [last] = await sql<{ id: number }[]>`select max(id) as id from properties`;
    const [next] = await sql<{ id: number }[]>`
      insert into properties (key, geom) select 'new', geom from properties limit 1 returning id`;
    expect(next?.id).toBeGreaterThan(last?.id ?? Infinity);
    await expect(sql`delete from audit_log`).rejects.toThrow();
    expect(readdirSync(target.dataDir).filter((name) => name.startsWith('restore-'))).toEqual([]);
  });

  it('is readable by its owner only, and its manifest counts what is in it', async () => {
    expect(statSync(file).mode & 0o077).toBe(0);
    const { parts, tables, schema } = await verifyBackup(file);
    const rows = new Map<string, number>();
    for (const part of parts) {
      const [, table = ''] = part.path.split('/');
      if (part.rows !== undefined) rows.set(table, (rows.get(table) ?? 0) + part.rows);
    }
    for (const table of tables) expect([table.name, rows.get(table.name) ?? 0]).toEqual([table.name, table.rows]);
    expect(schema.at(-1)?.name).toBe(readdirSync(join(ROOT, 'migrations')).sort().at(-1));
  });

  it('goes into an empty instance only', async () => {
    expect(await words(restore(file, source))).toMatch(/^BackupRefused: .*empty instance only; the table \w+ has/);
    expect(await contentOf(source)).toEqual(content);
  });

  it('cut off or changed anywhere it is refused, and the instance stays empty', async () => {
    const target = await empty(kind);
    const before = await contentOf(target);
    const bytes = readFileSync(file);
    const bad = join(folder, 'bad.tar');
    // What lies between the parts of a tar is empty and means nothing.
    const flipped = (from: number) => {
      const copy = Buffer.from(bytes);
      const at = from + copy.subarray(from).findIndex((byte) => byte !== 0);
      copy[at] = (copy[at] ?? 0) ^ 0x40;
      return copy;
    };
    const samples = [
      bytes.subarray(0, 0),
      bytes.subarray(0, 700),
      bytes.subarray(0, bytes.length >> 1),
      // All parts, but not the manifest.
      bytes.subarray(0, bytes.lastIndexOf('manifest.json')),
      ...[100, 150, 600, bytes.length >> 2, bytes.length >> 1, bytes.lastIndexOf('"sha256"') + 14].map(flipped),
      Buffer.from('Kein Archiv'.repeat(500)),
    ];
    for (const [index, sample] of samples.entries()) {
      writeFileSync(bad, sample);
      expect([index, await words(restore(bad, target))]).toEqual([
        index,
        expect.stringMatching(/^BackupRefused: The backup is damaged or incomplete/),
      ]);
    }
    expect(await contentOf(target)).toEqual(before);
    expect(filesOf(target).size).toBe(0);
  });

  it('a disk that is full while it is written: words, and no archive', async () => {
    const work = writeBackup('/dev/full', { db: source.db, dataDir: source.dataDir, version: 'test' });
    expect(await words(work)).toMatch(/^BackupRefused: There is not enough room/);
    const nowhere = writeBackup(join(folder, 'no', 'folder.tar'), {
      db: source.db,
      dataDir: source.dataDir,
      version: 'test',
    });
    expect(await words(nowhere)).toMatch(/^BackupRefused: File or folder/);
    // The snapshot is given back: the database goes on.
    expect(await contentOf(source)).toEqual(content);
  });

  it('another data folder than the server’s is refused, and a photo that is lost is told of', async () => {
    const to = join(folder, 'elsewhere.tar');
    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    const write = (dataDir: string, missing: string[] = []) =>
      writeBackup(to, { db: source.db, dataDir, version: 'test', onMissing: (files) => missing.push(...files) });
    expect(await words(write(elsewhere))).toMatch(/^BackupRefused: The data folder .* has none of the \d+ files/);
    expect(readdirSync(folder).filter((name) => name.startsWith('elsewhere.tar'))).toEqual([]);
    cpSync(join(source.dataDir, 'walks'), join(elsewhere, 'walks'), { recursive: true });
    const [lost = '', ...others] = readdirSync(join(elsewhere, 'walks/files'));
    expect(others.length).toBeGreaterThan(0);
    rmSync(join(elsewhere, 'walks/files', lost), { recursive: true });
    const missing: string[] = [];
    await write(elsewhere, missing);
    expect(missing).toContain(`walks/files/${lost}`);
    expect(missing).not.toContain(`walks/files/${others[0]}`);
    const whole: string[] = [];
    await write(source.dataDir, whole);
    expect(whole).toEqual([]);
  });

  it('of two that are written into one file at once each is whole, and one that is broken off leaves nothing', async () => {
    const twice = join(folder, 'twice.tar');
    const about = { db: source.db, dataDir: source.dataDir, version: 'test' };
    const both = await Promise.all([writeBackup(twice, about), writeBackup(twice, about)]);
    expect(both.map(({ parts }) => parts.length)).toContain((await verifyBackup(twice)).parts.length);
    const ended = new AbortController();
    const work = writeBackup(twice, { ...about, onProgress: () => ended.abort(), signal: ended.signal });
    expect(await words(work)).toMatch(/^BackupRefused: Broken off/);
    expect(readdirSync(folder).filter((name) => name.startsWith('twice'))).toEqual(['twice.tar']);
    await verifyBackup(twice);
    expect(await contentOf(source)).toEqual(content);
  });

  it('a restore that fails at its last step leaves nothing behind', async () => {
    const target = await empty(kind);
    const before = await contentOf(target);
    const rules = await rulesOf(target);
    // The last file cannot be placed: its folder is a file.
    const last = [...filesOf(source).keys()].sort().at(-1) ?? '';
    const blocked = join(target.dataDir, dirname(last));
    mkdirSync(dirname(blocked), { recursive: true });
    writeFileSync(blocked, '');
    expect(await words(restore(file, target))).toMatch(/^BackupRefused: File or folder/);
    expect(await contentOf(target)).toEqual(before);
    expect(await rulesOf(target)).toEqual(rules);
    rmSync(blocked);
    expect(filesOf(target).size).toBe(0);
    expect(existsSync(join(target.dataDir, 'auth-secret'))).toBe(false);
    // And nothing stands in the way of the next attempt.
    await restore(file, target);
    expect(await contentOf(target)).toEqual(content);
  });
});

describe('the commands', () => {
  const tool = (name: string, args: string[], variables: Record<string, string>) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const env = { ...ofTheMachine(), LANG: 'en_GB.UTF-8', ...variables };
      execFile(process.execPath, [`api/src/cli/${name}.ts`, ...args], { cwd: ROOT, env }, (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
      );
    });

  it('back up while the embedded server runs, and restore beside it', async () => {
    const { variables, remove } = await freshDatabase('embedded');
    clean.push(remove);
    const server = startServer({ ...variables, DEMO: 'off' });
    clean.push(() => {
      server.kill('SIGKILL');
      return server.ended;
    });
    const address = await server.ready;
    const file = join(variables['DATA_DIR'] ?? '', 'backup.tar');
    const made = await tool('backup', [file], variables);
    expect([made.err, made.code]).toEqual(['', 0]);
    expect(made.out).toMatch(/^Saved: \d+ tables, /);
    expect((await fetch(`${address}/api/health`)).status).toBe(200);

    const other = await freshDatabase('embedded');
    clean.push(other.remove);
    const { DATA_DIR: folder = '' } = other.variables;
    copyFileSync(file, join(folder, 'copy.tar'));
    const restored = await tool('restore', ['copy.tar'], { ...other.variables, QB_CWD: folder });
    expect([restored.err, restored.code]).toEqual(['', 0]);
    expect(restored.out).toMatch(/^Restored: state of /);
    // Sessions of before hold on.
    const secret = (dataDir = '') => readFileSync(join(dataDir, 'auth-secret'), 'utf8');
    expect(secret(folder)).toBe(secret(variables['DATA_DIR']));

    const taken = await tool('restore', [file], variables);
    expect([taken.code, taken.err]).toEqual([1, expect.stringContaining('in use')]);
    expect((await tool('backup', [], variables)).code).toBe(2);
  }, 180_000);
});
