import { hasEnded, STATES, type ImportProgress, type ImportReport } from './report.ts';
import type { StepEvent } from './steps.ts';

interface FollowOptions {
  url: string;
  /** The report as it stands, asked for when the stream breaks. */
  report: () => Promise<ImportReport>;
  onevent: (event: StepEvent) => void;
}

const ASK_AGAIN_MS = 3000;

function parsed<T>(message: MessageEvent<string>): T | undefined {
  try {
    return JSON.parse(message.data) as T;
  } catch {
    return undefined;
  }
}

/** Follows an import to its end by server-sent events, past broken connections. @returns a function that stops following */
export function follow({ url, report, onevent }: FollowOptions): () => void {
  const source = new EventSource(url);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  function stop(): void {
    stopped = true;
    source.close();
    clearTimeout(timer);
  }
  function take(current: ImportReport | undefined): void {
    if (stopped || !current) return;
    if (hasEnded(current.state)) stop();
    onevent({ type: 'report', report: current });
  }
  async function ask(): Promise<void> {
    timer = undefined;
    try {
      take(await report());
    } catch {
      onevent({ type: 'lost' });
    }
    // A stream that the browser has given up must be replaced by asking.
    if (!stopped && source.readyState === EventSource.CLOSED) timer ??= setTimeout(() => void ask(), ASK_AGAIN_MS);
  }

  source.addEventListener('progress', (message: MessageEvent<string>) => {
    const progress = parsed<ImportProgress>(message);
    if (progress) onevent({ type: 'progress', progress });
  });
  for (const state of STATES) {
    source.addEventListener(state, (message: MessageEvent<string>) => take(parsed<ImportReport>(message)));
  }
  source.onerror = () => {
    if (!stopped) timer ??= setTimeout(() => void ask(), 300);
  };
  return stop;
}
