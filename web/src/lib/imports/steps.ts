import { hasEnded, type ImportProgress, type ImportReport } from './report.ts';

/** What went wrong before the server took the file. */
export interface Refusal {
  type: string;
  title: string;
  detail: string | undefined;
  /** Only where it is worth telling: the server erred. */
  requestId: string | undefined;
  /** The same file may well pass when it is sent again. */
  passing: boolean;
}

/** Where a chosen file is on its way into the database. */
export type Step =
  | { kind: 'waiting' }
  | { kind: 'sending'; sent: number; total: number }
  | { kind: 'importing'; report: ImportReport; progress: ImportProgress | null; lost: boolean }
  | { kind: 'ended'; report: ImportReport }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'cancelled' };

export type StepEvent =
  | { type: 'sent'; sent: number; total: number }
  | { type: 'report'; report: ImportReport }
  | { type: 'progress'; progress: ImportProgress }
  | { type: 'lost' }
  | { type: 'refused'; refusal: Refusal }
  | { type: 'cancelled' };

const PHASES = ['queued', 'reading', 'checking', 'applying'];
const isFinal = ({ kind }: Step): boolean => kind === 'ended' || kind === 'refused' || kind === 'cancelled';

/** Whether `next` is behind `before`: answers may overtake each other, a bar must not run backwards. */
function isBehind(next: ImportProgress, before: ImportProgress | null): boolean {
  if (!before) return false;
  const [a, b] = [PHASES.indexOf(next.phase), PHASES.indexOf(before.phase)];
  return a < b || (a === b && next.read < before.read);
}

/** The step after an event. What has ended stays ended, except that a report may grow newer (undone by someone). */
export function nextStep(step: Step, event: StepEvent): Step {
  if (step.kind === 'ended' && event.type === 'report' && event.report.id === step.report.id) {
    return hasEnded(event.report.state) ? { kind: 'ended', report: event.report } : step;
  }
  if (isFinal(step)) return step;
  switch (event.type) {
    case 'sent':
      if (step.kind === 'importing') return step;
      return { kind: 'sending', sent: event.sent, total: event.total };
    case 'report': {
      const { report } = event;
      if (hasEnded(report.state)) return { kind: 'ended', report };
      const before = step.kind === 'importing' ? step.progress : null;
      return { kind: 'importing', report, progress: before ?? report.progress ?? null, lost: false };
    }
    case 'progress':
      if (step.kind !== 'importing') return step;
      return {
        ...step,
        lost: false,
        progress: isBehind(event.progress, step.progress) ? step.progress : event.progress,
      };
    case 'lost':
      return step.kind === 'importing' ? { ...step, lost: true } : step;
    case 'refused':
      return { kind: 'refused', refusal: event.refusal };
    case 'cancelled':
      return { kind: 'cancelled' };
  }
}

/** Share of the current step that is done, 0 to 1, or undefined where that is not known. */
export function shareOf(step: Step): number | undefined {
  if (step.kind === 'sending') return step.total > 0 ? step.sent / step.total : undefined;
  if (step.kind !== 'importing' || !step.progress) return undefined;
  const { phase, bytes, total } = step.progress;
  return phase === 'reading' && total > 0 ? Math.min(1, bytes / total) : undefined;
}
