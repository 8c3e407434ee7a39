import { beforeAll, expect, it } from 'vitest';
import { readDelimited } from '@quartierblick/gis/read/delimited.ts';
import { openImportFile } from '@quartierblick/gis/read/open.ts';
import { withFile } from '@quartierblick/gis/read/test-import.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { clientOf, plantCase, planner } from '../properties/test-case.ts';

interface Page {
  entries: { id: number; actor: string; action: string; entity: string; key: string; after: Record<string, unknown> }[];
  next: number | null;
  total: number;
}

describeOnEachDatabase('audit log', (context) => {
  const client = (edition: 'planner' | 'admin' | 'steering' = 'planner') =>
    clientOf(context().deps, { ...planner('Erika Probe'), edition });
  const page = async (query = '', edition?: 'admin') =>
    (await (await client(edition).get(`/audit${query}`)).json()) as Page;

  beforeAll(async () => {
    const { db, deps } = context();
    await plantCase(db, 'one', { address: 'Bornstraße 1' }, 1);
    await plantCase(db, 'two', { address: 'Mühlenweg 2' }, 2);
    const change = (name: string, key: string, changes: object, version: number, reason?: string) =>
      clientOf(deps, planner(name)).send('PATCH', `/properties/${key}`, { changes, reason }, version);
    await change('Anna Amsel', 'one', { next_step: '=HYPERLINK("http://x.example","Klick")' }, 1, '+1 Grund');
    await change('Bert Buche', 'one', { next_step: 'Ortstermin, "dringend"\nmorgen', dwellings: 12 }, 2);
    await change('Anna Amsel', 'two', { office: 'Amt für Wohnen 50%_' }, 1);
    await db.sql`
      insert into audit_log (actor, action, entity, entity_key, at) values
        ('Anna Amsel', 'sign-in', 'account', 'anna', '2020-06-15 22:30+00'),
        ('System', 'invited', 'invitation', 'x', now())
    `;
  });

  it('cannot be changed, not even by the application itself', async () => {
    const { sql } = context().db;
    const attempts = [
      () => sql`update audit_log set actor = 'x'`,
      () => sql`update audit_log set reason = 'x' where id = 1`,
      () => sql`delete from audit_log`,
      () => sql`delete from audit_log where id = 1`,
      () => sql`truncate audit_log`,
      () => sql`insert into audit_log (id, actor, action, entity, entity_key) overriding system value
        values (1, 'x', 'x', 'x', 'x') on conflict (id) do update set actor = 'x'`,
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow();
    expect((await page('', 'admin')).total).toBe(7);
  });

  it('shows planners what concerns cases, administrators all, others nothing', async () => {
    expect((await page()).total).toBe(5);
    expect((await page('?entity=account,invitation')).total).toBe(0);
    expect((await page('?entity=account,invitation', 'admin')).total).toBe(2);
    expect((await client('steering').get('/audit')).status).toBe(403);
    expect((await client('steering').get('/audit.csv')).status).toBe(403);
  });

  it.each([
    ['?property=one', 3],
    ['?property=nobody', 0],
    ['?actor=Anna%20Amsel', 2],
    ['?actor=anna%20amsel', 2],
    ['?action=update', 3],
    ['?action=insert,update', 5],
    ['?q=bornstraße', 3],
    ['?q=AMSEL%20mühlenweg', 1],
    ['?q=50%25_', 1],
    ['?q=%25', 1],
    ['?q=dringend', 1],
    ['?q=12', 1],
    ['?from=2024-01-01', 5],
    ['?to=2024-01-01', 0],
    ['?entity=property_owners', 0],
  ])('finds by %s', async (query, total) => {
    const found = await page(query);
    expect([query, found.total, found.entries.length]).toEqual([query, total, total]);
  });

  it('counts a day from midnight to midnight in Germany', async () => {
    expect((await page('?from=2020-06-16&to=2020-06-16', 'admin')).total).toBe(1);
    expect((await page('?to=2020-06-15', 'admin')).total).toBe(0);
  });

  it('pages by id, newest first, without gap or repetition', async () => {
    const all = (await page()).entries.map(({ id }) => id);
    expect(all).toEqual([...all].sort((a, b) => b - a));
    const walked: number[] = [];
    for (let query = '?limit=2'; ;) {
      const { entries, next, total } = await page(query);
      expect(total).toBe(5);
      walked.push(...entries.map(({ id }) => id));
      if (next === null) break;
      query = `?limit=2&before=${next}`;
    }
    expect(walked).toEqual(all);
  });

  it.each(['?limit=0', '?limit=501', '?before=x', '?from=yesterday', '?nonsense=1', '?q=', '?property=%00'])(
    'refuses %s',
    async (query) => expect((await client().get(`/audit${query}`)).status).toBe(400),
  );

  it('leaves as a CSV that other programs read back, with nothing that a spreadsheet would run', async () => {
    const response = await client().get('/audit.csv?property=one');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(/attachment; filename="[\w-]+\.csv"/);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(bytes);
    const data = await withFile('audit.csv', text, async (path) => {
      const { header, batches } = await readDelimited(await openImportFile(path));
      const rows: Record<string, string>[] = [];
      for await (const batch of batches) {
        for (const row of batch) rows.push(Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])));
      }
      return rows;
    });
    expect(data).toHaveLength(3);
    expect(data[0]?.['Wer']).toBe('Bert Buche');
    expect(JSON.parse(data[0]?.['Nachher'] ?? '')).toMatchObject({ next_step: 'Ortstermin, "dringend"\nmorgen' });
    expect(data[1]?.['Begründung']).toBe("'+1 Grund");
    for (const row of data) for (const value of Object.values(row)) expect(value).not.toMatch(/^[=+\-@\t\r]/);
  });

  it('splits into columns when opened with a double click, and runs nothing where the program splits by another separator', async () => {
    const attack = 'Ortstermin;=1+1,@SUM(A1)\n=cmd';
    await context().db.sql`
      insert into audit_log (actor, action, entity, entity_key, reason) values ('Mallory', 'update', 'properties', 'm', ${attack})
    `;
    const csv = async (language: string) => {
      const headers = { 'accept-language': language };
      return (await context().app.request('/api/audit.csv?actor=Mallory', { headers })).text();
    };
    for (const [language, separator] of [
      ['de', ';'],
      ['en', ','],
    ] as const) {
      const text = await csv(language);
      expect(text.split('\r\n')[0]?.split(separator)).toHaveLength(12);
      expect(text).not.toMatch(/[;,\r\n]"*[=@]/);
    }
  });

  it('streams 2,500 entries in batches, each once', async () => {
    await context().db.sql`
      insert into audit_log (actor, action, entity, entity_key)
      select 'Massen', 'update', 'properties', 'k' || n from generate_series(1, 2500) n
    `;
    const text = await (await client().get('/audit.csv?actor=Massen')).text();
    expect(
      new Set(
        text
          .trim()
          .split('\r\n')
          .slice(1)
          .map((line) => line.split(';')[0]),
      ).size,
    ).toBe(2500);
  });
});
