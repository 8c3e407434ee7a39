import { afterEach, beforeAll, expect, it } from 'vitest';
import { createApp } from '../app.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import type { TestContext } from '../../../test/support/databases.ts';
import { seedQuarter } from '../../../test/db/queries/seed.ts';
import type { Mapping } from '@quartierblick/gis/register/mapping.ts';
import { listAsOds, listAsXls, listAsXlsx } from './test-lists.ts';

interface Row {
  line: number;
  state: string;
  key: string | null;
  changes: { field: string; before: unknown; after: unknown }[];
  problems: { column: number | null; text: { de: string } }[];
}
interface PreviewBody {
  sha256: string;
  columns: { header: string; suggested: string | null; words: string[] }[];
  mapping: Mapping;
  remembered: boolean;
  report: { counts: Record<string, number>; rows: Row[]; basis: string } | null;
}
interface AppliedBody {
  id: string;
  added: number;
  changed: number;
  unchanged: number;
  problems: number;
  kept: { line: number; by: string | null }[];
}
type App = ReturnType<typeof createApp>;

const csv = (...lines: string[]): Uint8Array => Buffer.from(lines.join('\r\n'), 'utf8');

function formOf(bytes: Uint8Array, name: string, fields: Record<string, string> = {}): FormData {
  const form = new FormData();
  form.set('file', new File([bytes as Uint8Array<ArrayBuffer>], name));
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  return form;
}

/** The app as planner Erika sees it. */
const planner = ({ deps }: TestContext): App =>
  createApp({ ...deps, identify: () => ({ edition: 'planner', userId: 'u1', name: 'Erika Plan', via: 'session' }) });

async function preview(app: App, bytes: Uint8Array, mapping?: Mapping, name = 'register.csv'): Promise<PreviewBody> {
  const fields: Record<string, string> = mapping ? { mapping: JSON.stringify(mapping) } : {};
  const response = await app.request('/api/register/preview', { method: 'POST', body: formOf(bytes, name, fields) });
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as PreviewBody;
}

/** Looks at the file, takes the mapping that is suggested, and runs the dry run. */
async function dryRun(
  app: App,
  bytes: Uint8Array,
  name?: string,
): Promise<PreviewBody & { report: NonNullable<PreviewBody['report']> }> {
  const look = await preview(app, bytes, undefined, name);
  const run = await preview(app, bytes, look.mapping, name);
  if (!run.report) throw new Error('no report');
  return { ...run, report: run.report };
}

async function send(app: App, bytes: Uint8Array, run: PreviewBody): Promise<Response> {
  const fields = { mapping: JSON.stringify(run.mapping), sha256: run.sha256, basis: run.report?.basis ?? '' };
  return app.request('/api/register/import', { method: 'POST', body: formOf(bytes, 'liste.csv', fields) });
}

async function apply(app: App, bytes: Uint8Array, run: PreviewBody): Promise<AppliedBody> {
  const response = await send(app, bytes, run);
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as AppliedBody;
}

async function exported(app: App, format: 'csv' | 'xlsx', language = 'de'): Promise<Uint8Array> {
  const response = await app.request(`/api/register.${format}`, { headers: { 'accept-language': language } });
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

describeOnEachDatabase('register in and out', (context) => {
  let app: App;
  beforeAll(async () => {
    await seedQuarter(context().db);
    app = planner(context());
    await context().db.sql`
      update properties set assessed_by = '=cmd|calc', legal_basis = ${'§ 177; "x"\r\n_x0041_'}, next_step = '–',
        next_step_due = '1899-05-01', recorded_on = '2020-02-29', plot_m2 = 1234.5678, listed = true, condition = '4',
        pressure = 'red', ability_to_act = 'yellow', office = ${"'=x"}
      where key in ('p1', 'p2')
    `;
  });
  afterEach(async () => {
    await context().db.sql`delete from properties where key not like 'p%'`;
  });

  for (const format of ['csv', 'xlsx'] as const) {
    for (const language of ['de', 'en']) {
      it(`finds nothing to change in its own export as ${format} in ${language}`, async () => {
        const run = await dryRun(app, await exported(app, format, language), `x.${format}`);
        expect(run.report.counts).toEqual({ new: 0, changed: 0, unchanged: 12, problem: 0 });
        expect(run.mapping.every(({ target }) => target !== null)).toBe(true);
      });
    }
  }

  it('shows the same preview of a list as XLSX, as Excel 97–2003 and as OpenDocument', async () => {
    const seen = async (bytes: Uint8Array, format: string) => {
      const { sha256, report, ...run } = await dryRun(app, bytes, `liste.${format}`);
      expect(run).toMatchObject({ format, sheet: 'Register', headerLine: 3 });
      return { ...run, format: '', report: { ...report, basis: report.basis.replace(sha256, '') } };
    };
    const xlsx = await seen(await listAsXlsx(), 'xlsx');
    expect(xlsx.report.rows.length).toBeGreaterThan(0);
    expect(await seen(listAsXls(), 'xls')).toEqual(xlsx);
    expect(await seen(listAsOds(), 'ods')).toEqual(xlsx);
  });

  it('exports only the cases that the list shows, and none to those who may not', async () => {
    const response = await app.request('/api/register.csv?availability=acquired');
    expect((await response.text()).trim().split('\r\n')).toHaveLength(1 + 3);
    for (const edition of ['public', 'steering'] as const) {
      const outside = createApp({
        ...context().deps,
        identify: () => ({ edition, userId: null, name: '', via: edition === 'public' ? 'none' : 'session' }),
      });
      for (const path of ['/api/register.csv', '/api/register.xlsx']) {
        const refused = await outside.request(path);
        expect(refused.status).toBe(edition === 'public' ? 401 : 403);
        expect(await refused.text()).not.toMatch(/geheim/i);
      }
    }
  });

  it('changes what differs, leaves what is empty, clears on a dash, and writes history and audit', async () => {
    const { sql } = context().db;
    await sql`update properties set condition = '2', priority = 'high', dwellings = 4, works = 'planned' where key = 'p3'`;
    const file = csv('Az.;Zustand;Priorität;WE;Bauarbeiten', 'AZ-GEHEIM-3;5;;–;in Sanierung');
    const run = await dryRun(app, file);
    expect(run.report.rows[0]).toMatchObject({ state: 'changed', key: 'p3', line: 2 });
    expect(await apply(app, file, run)).toMatchObject({ added: 0, changed: 1, kept: [] });
    const [row] = await sql`select condition, priority, dwellings, works, changed_by from properties where key = 'p3'`;
    expect(row).toEqual({
      condition: '5',
      priority: 'high',
      dwellings: null,
      works: 'renovating',
      changed_by: 'Erika Plan',
    });
    const history = await sql`
      select axis, value, source, author, reason from property_history where property_key = 'p3' order by axis
    `;
    expect(history).toEqual([
      { axis: 'condition', value: '5', source: 'liste.csv', author: 'Erika Plan', reason: 'Registerimport' },
      { axis: 'works', value: 'renovating', source: 'liste.csv', author: 'Erika Plan', reason: 'Registerimport' },
    ]);
    const [audit] = await sql`
      select actor, reason, batch_id is not null as batch from audit_log
      where entity = 'properties' and entity_key = 'p3' order by id desc limit 1
    `;
    expect(audit).toEqual({ actor: 'Erika Plan', reason: 'Registerimport: liste.csv', batch: true });
  });

  it('takes a changed case out of the file import that once brought it, so that undoing that takes nothing away', async () => {
    const { sql } = context().db;
    const id = '00000000-0000-4000-8000-000000000001';
    await sql`
      insert into imports (id, layer, state, file_name, author) values (${id}, 'properties', 'done', 'faelle.geojson', 'x')
      on conflict (id) do nothing
    `;
    await sql`update properties set import_id = ${id}, condition = '2' where key = 'p3'`;
    const file = csv('Az.;Zustand', 'AZ-GEHEIM-3;4');
    const run = await dryRun(app, file);
    expect(await apply(app, file, run)).toMatchObject({ changed: 1 });
    const [row] = await sql`select condition, import_id from properties where key = 'p3'`;
    expect(row).toEqual({ condition: '4', import_id: null });
  });

  it('undoes an import once, and keeps what somebody changed since', async () => {
    const { sql } = context().db;
    await sql`update properties set condition = '1', floors = 3 where key in ('p4', 'p5')`;
    const file = csv('Az;Zustand;Etagen;Adresse', 'AZ-GEHEIM-4;4;5;', 'AZ-GEHEIM-5;4;5;', ';3;2;Bornstr. 7');
    const applied = await apply(app, file, await dryRun(app, file));
    expect(applied).toMatchObject({ added: 1, changed: 2 });
    await sql`update properties set office = 'Wohnungsaufsicht' where key = 'p5'`;
    const undo = () => app.request(`/api/register/imports/${applied.id}/undo`, { method: 'POST' });
    const response = await undo();
    expect(response.status, await response.clone().text()).toBe(200);
    expect(await response.json()).toMatchObject({ restored: 2, kept: [{ key: 'p5' }] });
    const rows = await sql`select key, condition, floors from properties where key in ('p4', 'p5') order by key`;
    expect(rows).toEqual([
      { key: 'p4', condition: '1', floors: 3 },
      { key: 'p5', condition: '4', floors: 5 },
    ]);
    expect(await sql`select 1 from properties where address = 'Bornstr. 7'`).toHaveLength(0);
    expect(await sql`select 1 from property_history where property_key = 'p4'`).toHaveLength(0);
    expect((await undo()).status).toBe(409);
  });

  it('gives a new case the outline of its house, by address in any spelling or by coordinates', async () => {
    const { sql } = context().db;
    const file = csv(
      'Straße;Hausnummer;Ostwert;Nordwert;Problemdruck;Handlungsfähigkeit',
      'Bornstrasse;9;;;rot;grün',
      ';;394105;5709005;gelb;rot',
      'Bornstarße;12;;;grün;gelb',
      'Nirgendweg;1;;;;',
    );
    const run = await dryRun(app, file);
    expect(run.report.rows.map(({ state }) => state)).toEqual(['new', 'new', 'problem', 'problem']);
    expect(run.report.rows[2]?.problems[0]?.text.de).toContain('„Bornstraße 12“');
    expect(await apply(app, file, run)).toMatchObject({ added: 2, problems: 2 });
    const rows = await sql`
      select p.address, p.pressure, p.ability_to_act, b.key as house from properties p
      join buildings b on st_equals(b.geom, p.geom) where p.key not like 'p%' order by p.pressure desc
    `;
    expect(rows).toEqual([
      { address: 'Bornstraße 10', pressure: 'yellow', ability_to_act: 'red', house: 'b10' },
      { address: 'Bornstrasse 9', pressure: 'red', ability_to_act: 'green', house: 'b9' },
    ]);
  });

  it('names the line that means the same case twice, and an ambiguous address', async () => {
    const { sql } = context().db;
    await sql`update properties set address = 'Doppelweg 1' where key in ('p8', 'p9')`;
    const file = csv('Az;Adresse;WE', 'AZ-GEHEIM-6;;3', 'az-geheim-6;;4', ';Doppelweg 1;5', 'AZ-NEU;Geheimstraße 7;5');
    const { report } = await dryRun(app, file);
    expect(report.rows.map(({ state }) => state)).toEqual(['changed', 'problem', 'problem', 'problem']);
    expect(report.rows[1]?.problems[0]?.text.de).toContain('Zeile 2');
    expect(report.rows[2]?.problems[0]?.text.de).toContain('AZ-GEHEIM-8, AZ-GEHEIM-9');
    expect(report.rows[3]?.problems[0]?.text.de).toContain('AZ-GEHEIM-7');
  });

  it('does not overwrite what somebody changed between dry run and import', async () => {
    const { sql } = context().db;
    const file = csv('Az;Etagen', 'AZ-GEHEIM-10;7', 'AZ-GEHEIM-11;7');
    const run = await dryRun(app, file);
    await sql`update properties set floors = 2, changed_by = null where key = 'p10'`;
    expect(await apply(app, file, run)).toMatchObject({ changed: 1, kept: [{ line: 2, key: 'p10', by: 'system' }] });
    const rows = await sql`select floors from properties where key in ('p10', 'p11') order by key`;
    expect(rows).toEqual([{ floors: 2 }, { floors: 7 }]);
  });

  it('imports exactly the file and mapping of the dry run', async () => {
    const file = csv('Az;Etagen', 'AZ-GEHEIM-12;7');
    const run = await dryRun(app, file);
    expect((await send(app, csv('Az;Etagen', 'AZ-GEHEIM-12;8'), run)).status).toBe(409);
    const other = run.mapping.map((column, index) => (index === 1 ? { target: 'dwellings' } : column));
    expect((await send(app, file, { ...run, mapping: other })).status).toBe(409);
    const bare = await app.request('/api/register/import', { method: 'POST', body: formOf(file, 'x.csv') });
    expect(bare.status).toBe(400);
  });

  it('remembers a mapping by the headers, with the words of lists', async () => {
    const file = csv('Nr.;Bewertung der Lage;Etagen', '1;schlimm;2');
    const mapping: Mapping = [
      { target: 'case_number' },
      { target: 'pressure', values: { schlimm: 'red' } },
      { target: null },
    ];
    await preview(app, file, mapping);
    const again = await preview(app, csv('Nr.;Bewertung der Lage;Etagen', '2;egal;1'));
    expect(again.remembered).toBe(true);
    expect(again.mapping).toEqual(mapping);
  });

  it('refuses two columns for one field, and a mapping for other columns', async () => {
    const file = csv('A;B', '1;2');
    const post = (mapping: unknown) =>
      app.request('/api/register/preview', {
        method: 'POST',
        body: formOf(file, 'x.csv', { mapping: JSON.stringify(mapping) }),
      });
    expect((await post([{ target: 'floors' }, { target: 'floors' }])).status).toBe(400);
    expect((await post([{ target: 'owner_name' }, { target: null }])).status).toBe(400);
    expect((await post([{ target: 'floors' }])).status).toBe(422);
    expect((await post('{')).status).toBe(400);
  });

  it('rolls everything back when it is cancelled while it writes', async () => {
    const { sql } = context().db;
    await sql`
      insert into properties (key, case_number, geom)
      select 'px' || n, 'MANY-' || n, (select geom from buildings limit 1) from generate_series(1, 6000) n
    `;
    const file = csv('Az;Etagen', ...Array.from({ length: 6000 }, (_, n) => `MANY-${n + 1};7`));
    const run = await dryRun(app, file);
    const job = crypto.randomUUID();
    const fields = { mapping: JSON.stringify(run.mapping), sha256: run.sha256, basis: run.report.basis };
    const running = app.request(`/api/register/import?job=${job}`, {
      method: 'POST',
      body: formOf(file, 'x.csv', fields),
    });
    let phase = '';
    for (let i = 0; i < 4000 && phase !== 'applying'; i += 1) {
      const response = await app.request(`/api/register/jobs/${job}`);
      phase = response.ok ? ((await response.json()) as { phase: string }).phase : '';
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(phase).toBe('applying');
    expect((await app.request(`/api/register/jobs/${job}`, { method: 'DELETE' })).status).toBe(204);
    expect((await running).status).toBe(409);
    expect(await sql`select 1 from properties where floors = 7 and key like 'px%'`).toHaveLength(0);
    await sql`delete from properties where key like 'px%'`;
  });
});
