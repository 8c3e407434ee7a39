import { ServiceRefused } from '@quartierblick/gis/connections/protocol.ts';
import { Problem } from '../errors.ts';
import { NotComparable } from '../imports/compare-file.ts';
import type { ImportProblem } from '../imports/report.ts';
import { FetchRefused } from './fetch/refused.ts';

/** Somebody took a run back while it ran. */
export const cancelled = (): FetchRefused =>
  new FetchRefused('cancelled', { de: 'Der Abruf wurde abgebrochen.', en: 'The run was cancelled.' });

/** An import that did not end well, as its report says it. */
export class ImportFailed extends Error {
  override name = 'ImportFailed';
  readonly problem: ImportProblem;

  constructor(problem: ImportProblem | null) {
    super(problem?.detail.en ?? 'import failed');
    this.problem = problem ?? runFailed();
  }
}

const FETCH_TITLE = { de: 'Die Daten waren nicht zu bekommen', en: 'The data could not be got' };

const runFailed = (): ImportProblem => ({
  type: 'run-failed',
  title: { de: 'Abruf abgebrochen', en: 'Run broken off' },
  detail: {
    de: 'Ein unerwarteter Fehler ist aufgetreten und vermerkt. Die bisherigen Daten sind unverändert.',
    en: 'An unexpected error occurred and is on record. The data are as they were.',
  },
});

/** The problem that the history shows for a failed run, and whether it was one that nobody had thought of. */
export function problemOfRun(error: unknown): { problem: ImportProblem; unexpected: boolean } {
  const expected = (problem: ImportProblem) => ({ problem, unexpected: false });
  if (error instanceof FetchRefused) return expected({ type: error.type, title: FETCH_TITLE, detail: error.text });
  if (error instanceof ServiceRefused)
    return expected({ type: 'service-refused', title: FETCH_TITLE, detail: error.text });
  if (error instanceof NotComparable || error instanceof ImportFailed) return expected(error.problem);
  if (error instanceof Problem) {
    const { type, title, detail } = error.details;
    return expected({ type, title, detail: detail ?? title });
  }
  return { problem: runFailed(), unexpected: true };
}
