import { beforeEach, expect, it } from 'vitest';
import { CASE_PARTS } from '@quartierblick/gis/layers/properties/parts.ts';
import type { CasePart } from '@quartierblick/gis/layers/properties/parts.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import type { AppEvent } from '../db.ts';
import type { CaseFile, PartRow } from './case-file.ts';
import { clientOf, plantCase, planner } from './test-case.ts';
import { today } from './today.ts';

const DAY_MS = 86_400_000;
const day = (offset: number) => today(new Date(Date.now() + offset * DAY_MS));

describeOnEachDatabase('parts of a case file', (context) => {
  let number = 0;
  let path = '';
  let key = '';
  beforeEach(async () => {
    key = `parts-${(number += 1)}`;
    path = `/properties/${key}`;
    await plantCase(context().db, key, {}, number);
  });
  const client = (name = 'Erika Probe') => clientOf(context().deps, planner(name));
  const file = async () => (await (await client().get(path)).json()) as CaseFile;
  const add = (part: string, row: unknown, as?: string) => client(as).send('POST', `${path}/parts/${part}`, { row });
  const added = async (part: string, row: unknown) => (await (await add(part, row)).json()) as PartRow;

  const COMPLETE: Record<string, object> = {
    owners: { kind: 'heirs', name: 'Erben', role: 'heir', share: '1/2', purpose: 'Ansprache', delete_on: '2100-01-01' },
    defects: { part: 'roof', grade: '4', found_on: '2025-03-01', note: 'undicht' },
    tasks: { title: 'Ortstermin', state: 'open', due: '2026-12-01' },
    costs: { kind: 'purchase', amount_eur: 250_000.5, state: 'estimated' },
    funding: { programme: 'Sozialer Zusammenhalt', state: 'applied', share_percent: 60 },
    decisions: { on_date: '2025-05-05', body: 'Rat', decision: 'Ankauf' },
    notes: { note: 'Telefonat' },
  };

  it.each(Object.entries(COMPLETE))(
    '%s: a row is written, changed, and deleted with its version',
    async (part, row) => {
      const response = await add(part, row);
      expect(response.status).toBe(201);
      expect(response.headers.get('etag')).toContain('"1"');
      const first = (await response.json()) as PartRow;
      expect(first).toMatchObject({ ...row, version: 1, changedBy: 'Erika Probe' });
      expect(first).not.toHaveProperty('property_key');
      expect((await file()).parts[part]).toEqual([first]);
      const [field, value] = Object.entries(row)[0] ?? [];
      const at = `${path}/parts/${part}/${first.key}`;
      expect((await client().send('PATCH', at, { changes: { [field ?? '']: value } })).status).toBe(428);
      const changed = await client('Bert').send('PATCH', at, { changes: { [field ?? '']: value } }, 1);
      expect(await changed.json()).toMatchObject({ ...row, version: 2, changedBy: 'Bert' });
      expect((await client().send('DELETE', at, undefined, 1)).status).toBe(412);
      expect((await client().send('DELETE', at, undefined, 2)).status).toBe(204);
      expect((await file()).parts[part]).toEqual([]);
      const gone = await client().send('PATCH', at, { changes: {} }, 2);
      expect(gone.status).toBe(404);
      expect(await gone.json()).toMatchObject({ by: 'Erika Probe' });
      // Undone by writing it again under its key.
      const { property_key: _none, ...again } = row as Record<string, unknown>;
      const back = await client().send('POST', `${path}/parts/${part}`, { row: again, key: first.key });
      expect(back.status).toBe(201);
      expect((await client().send('POST', `${path}/parts/${part}`, { row: again, key: first.key })).status).toBe(409);
    },
  );

  it.each(CASE_PARTS.filter(({ id }) => id !== 'files').map((part: CasePart) => [part.id, part] as const))(
    '%s: does without none of its required fields, and takes none that the server sets',
    async (id, part) => {
      const empty = await add(id, {});
      expect(empty.status).toBe(400);
      const { errors } = (await empty.json()) as { errors: { path: string }[] };
      expect(errors.map(({ path: at }) => at)).toEqual(part.required.map((name) => `row.${name}`));
      for (const name of [...(part.serverSet ?? []), 'property_key', 'version', 'import_id', 'nonsense']) {
        const response = await add(id, { ...COMPLETE[id], [name]: 'x' });
        expect([name, response.status]).toEqual([name, 400]);
      }
    },
  );

  it('signs findings and notes with the name of who wrote them, and keeps it when others correct them', async () => {
    const note = (await (await add('notes', COMPLETE['notes'], 'Anna')).json()) as PartRow;
    expect(note['author']).toBe('Anna');
    const at = `${path}/parts/notes/${note.key}`;
    const changed = (await (
      await client('Bert').send('PATCH', at, { changes: { note: 'kurz' } }, 1)
    ).json()) as PartRow;
    expect(changed).toMatchObject({ author: 'Anna', changedBy: 'Bert' });
  });

  it('two people at one row get a merge view, not a lost change', async () => {
    const task = await added('tasks', COMPLETE['tasks']);
    const at = `${path}/parts/tasks/${task.key}`;
    await client('Anna').send('PATCH', at, { changes: { due: '2026-12-24' } }, 1);
    const response = await client('Bert').send('PATCH', at, { changes: { due: '2027-01-15', office: 'Amt 6' } }, 1);
    expect(response.status).toBe(412);
    expect(await response.json()).toMatchObject({
      current: { version: 2, properties: { due: '2026-12-24' } },
      conflicts: [{ field: 'due', base: '2026-12-01', yours: '2027-01-15', theirs: '2026-12-24', by: 'Anna' }],
    });
  });

  it('tells others of the case whose part changed', async () => {
    const heard: AppEvent[] = [];
    const end = context().db.subscribe((event) => heard.push(event));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await add('notes', { note: 'x' }, 'Anna');
    await expect.poll(() => heard).toEqual([{ type: 'case-changed', key, version: 1, by: 'Anna' }]);
    end();
  });

  it('refuses tasks in a circle, naming the circle, however long it is', async () => {
    const a = await added('tasks', { title: 'Anhören', state: 'open' });
    const b = await added('tasks', { title: 'Anordnen', state: 'open', after_task: a.key });
    const c = await added('tasks', { title: 'Räumen', state: 'open', after_task: b.key });
    const at = (task: PartRow) => `${path}/parts/tasks/${task.key}`;
    const circle = await client().send('PATCH', at(a), { changes: { after_task: c.key } }, 1);
    expect(circle.status).toBe(422);
    const problem = (await circle.json()) as { detail: string; circle: string[] };
    expect(problem.detail).toContain('„Anhören“ → „Räumen“ → „Anordnen“ → „Anhören“');
    expect(problem.circle).toEqual([a.key, c.key, b.key]);
    expect((await client().send('PATCH', at(a), { changes: { after_task: a.key } }, 1)).status).toBe(422);
    expect((await client().send('PATCH', at(a), { changes: { after_task: 'nobody' } }, 1)).status).toBe(422);
    // Removing what others wait for would leave them waiting for nothing.
    expect((await client().send('DELETE', at(a), undefined, 1)).status).toBe(422);
    expect((await client().send('DELETE', at(c), undefined, 1)).status).toBe(204);
  });

  it('never closes a circle, not even when two people tie its halves at once', async () => {
    const a = await added('tasks', { title: 'A', state: 'open' });
    const b = await added('tasks', { title: 'B', state: 'open' });
    const tie = (task: PartRow, to: PartRow) =>
      client().send('PATCH', `${path}/parts/tasks/${task.key}`, { changes: { after_task: to.key } }, 1);
    const statuses = (await Promise.all([tie(a, b), tie(b, a)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 422]);
  });

  it('does not tie tasks of different cases together', async () => {
    const a = await added('tasks', { title: 'A', state: 'open' });
    await plantCase(context().db, `${key}-other`, {}, number + 500);
    const other = `/properties/${key}-other/parts/tasks`;
    const row = { title: 'B', state: 'open', after_task: a.key };
    expect((await client().send('POST', other, { row })).status).toBe(422);
    expect((await client().send('PATCH', `${other}/${a.key}`, { changes: { title: 'X' } }, 1)).status).toBe(404);
  });

  it('dates what is done, and undates what is open again', async () => {
    const task = await added('tasks', { title: 'A', state: 'done' });
    expect(task['done_on']).toBe(today());
    const open = { changes: { state: 'open' } };
    const again = await client().send('PATCH', `${path}/parts/tasks/${task.key}`, open, 1);
    expect(await again.json()).toMatchObject({ state: 'open', done_on: null });
  });

  it('keeps no owner without purpose and a day of deletion that lies ahead', async () => {
    const owner = { kind: 'person', name: 'Frieda Muster', purpose: 'Ansprache' };
    for (const delete_on of [undefined, null, '', day(-1), today(), 'morgen']) {
      const response = await add('owners', { ...owner, delete_on });
      expect([delete_on, response.status]).toEqual([delete_on, 400]);
    }
    const kept = (await (await add('owners', { ...owner, delete_on: day(1) })).json()) as PartRow;
    const past = { changes: { delete_on: day(-1) } };
    expect((await client().send('PATCH', `${path}/parts/owners/${kept.key}`, past, 1)).status).toBe(400);
    const none = { changes: { purpose: '' } };
    expect((await client().send('PATCH', `${path}/parts/owners/${kept.key}`, none, 1)).status).toBe(400);
  });

  it.each([
    ['a note of 5,000 characters', 'notes', { note: 'x'.repeat(5000) }],
    ['NUL', 'notes', { note: 'a\0b' }],
    ['a grade outside the scheme', 'defects', { part: 'roof', grade: '6', found_on: '2025-01-01' }],
    ['a number as text', 'costs', { kind: 'purchase', amount_eur: '1', state: 'paid' }],
    ['an amount that is yes', 'costs', { kind: 'purchase', amount_eur: true, state: 'paid' }],
  ])('refuses %s with a 400 that names the field', async (_what, part, row) => {
    const response = await add(part, row);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { errors: { path: string }[] }).errors[0]?.path).toMatch(/^row\./);
  });

  it('has no parts beyond the declared ones, and files only with their bytes', async () => {
    expect((await add('secrets', {})).status).toBe(404);
    expect((await add('files', { kind: 'photo' })).status).toBe(400);
    expect((await client().send('POST', '/properties/nobody/parts/notes', { row: { note: 'x' } })).status).toBe(404);
  });

  it('writes every change into the audit log, but no protected value, whatever is done', async () => {
    const secret = { name: 'Frieda Geheimnis', contact: '0231-Geheimnis', note: 'Geheimnis', share: 'Geheimnis' };
    const owner = await added('owners', { kind: 'person', purpose: 'p', delete_on: day(9), ...secret });
    const at = `${path}/parts/owners/${owner.key}`;
    await client().send('PATCH', at, { changes: { name: 'Frieda Geheimnis-Neu', role: 'heir' } }, 1);
    await client().send('DELETE', at, undefined, 2);
    const log = await context().db.sql`select * from audit_log where entity_key = ${owner.key} order by id`;
    expect(log.map(({ action }) => action as string)).toEqual(['insert', 'update', 'delete']);
    expect(log[1]).toMatchObject({
      before: { name: { protected: true } },
      after: { name: { protected: true }, role: 'heir' },
    });
    expect(JSON.stringify(log)).not.toContain('Geheimnis');
  });

  it('hides in the audit log exactly the fields that are declared as protected', async () => {
    const triggers = await context().db.sql<{ table: string; fields: string }[]>`
      select tgrelid::regclass::text as table, encode(tgargs, 'escape') as fields from pg_trigger
      where tgname like '%\\_audit'
    `;
    const hidden = new Map(
      // Arguments of a trigger end in NUL, which `escape` writes as \\000.
      triggers.map(({ table, fields }) => [table, (/\{(.*)\}/.exec(fields)?.[1] ?? '').split(',').filter(Boolean)]),
    );
    for (const part of CASE_PARTS as readonly CasePart[]) {
      expect([part.id, hidden.get(part.dataset.table)?.sort()]).toEqual([part.id, [...(part.protected ?? [])].sort()]);
    }
  });
});
