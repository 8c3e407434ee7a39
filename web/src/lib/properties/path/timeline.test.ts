import { describe, expect, it } from 'vitest';
import { instrumentOf } from '@quartierblick/gis/legal-path/instruments.ts';
import { LAW_NRW } from '@quartierblick/gis/legal-path/parameters.ts';
import { LEGAL_WORDS } from '#lib/i18n/legal.ts';
import { legalCaseOf, stepsOf, todayInGermany, type PathFile } from './case-of.ts';
import { countdown } from './countdown.ts';
import { changesOf, formFields, seenOf, stepWith, textsOf, valuesOf } from './step-form.ts';
import { timelineOf } from './timeline.ts';

const today = '2026-11-23';
const t = LEGAL_WORDS.de;
const wording = { t, pick: ({ de }: { de: string }) => de };
const context = { today, law: LAW_NRW };
const row = (key: string, fields: Record<string, unknown>) => ({ key, version: 1, ...fields });

const file: PathFile = {
  key: 'fall',
  version: 1,
  properties: { owner_state: 'known', availability: 'for-sale' },
  history: [
    {
      key: 'h1',
      axis: 'condition',
      value: '4',
      valid_from: '2024-03-01',
      source: 'Ortstermin',
      author: 'A',
      reason: 'Dach',
    },
  ],
  parts: {
    steps: [
      row('s1', {
        instrument: '24',
        state: 'running',
        started_on: '2026-09-01',
        contract_on: '2026-08-20',
        notified_on: '2026-09-25',
      }),
    ],
    tasks: [
      row('t1', { title: 'Anruf', state: 'open', due: '2026-11-20', office: 'Ordnungsamt' }),
      row('t2', { title: 'Gutachten', state: 'done', done_on: '2026-10-01', due: '2026-09-01' }),
      row('t3', { title: 'entfallen', state: 'dropped', due: '2026-09-01' }),
    ],
    notes: [row('n1', { note: 'ohne Tag', on_date: null })],
    decisions: [row('d1', { decision: 'Ankauf', on_date: '2026-05-05', body: 'Rat' })],
    files: [row('f1', { title: null, file_name: 'dach.jpg', taken_on: '2024-03-01' })],
  },
};

describe('the timeline', () => {
  const entries = timelineOf(file, wording, context);

  it('puts everything on one axis, newest first, the undated last', () => {
    expect(entries.map(({ kind, day }) => [kind, day])).toEqual([
      ['deadline', '2026-12-28'],
      ['deadline', '2026-12-28'],
      ['task', '2026-11-20'],
      ['task', '2026-10-01'],
      ['step', '2026-09-01'],
      ['decision', '2026-05-05'],
      ['file', '2024-03-01'],
      ['history', '2024-03-01'],
      ['note', null],
    ]);
  });

  it('speaks in words, not in codes, and marks what is overdue', () => {
    const titles = entries.map(({ title }) => title);
    expect(titles).toContain('Zustand: 4 – schwere Mängel');
    expect(titles).toContain('§ 24 BauGB Vorkaufsrecht: begonnen');
    expect(titles).toContain('dach.jpg');
    expect(entries.filter(({ overdue }) => overdue).map(({ title }) => title)).toEqual(['Anruf: fällig']);
  });

  it('gives every entry an id of its own', () => {
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  });
});

describe('the form of a step', () => {
  const preEmption = instrumentOf('24');
  if (!preEmption) throw new Error('§ 24 is missing');
  const names = (action: Parameters<typeof formFields>[1]) => formFields(preEmption, action).map(({ name }) => name);

  it('asks only for what its moment needs', () => {
    expect(names('start')).toEqual(['started_on', 'contract_on', 'notified_on', 'office', 'reason']);
    expect(names('stop')).toEqual(['ended_on', 'reason']);
    expect(names('complete')).toContain('exercised_on');
    expect(names('edit')).not.toContain('ended_on');
  });

  it('sends what differs and nothing else', () => {
    const [before] = stepsOf(file);
    if (!before) throw new Error('the step is missing');
    const after = stepWith(preEmption, 'complete', before, { ended_on: today, exercised_on: '2026-11-20' });
    expect(changesOf(before, after)).toMatchObject({ state: 'completed', ended_on: today, exercised_on: '2026-11-20' });
    expect(changesOf(before, after)).not.toHaveProperty('contract_on');
    expect(stepWith(preEmption, 'edit', before, {}).state).toBe('running');
  });

  it.each([
    ['what a colleague entered meanwhile stays', { reason: 'Bescheid' }, 2, ['reason']],
    ['the same entry of both is no quarrel', { reason: 'Bescheid', averted_on: '2026-11-20' }, 2, ['reason']],
    ['another entry in the very field is refused', { averted_on: '2026-11-21' }, 1, ['averted_on']],
  ])('rests on what the reader saw: %s', (_what, typed, version, names) => {
    const [begun] = stepsOf(file);
    if (!begun) throw new Error('the step is missing');
    const fields = formFields(preEmption, 'edit');
    const texts = { ...textsOf(fields, 'edit', begun, today), ...typed };
    const now = { ...begun, version: 2, averted_on: '2026-11-20' };
    const { seen, entered } = seenOf(begun, now, valuesOf(fields, texts));
    expect(seen.version).toBe(version);
    expect(Object.keys(changesOf(seen, stepWith(preEmption, 'edit', seen, entered)))).toEqual(names);
  });

  it('ends a step today unless another day is entered', () => {
    const [begun] = stepsOf(file);
    if (!begun) throw new Error('the step is missing');
    const fields = formFields(preEmption, 'stop');
    const { entered } = seenOf(begun, begun, valuesOf(fields, textsOf(fields, 'stop', begun, today)));
    expect(entered).toEqual({ ended_on: today });
  });

  it('of a step that has gone is sent for that step, not for a new one', () => {
    const [begun] = stepsOf(file);
    if (!begun) throw new Error('the step is missing');
    expect(seenOf(begun, undefined, { reason: 'Dach undicht' }).seen).toBe(begun);
  });

  it('reads the case without its owners’ names being needed', () => {
    expect(legalCaseOf(file)).toMatchObject({ owner_state: 'known', owners: [], costs: [] });
  });
});

describe('days', () => {
  it('are counted in words', () => {
    const said = ['2026-11-20', '2026-11-22', '2026-11-23', '2026-11-24', '2026-12-03'].map((due) =>
      countdown(due, today, t),
    );
    expect(said).toEqual(['seit 3 Tagen überfällig', 'seit gestern überfällig', 'heute', 'morgen', 'in 10 Tagen']);
  });

  it('begin in Germany, wherever the reader sits', () => {
    expect(todayInGermany(new Date('2026-11-22T23:30:00Z'))).toBe('2026-11-23');
  });
});
