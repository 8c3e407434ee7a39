import { describe, expect, it } from 'vitest';
import type { ImportReport } from './report.ts';
import { nextStep, shareOf, type Step } from './steps.ts';

const report = (state: ImportReport['state']): ImportReport => ({
  id: '1',
  layer: 'playgrounds',
  sourceId: null,
  state,
  fileName: 'a.geojson',
  sha256: null,
  bytes: 100,
  author: null,
  source: { name: '', url: null, licence: '', licenceUrl: null, attribution: '' },
  asOf: null,
  demo: false,
  read: 0,
  imported: 0,
  updated: 0,
  unchanged: 0,
  removed: 0,
  skipped: {},
  examples: {},
  repaired: {},
  problem: null,
  createdAt: '2026-01-01T00:00:00Z',
  startedAt: null,
  finishedAt: null,
  seconds: null,
  undoable: false,
});
const progress = (phase: 'reading' | 'checking', read: number) => ({ phase, read, bytes: read, total: 100 });
const importing: Step = { kind: 'importing', report: report('running'), progress: null, lost: false };

describe('the way of a file', () => {
  it('never runs backwards when answers overtake each other', () => {
    const ahead = nextStep(importing, { type: 'progress', progress: progress('checking', 50) });
    expect(nextStep(ahead, { type: 'progress', progress: progress('reading', 90) })).toMatchObject({
      progress: { phase: 'checking' },
    });
    expect(nextStep(ahead, { type: 'progress', progress: progress('checking', 10) })).toMatchObject({
      progress: { read: 50 },
    });
  });

  it('does not come back to life once it has ended', () => {
    const ended = nextStep(importing, { type: 'report', report: report('done') });
    expect(ended.kind).toBe('ended');
    expect(nextStep(ended, { type: 'progress', progress: progress('reading', 1) })).toBe(ended);
    expect(nextStep(ended, { type: 'report', report: report('running') })).toBe(ended);
    expect(nextStep(ended, { type: 'lost' })).toBe(ended);
    expect(nextStep({ kind: 'cancelled' }, { type: 'sent', sent: 1, total: 2 })).toEqual({ kind: 'cancelled' });
  });

  it('shows that a finished import was undone meanwhile, but takes no report of another one', () => {
    const ended = nextStep(importing, { type: 'report', report: report('done') });
    expect(nextStep(ended, { type: 'report', report: report('undone') })).toMatchObject({
      report: { state: 'undone' },
    });
    expect(nextStep(ended, { type: 'report', report: { ...report('failed'), id: '2' } })).toBe(ended);
  });

  it('takes back that the connection is lost as soon as something is heard', () => {
    const lost = nextStep(importing, { type: 'lost' });
    expect(lost).toMatchObject({ lost: true });
    expect(nextStep(lost, { type: 'progress', progress: progress('reading', 1) })).toMatchObject({ lost: false });
  });
});

describe('the bar', () => {
  it('tells a share only where one is known', () => {
    expect(shareOf({ kind: 'sending', sent: 25, total: 100 })).toBe(0.25);
    expect(shareOf({ kind: 'sending', sent: 0, total: 0 })).toBeUndefined();
    expect(shareOf(importing)).toBeUndefined();
    expect(shareOf(nextStep(importing, { type: 'progress', progress: progress('reading', 40) }))).toBe(0.4);
    expect(shareOf(nextStep(importing, { type: 'progress', progress: progress('checking', 40) }))).toBeUndefined();
  });
});
