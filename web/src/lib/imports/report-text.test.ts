import { describe, expect, it } from 'vitest';
import { SKIP_REASONS } from '@quartierblick/gis/layers/source-types.ts';
import { Format } from '#lib/format.ts';
import { countsText, doingText, ranked, reasonText, repairText, secondsText } from './report-text.ts';
import type { ImportReport } from './report.ts';
import type { Step } from './steps.ts';

const german = { code: 'de', format: new Format('de') } as const;
const english = { code: 'en', format: new Format('en') } as const;
const counts = (report: Partial<ImportReport>): ImportReport =>
  ({ imported: 0, updated: 0, unchanged: 0, removed: 0, skipped: {}, ...report }) as ImportReport;

describe('the report in words', () => {
  it('says what happened and leaves out what did not, with the numbers of the language', () => {
    const report = counts({ imported: 1234, skipped: { 'outside-area': 2, 'no-key': 1 } });
    expect(countsText(report, german)).toBe('1.234 neu, 3 ausgelassen');
    expect(countsText(report, english)).toBe('1,234 new, 3 skipped');
    expect(countsText(counts({ unchanged: 5, removed: 2 }), german)).toBe('5 unverändert, 2 weggefallen');
    expect(countsText(counts({ removed: 1 }), english)).toBe('1 taken out');
    expect(countsText(counts({}), german)).toBe('–');
  });

  it('has words for every reason of the readers, and shows an unknown one as it is', () => {
    for (const reason of Object.keys(SKIP_REASONS)) expect(reasonText(reason, german)).not.toBe(reason);
    expect(reasonText('struck-by-lightning', german)).toBe('struck-by-lightning');
    expect(repairText('self-intersection', english)).toBe('outline crossed itself');
    expect(repairText('something-new', german)).toBe('something-new');
  });

  it('puts the commonest reason first and leaves zeros out', () => {
    expect(ranked({ a: 1, b: 0, c: 9 })).toEqual([
      ['c', 9],
      ['a', 1],
    ]);
  });

  it('says what is being done at every step, with records only once there are some, and nothing after the end', () => {
    const report = counts({});
    const running = (read: number): Step => ({
      kind: 'importing',
      report,
      lost: false,
      progress: { phase: 'reading', read, bytes: 0, total: 0 },
    });
    const said = (step: Step): string => doingText(step, german);
    expect(said({ kind: 'waiting' })).toBe('Wartet auf die Dateien davor');
    expect(said({ kind: 'sending', sent: 1000, total: 2000 })).toBe(
      `Wird übertragen: ${german.format.bytes(1000)} von ${german.format.bytes(2000)}`,
    );
    expect(said({ kind: 'importing', report, lost: false, progress: null })).toBe('Wird begonnen');
    expect(said(running(0))).toBe('Wird gelesen und geprüft');
    expect(said(running(1200))).toBe('Wird gelesen und geprüft: 1.200 Datensätze gelesen');
    expect(said({ ...running(1200), lost: true } as Step)).toMatch(/^Die Verbindung ist weg/);
    expect(said({ kind: 'ended', report })).toBe('');
  });

  it('tells long durations without decimals', () => {
    expect(secondsText(0.4, german)).toBe('0,4');
    expect(secondsText(61.7, german)).toBe('62');
  });
});
