import { beforeEach, expect, it } from 'vitest';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import type { ReviewedFinding, WalkFindings } from '@quartierblick/gis/walks/review.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { plantFinding, plantMeasure, plantPhoto, plantWalk } from './test-walk.ts';
import type { PlantedWalk } from './test-walk.ts';

describeOnEachDatabase('what comes of the findings of a walk', (context) => {
  let walk: PlantedWalk;
  const sql = () => context().db.sql;
  const ask = async <T = WalkFindings>(
    method: string,
    path: string,
    body?: unknown,
    seen?: number,
    as: Edition = 'steering',
  ) => {
    const answer = await context()
      .appAs(as)
      .request(`/api/walks/${walk.key}${path}`, {
        method,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(seen !== undefined && { 'if-match': `"${seen}"` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    return { status: answer.status, body: (await answer.json()) as T };
  };
  type Refusal = {
    type: string;
    detail: string;
    errors?: { path: string }[];
    findings?: { key: string; label: string }[];
    conflicts?: object[];
  };
  const review = (key: string, body: object, seen = 0) => ask('PUT', `/reviews/${key}`, body, seen);
  const refused = (key: string, body: object, seen = 0) => ask<Refusal>('PUT', `/reviews/${key}`, body, seen);
  const find = ({ body }: { body: WalkFindings }, key: string): ReviewedFinding => {
    const one = body.findings.find((finding) => finding.key === key);
    if (!one) throw new Error('this finding is missing');
    return one;
  };

  beforeEach(async () => {
    await sql()`delete from measures`;
    await sql()`delete from walks`;
    walk = await plantWalk(sql());
  });

  it('tells every finding with its place, words, answers and files, labelled by stop; what was removed is left out', async () => {
    const photo = await plantPhoto(sql(), context().dataDir, walk, 'red');
    const waiting = 'c'.repeat(64);
    const at = await plantFinding(sql(), walk, {
      by: 'child',
      stop: 1,
      at: [190, 60],
      minute: 5,
      said: { [`answer/${walk.item}`]: [{ value: 1, by: ['child'] }] },
      photos: [{ sha256: photo, caption: 'Die Lampe' }, { sha256: waiting }],
      voices: [{ sha256: 'd'.repeat(64), text: 'Hier ist es dunkel' }],
    });
    const plain = await plantFinding(sql(), walk, { by: 'lead', stop: 0 });
    const onTheWay = await plantFinding(sql(), walk, { by: 'scout', stop: null, theme: null, note: '' });
    await plantFinding(sql(), walk, { by: 'lead', removed: true, note: 'weg' });
    const answer = await ask('GET', '/findings');
    expect(answer.status).toBe(200);
    expect(answer.body.findings.map(({ key, label }) => [key, label])).toEqual([
      [plain, '1.1'],
      [at, '2.1'],
      [onTheWay, 'W1'],
    ]);
    expect(find(answer, at)).toMatchObject({
      note: 'Lampe kaputt',
      role: 'child',
      theme: 'light',
      conflicts: [],
      contested: false,
      review: null,
      measures: [],
      answers: [{ title: { de: 'Wie ist es hier?' }, value: 1, words: { de: 'gefällt mir nicht' } }],
      photos: [
        { sha256: photo, texts: ['Die Lampe'], here: true },
        { sha256: waiting, texts: [], here: false },
      ],
      voices: [{ texts: ['Hier ist es dunkel'], here: false }],
    });
    expect(find(answer, plain).at).toEqual(answer.body.stops[0]?.at);
    expect(find(answer, onTheWay)).toMatchObject({ at: null, theme: null });
  });

  it('shows every value of a contested field with the roles that say it, and nobody’s name', async () => {
    const key = await plantFinding(sql(), walk, {
      by: 'lead',
      said: {
        note: [
          { value: 'hell genug', by: ['lead'] },
          { value: 'zu dunkel', by: ['child', 'scout'] },
        ],
      },
    });
    const answer = await ask('GET', '/findings');
    expect(find(answer, key).conflicts).toEqual([
      {
        kind: 'finding',
        thing: key,
        field: 'note',
        values: [
          { value: 'hell genug', by: ['lead'] },
          { value: 'zu dunkel', by: ['child', 'scout'] },
        ],
      },
    ]);
    expect(JSON.stringify(answer.body)).not.toContain('Mia');
    expect(JSON.stringify(answer.body)).not.toContain('Renate');
  });

  it('proposes what two devices saw as one until it is merged or refused', async () => {
    const [a, b] = [
      await plantFinding(sql(), walk, { by: 'lead', at: [0, 50] }),
      await plantFinding(sql(), walk, { by: 'child', at: [20, 50], minute: 1, stop: null }),
    ];
    expect((await ask('GET', '/findings')).body.proposals).toEqual([[a, b]]);
    expect((await review(b, { mergedInto: a })).body.proposals).toEqual([]);
    const undone = await review(b, {}, 1);
    expect(undone.body.proposals).toEqual([[a, b]]);
    expect((await review(a, {})).body.proposals).toEqual([]);
    const late = await plantFinding(sql(), walk, { by: 'scout', at: [10, 50], minute: 2 });
    expect((await ask('GET', '/findings')).body.proposals).toEqual([[a, b, late]]);
  });

  it('keeps observation and decision apart, and who decided when; the log keeps the reason', async () => {
    const key = await plantFinding(sql(), walk, { by: 'child' });
    const done = await review(key, {
      summary: 'Leuchte 12 ist aus',
      theme: 'ways',
      decision: 'no-action',
      reason: ' Wird ohnehin ersetzt ',
    });
    expect(done.status).toBe(200);
    const { note, theme, review: written } = find(done, key);
    expect({ note, theme }).toEqual({ note: 'Lampe kaputt', theme: 'ways' });
    expect(written).toMatchObject({
      decision: 'no-action',
      reason: 'Wird ohnehin ersetzt',
      decidedBy: 'test steering',
      version: 1,
    });
    expect(written?.decidedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    const [entry] =
      await sql()`select actor, reason from audit_log where entity = 'walk_reviews' and entity_key = ${key}`;
    expect(entry).toMatchObject({ actor: 'test steering', reason: 'Wird ohnehin ersetzt' });
    expect(find(await review(key, { summary: 'Leuchte 12 ist aus' }, 1), key).review).toMatchObject({
      decision: null,
      decidedOn: null,
      version: 2,
    });
  });

  it('nobody overwrites a decision unseen', async () => {
    const key = await plantFinding(sql(), walk, { by: 'child' });
    await review(key, { summary: 'eins' });
    const stale = await refused(key, { summary: 'zwei' });
    expect(stale.status).toBe(412);
    expect(stale.body.conflicts).toMatchObject([{ field: 'summary', yours: 'zwei', theirs: 'eins' }]);
    expect((await ask('PUT', `/reviews/${key}`, { summary: 'drei' })).status).toBe(428);
  });

  it('refuses what cannot be: no reason, no measure, a theme or a target that is not there, a chain of merges', async () => {
    const [a, b, c] = [
      await plantFinding(sql(), walk, { by: 'lead' }),
      await plantFinding(sql(), walk, { by: 'child' }),
      await plantFinding(sql(), walk, { by: 'scout' }),
    ];
    const paths = async (key: string, body: object) => {
      const { status, body: problem } = await refused(key, body);
      expect(status).toBe(400);
      return problem.errors?.map(({ path }) => path);
    };
    expect(await paths(a, { decision: 'no-action', reason: '  ' })).toEqual(['reason']);
    expect(await paths(a, { decision: 'measure' })).toEqual(['decision']);
    expect(await paths(a, { theme: 'dogs' })).toEqual(['theme']);
    expect(await paths(a, { mergedInto: a })).toEqual(['mergedInto']);
    expect(await paths(a, { mergedInto: walk.key })).toEqual(['mergedInto']);
    expect(await paths(a, { mergedInto: b, decision: 'no-action', reason: 'x' })).toEqual(['decision']);
    await review(b, { mergedInto: a });
    expect(await paths(c, { mergedInto: b })).toEqual(['mergedInto']);
    expect(await paths(a, { mergedInto: c })).toEqual(['mergedInto']);
    const removed = await plantFinding(sql(), walk, { by: 'lead', removed: true });
    expect((await refused(removed, {})).status).toBe(404);
    await plantMeasure(sql(), walk, [c]);
    expect(await paths(c, { decision: 'no-action', reason: 'x' })).toEqual(['decision']);
    expect(find(await review(c, { decision: 'measure' }), c)).toMatchObject({
      measures: [{ title: 'Lampe tauschen', state: 'open' }],
    });
  });

  it('closes only when every finding has a measure or a reason, and names those that have neither', async () => {
    const [a, b, c] = [
      await plantFinding(sql(), walk, { by: 'lead' }),
      await plantFinding(sql(), walk, { by: 'child', minute: 1 }),
      await plantFinding(sql(), walk, { by: 'scout', minute: 2, stop: 1, note: 'Bank fehlt' }),
    ];
    await plantMeasure(sql(), walk, [a]);
    const first = await ask<Refusal>('POST', '/close', {});
    expect(first.status).toBe(409);
    expect(first.body.findings?.map(({ label }) => label)).toEqual(['1.2', '2.1']);
    expect(first.body.detail).toContain('2.1 „Bank fehlt“');
    await review(b, { mergedInto: a });
    await review(c, { decision: 'no-action', reason: 'Platz ist zu schmal' });
    const closed = await ask('POST', '/close', {});
    expect([closed.status, closed.body.walk.state]).toEqual([200, 'closed']);
    expect((await refused(c, {}, 1)).body.type).toBe('urn:quartierblick:walk-closed');
    expect((await ask('POST', '/close', {})).status).toBe(409);
  });

  it('a finding merged into one that was removed since is open again', async () => {
    const [a, b] = [await plantFinding(sql(), walk, { by: 'lead' }), await plantFinding(sql(), walk, { by: 'child' })];
    await review(a, { decision: 'no-action', reason: 'erledigt' });
    await review(b, { mergedInto: a });
    await sql()`update walk_findings set removed = true where key = ${a}`;
    expect((await ask<Refusal>('POST', '/close', {})).body.findings).toMatchObject([{ key: b }]);
  });

  it('does not close over notes that still lie on a phone, unless told so, and opens again for them', async () => {
    await sql()`update walk_devices set pending = 3 where key = ${walk.devices.child}`;
    const refusal = await ask<Refusal>('POST', '/close', {});
    expect([refusal.status, refusal.body.type]).toEqual([409, 'urn:quartierblick:devices-pending']);
    expect((await ask('POST', '/close', { evenSo: true })).body.walk.state).toBe('closed');
    expect((await ask('POST', '/reopen', {})).status).toBe(400);
    expect((await ask('POST', '/reopen', { reason: 'Handy gefunden' })).body.walk.state).toBe('walked');
    expect((await ask('POST', '/reopen', { reason: 'Handy gefunden' })).status).toBe(409);
  });

  it('a walk that has not taken place cannot be closed; one that is not there is not found; the public sees nothing', async () => {
    await sql()`update walks set state = 'draft' where key = ${walk.key}`;
    expect((await ask<Refusal>('POST', '/close', {})).body.type).toBe('urn:quartierblick:not-walked');
    expect((await ask('GET', '/findings', undefined, undefined, 'public')).status).toBe(401);
    walk = { ...walk, key: walk.stops[0] };
    expect((await ask('GET', '/findings')).status).toBe(404);
    expect((await ask('POST', '/close', {})).status).toBe(404);
  });
});
