import { beforeEach, expect, it } from 'vitest';
import { addDays, endOfMonths } from '@quartierblick/gis/legal-path/calendar.ts';
import type { PathEntry } from '@quartierblick/gis/legal-path/path.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { createApp } from '../app.ts';
import { PUBLIC } from '../auth/identity.ts';
import type { CaseFile, PartRow } from './case-file.ts';
import { clientOf, plantCase, planner } from './test-case.ts';
import { today } from './today.ts';

describeOnEachDatabase('legal path', (context) => {
  const client = () => clientOf(context().deps, planner('Erika Probe'));
  let number = 0;
  let key = '';
  const plant = (fields: Record<string, unknown>) => plantCase(context().db, key, fields, number);
  beforeEach(() => {
    key = `path-${(number += 1)}`;
  });

  const ago = (days: number) => addDays(today(), -days);
  const file = async () => (await (await client().get(`/properties/${key}`)).json()) as CaseFile;
  const path = async (instrument: string) => {
    const entries = (await (await client().get(`/properties/${key}/path`)).json()) as PathEntry[];
    return entries.find((entry) => entry.instrument === instrument);
  };
  const begin = (row: Record<string, unknown>) =>
    client().send('POST', `/properties/${key}/parts/steps`, { row: { state: 'running', started_on: ago(40), ...row } });
  const change = (step: PartRow, changes: Record<string, unknown>) =>
    client().send('PATCH', `/properties/${key}/parts/steps/${step.key}`, { changes }, step.version);
  const procedure = async () => {
    const { properties, history } = await file();
    const entries = history.filter(({ axis }) => axis === 'procedure');
    return { now: properties['procedure'], entries: entries.map(({ value, valid_from }) => [value, valid_from]) };
  };

  it('walks pre-emption from contract over notification to the exercise in time, and the axis follows', async () => {
    await plant({ availability: 'for-sale', owner_state: 'known', procedure: 'none', recorded_on: ago(400) });
    expect(await path('24')).toMatchObject({ state: 'not-possible', startable: true, deadlines: [] });
    const begun = await begin({ instrument: '24', contract_on: ago(40) });
    expect(begun.status).toBe(201);
    const step = (await begun.json()) as PartRow;
    expect(await procedure()).toEqual({
      now: '24',
      entries: [
        ['24', ago(40)],
        ['none', ago(400)],
      ],
    });

    const early = await change(step, { exercised_on: ago(1) });
    expect(early.status).toBe(422);
    expect(await early.json()).toMatchObject({ type: 'urn:quartierblick:step-not-possible' });

    const notified = (await (await change(step, { notified_on: ago(30) })).json()) as PartRow;
    const due = endOfMonths(ago(30), 3, 'NW');
    expect((await path('24'))?.deadlines).toContainEqual(
      expect.objectContaining({ id: 'exercise', due, settled: false, overdue: false }),
    );
    const done = await change(notified, { exercised_on: today(), served_on: today(), state: 'completed' });
    expect(done.status).toBe(200);
    expect(await done.json()).toMatchObject({ state: 'completed', ended_on: today() });
    expect((await procedure()).now).toBe('none');
    // Proposed, not forced: what a step means for the axis, a person says.
    expect((await file()).properties['availability']).toBe('for-sale');
    expect((await path('24'))?.proposal).toMatchObject({ axis: 'availability', value: 'acquired', validFrom: today() });
  });

  it('refuses the exercise after the period, naming its last day, and leaves the step as it was', async () => {
    await plant({ availability: 'for-sale', owner_state: 'known' });
    const step = (await (
      await begin({ instrument: '24', contract_on: ago(140), notified_on: ago(130), started_on: ago(130) })
    ).json()) as PartRow;
    expect((await path('24'))?.deadlines[0]).toMatchObject({ id: 'exercise', overdue: true });
    const late = await change(step, { exercised_on: today(), state: 'completed' });
    expect(late.status).toBe(422);
    const problem = (await late.json()) as { detail: string; errors: { path: string }[] };
    expect(problem.detail).toContain('Die Frist endete am');
    expect(problem.errors.map(({ path: field }) => field)).toContain('exercised_on');
    expect((await file()).parts['steps']?.[0]).toMatchObject({ state: 'running', version: 1, exercised_on: null });
    expect((await procedure()).now).toBe('24');
  });

  it('ownerless leads to § 928 BGB, owner unknown to the search for the owner, and neither to the other', async () => {
    await plant({ owner_state: 'ownerless' });
    expect((await begin({ instrument: 'owner-search' })).status).toBe(422);
    expect((await begin({ instrument: '928' })).status).toBe(422);
    expect((await begin({ instrument: '928', waiver_registered_on: ago(200) })).status).toBe(201);
    expect((await procedure()).now).toBe('928');

    key = `path-${(number += 1)}`;
    await plant({ owner_state: 'unknown' });
    const appropriation = await begin({ instrument: '928', waiver_registered_on: ago(200) });
    expect(appropriation.status).toBe(422);
    expect(((await appropriation.json()) as { detail: string }).detail).toContain('nicht herrenlos');
    expect((await begin({ instrument: 'owner-search' })).status).toBe(201);
    expect((await procedure()).now).toBe('owner-search');
  });

  it('orders nobody until there is a representative; then discussion, hearing, order, appeal', async () => {
    await plant({ owner_state: 'unknown', condition: '4' });
    expect((await begin({ instrument: '175' })).status).toBe(422);
    const curator = { kind: 'heirs', role: 'estate-curator', purpose: 'Verfahren', delete_on: addDays(today(), 400) };
    expect((await client().send('POST', `/properties/${key}/parts/owners`, { row: curator })).status).toBe(201);
    expect((await begin({ instrument: '177' })).status).toBe(422);
    const discussion = (await (await begin({ instrument: '175' })).json()) as PartRow;
    expect((await change(discussion, { state: 'completed' })).status).toBe(422);
    expect((await change(discussion, { state: 'completed', heard_on: ago(20) })).status).toBe(200);

    const order = (await (await begin({ instrument: '177', started_on: ago(19) })).json()) as PartRow;
    expect((await change(order, { ordered_on: ago(5) })).status).toBe(422);
    const served = await change(order, { heard_on: ago(10), ordered_on: ago(5), served_on: ago(3) });
    expect(served.status).toBe(200);
    const deadlines = (await path('177'))?.deadlines;
    expect(deadlines).toEqual([expect.objectContaining({ id: 'appeal', due: endOfMonths(ago(3), 1, 'NW') })]);
  });

  it('§§ 136 ff. BauGB outside the formally designated area are refused with the reason', async () => {
    await plant({ formal_area: false });
    const refused = await begin({ instrument: '136' });
    expect(refused.status).toBe(422);
    expect(((await refused.json()) as { detail: string }).detail).toContain('§ 142 BauGB');
    await client().send('PATCH', `/properties/${key}`, { changes: { formal_area: true } }, 1);
    expect((await begin({ instrument: '136' })).status).toBe(201);
    // A redevelopment measure is no procedure of the axis.
    expect((await procedure()).entries).toEqual([]);
  });

  it('an ended step is not taken up again, one instrument runs once, and removing the last one ends the procedure', async () => {
    await plant({ owner_state: 'known' });
    const step = (await (await begin({ instrument: 'housing-supervision' })).json()) as PartRow;
    expect((await begin({ instrument: 'housing-supervision' })).status).toBe(422);
    const ended = (await (
      await change(step, { state: 'stopped', reason: 'Mängel behoben', ended_on: ago(2) })
    ).json()) as PartRow;
    expect((await change(ended, { state: 'running', ended_on: null })).status).toBe(422);
    expect((await procedure()).entries[0]).toEqual(['none', ago(2)]);
    const again = (await (await begin({ instrument: 'housing-supervision' })).json()) as PartRow;
    expect((await procedure()).now).toBe('housing-supervision');
    const removed = await client().send('DELETE', `/properties/${key}/parts/steps/${again.key}`, undefined, 1);
    expect(removed.status).toBe(204);
    expect((await procedure()).now).toBe('none');
  });

  it('does not let a refused step change the procedure, nor two of them begin at once', async () => {
    await plant({ owner_state: 'known', procedure: 'none' });
    const answers = await Promise.all([1, 2, 3, 4].map(() => begin({ instrument: 'housing-supervision' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422]);
    expect((await procedure()).entries.filter(([value]) => value === 'housing-supervision')).toHaveLength(1);
  });

  it('is the planners’ alone, and 404 where there is no such case', async () => {
    await plant({});
    const app = createApp({ ...context().deps, identify: () => PUBLIC });
    expect((await app.request(`/api/properties/${key}/path`)).status).toBe(401);
    expect((await client().get('/properties/nobody/path')).status).toBe(404);
  });
});
