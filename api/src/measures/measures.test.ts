import { strFromU8, unzipSync } from 'fflate';
import sharp from 'sharp';
import { beforeEach, expect, it } from 'vitest';
import { addDays } from '@quartierblick/gis/legal-path/calendar.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { clientOf } from '../properties/test-case.ts';
import { today } from '../properties/today.ts';
import type { MeasureChange } from '@quartierblick/gis/walks/measure.ts';
import type { Measure } from '@quartierblick/gis/walks/measure.ts';

const WALK = '7a1f6a51-2f0e-4b6e-9d61-5a4f5a1b0c01';
const DEVICE = '7a1f6a51-2f0e-4b6e-9d61-5a4f5a1b0c02';
const FINDING = '7a1f6a51-2f0e-4b6e-9d61-5a4f5a1b0c03';
const NOWHERE = '7a1f6a51-2f0e-4b6e-9d61-5a4f5a1b0cff';

describeOnEachDatabase('measures', (context) => {
  const client = () => clientOf(context().deps);
  const list = async (query = '') =>
    ((await (await client().get(`/measures${query}`)).json()) as { measures: Measure[] }).measures;
  const add = async (body: Record<string, unknown>): Promise<Measure> => {
    const answer = await client().send('POST', '/measures', body);
    expect(answer.status, await answer.clone().text()).toBe(201);
    return (await answer.json()) as Measure;
  };
  const change = (measure: Measure, body: Record<string, unknown>) =>
    client().send('PATCH', `/measures/${measure.key}`, body, measure.version);
  const changed = async (measure: Measure, changes: Record<string, unknown>, more = {}): Promise<Measure> => {
    const answer = await change(measure, { changes, ...more });
    expect(answer.status, await answer.clone().text()).toBe(200);
    return (await answer.json()) as Measure;
  };
  const pathsOf = async (answer: Response) => {
    expect(answer.status).toBe(400);
    return ((await answer.json()) as { errors: { path: string }[] }).errors.map(({ path }) => path);
  };

  beforeEach(async () => {
    const { sql } = context().db;
    await sql`delete from measures`;
    await sql`
      insert into walks (key, title, starts_at, created_by) values (${WALK}, 'Herbstgang', now(), 'Erika Probe')
      on conflict (key) do nothing
    `;
    await sql`
      insert into walk_findings (key, walk_key, device_key, role, note, found_at, photos, fields)
      values (${FINDING}, ${WALK}, ${DEVICE}, 'child', 'Glas unter der Rutsche', now(), ${['a'.repeat(64)]}, '{}')
      on conflict (key) do nothing
    `;
  });

  it('begins with what was found, keeps its number for good and its place to a tenth of a metre', async () => {
    const place = { lon: 7.471234, lat: 51.522345 };
    const one = await add({ title: 'Sand tauschen', theme: 'playgrounds', place, walk: WALK, findings: [FINDING] });
    expect(one).toMatchObject({ state: 'open', theme: 'playgrounds', walk: { key: WALK, title: 'Herbstgang' } });
    expect(one.place?.lon).toBeCloseTo(place.lon, 6);
    expect(one.place?.lat).toBeCloseTo(place.lat, 6);
    expect(one.findings).toMatchObject([{ key: FINDING, text: 'Glas unter der Rutsche', photos: ['a'.repeat(64)] }]);
    expect(one.seenAgain).toEqual([]);
    await context().db.sql`update walk_findings set measure_key = ${one.key} where key = ${FINDING}`;
    expect((await list())[0]?.seenAgain).toMatchObject([{ key: FINDING, walk: WALK }]);
    const two = await add({ title: 'Zweite' });
    expect(two.number).toBeGreaterThan(one.number);
    expect((await list(`?walk=${WALK}`)).map(({ key }) => key)).toEqual([one.key]);
    expect(await list()).toHaveLength(2);
  });

  it('refuses in words what is not there, what is empty and what no state allows', async () => {
    expect(await pathsOf(await client().send('POST', '/measures', { title: '  ' }))).toEqual(['title']);
    const wrong = { title: 'x', theme: 'nirgends', walk: NOWHERE, findings: [NOWHERE] };
    expect(await pathsOf(await client().send('POST', '/measures', wrong))).toEqual(['theme', 'walk', 'findings.0']);
    const one = await add({ title: 'Licht' });
    expect(await pathsOf(await change(one, { changes: { state: 'rejected', reason: ' ' } }))).toEqual(['reason']);
    expect(await pathsOf(await change(one, { changes: { state: 'done' } }))).toEqual(['doneOn']);
    expect(await pathsOf(await change(one, { changes: { colour: 'red' } }))).toHaveLength(1);
    expect((await client().get(`/measures/${NOWHERE}`)).status).toBe(404);
    expect((await client().send('PATCH', `/measures/${one.key}`, { changes: {} })).status).toBe(428);
  });

  it('goes from open to done and back, and the history says who, what and why', async () => {
    let one = await add({ title: 'Zebrastreifen', responsible: 'Tiefbauamt' });
    one = await changed(one, { state: 'examined' }, { why: 'Ortstermin am Montag' });
    one = await changed(one, { state: 'commissioned' });
    one = await changed(one, { state: 'done', doneOn: '2026-11-20' });
    expect(await pathsOf(await change(one, { changes: { state: 'commissioned' } }))).toEqual(['state']);
    one = await changed(one, { state: 'open', doneOn: null });
    const history = (await (await client().get(`/measures/${one.key}/history`)).json()) as MeasureChange[];
    expect(history.map(({ what, after }) => [what, after?.['state']])).toEqual([
      ['changed', 'open'],
      ['changed', 'done'],
      ['changed', 'commissioned'],
      ['changed', 'examined'],
      ['added', 'open'],
    ]);
    expect(history[3]).toMatchObject({ by: 'Erika Probe', reason: 'Ortstermin am Montag', before: { state: 'open' } });
  });

  it('says who changed the same field meanwhile, and loses neither entry', async () => {
    const one = await add({ title: 'Laterne' });
    await changed(one, { due: '2026-12-01' });
    const late = await change(one, { changes: { due: '2027-01-01', responsible: 'Stadtwerke' } });
    expect(late.status).toBe(412);
    const { conflicts, current } = (await late.json()) as {
      conflicts: { field: string; yours: unknown; theirs: unknown }[];
      current: { version: number };
    };
    expect(conflicts).toMatchObject([{ field: 'due', base: null, yours: '2027-01-01', theirs: '2026-12-01' }]);
    const merged = await client().send(
      'PATCH',
      `/measures/${one.key}`,
      { changes: { responsible: 'Stadtwerke' } },
      current.version,
    );
    expect(await merged.json()).toMatchObject({ due: '2026-12-01', responsible: 'Stadtwerke' });
  });

  it('is overdue from the day after, and never once it has ended', async () => {
    const yesterday = addDays(today(), -1);
    const [late, ended, inTime] = [
      await add({ title: 'spät', due: yesterday }),
      await add({ title: 'abgelehnt', due: yesterday, state: 'rejected', reason: 'kein Geld' }),
      await add({ title: 'heute', due: today() }),
    ];
    expect([late.overdue, ended.overdue, inTime.overdue]).toEqual([true, false, false]);
  });

  it('takes photos of before and after without metadata, each once, and remembers the ones taken away', async () => {
    const one = await add({ title: 'Rutsche' });
    const photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: 'green' } })
      .withExif({ IFD0: { Make: 'SecretPhone' } })
      .jpeg()
      .toBuffer();
    const send = (fields: Record<string, string>, bytes: Buffer | string = photo) => {
      const form = new FormData();
      for (const [field, value] of Object.entries(fields)) form.set(field, value);
      form.set('file', new Blob([new Uint8Array(Buffer.from(bytes))]), 'foto.jpg');
      return context().app.request(`/api/measures/${one.key}/evidence`, { method: 'POST', body: form });
    };
    const answer = await send({ moment: 'after', takenOn: '2026-11-20', note: 'neue Rutsche' });
    expect(answer.status, await answer.clone().text()).toBe(201);
    await send({ moment: 'after' });
    const [{ evidence } = { evidence: [] }] = await list();
    expect(evidence).toMatchObject([{ moment: 'after', takenOn: '2026-11-20', note: 'neue Rutsche', width: 900 }]);
    const path = `/measures/${one.key}/evidence/${evidence[0]?.key}`;
    const bytes = Buffer.from(await (await client().get(`${path}?size=original`)).arrayBuffer());
    expect(bytes.includes('SecretPhone')).toBe(false);
    expect((await sharp(bytes).metadata()).width).toBe(900);
    expect((await send({ moment: 'after' }, 'kein Foto')).status).toBe(415);
    expect((await send({ moment: 'später' })).status).toBe(400);
    expect((await client().get(`/measures/${NOWHERE}/evidence/${evidence[0]?.key}`)).status).toBe(404);
    expect((await client().send('DELETE', path)).status).toBe(200);
    expect((await client().get(path)).status).toBe(404);
    const history = (await (await client().get(`/measures/${one.key}/history`)).json()) as MeasureChange[];
    expect(history.map(({ what }) => what)).toEqual(['evidence-removed', 'evidence-added', 'added']);
  });

  it('leaves as a workbook and a CSV in which nothing is a formula', async () => {
    await add({ title: '=1+1', due: '2026-12-24', responsible: 'Amt; "A"', findings: [FINDING], walk: WALK });
    const csv = await (await client().get('/measures/export?format=csv&lang=de')).text();
    const [head = '', row = ''] = csv.replace('\uFEFF', '').split('\r\n');
    expect(head).toMatch(/^Nummer;Maßnahme;Thema/);
    expect(row).toContain(";'=1+1;");
    expect(row).toContain(';24.12.2026;');
    expect(row).toContain(';offen;');
    const xlsx = unzipSync(
      new Uint8Array(await (await client().get('/measures/export?format=xlsx&lang=en')).arrayBuffer()),
    );
    const texts = strFromU8(xlsx['xl/sharedStrings.xml'] ?? new Uint8Array());
    expect(texts).toContain('Glas unter der Rutsche');
    expect(texts).toContain('Responsible');
  });

  it('reminds by calendar of what is still to be done, at the chosen day', async () => {
    const due = addDays(today(), 30);
    await add({ title: 'Mit Wunsch', due, remindOn: addDays(due, -3) });
    await add({ title: 'Ohne Wunsch', due });
    await add({ title: 'Abgelehnt', due, state: 'rejected', reason: 'nein' });
    await add({ title: 'Ohne Tag' });
    const answer = await client().get('/measures/calendar');
    expect(answer.headers.get('content-type')).toMatch(/^text\/calendar/);
    const text = (await answer.text()).replace(/\r\n[ \t]/g, '');
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    expect(text).toContain(`DTSTART;VALUE=DATE:${due.replaceAll('-', '')}`);
    expect(text.match(/TRIGGER:[-PTDH0-9]+/g)).toEqual(['TRIGGER:-P2DT16H', 'TRIGGER:-P6DT16H', 'TRIGGER:-PT16H']);
    expect(text).not.toContain('Abgelehnt');
  });
});
