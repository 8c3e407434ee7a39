import { ApiProblem } from '#lib/api.ts';
import type { Language } from './language.svelte.ts';

/** A computation in a worker broke down; the message is what it said. */
export class WorkerFailure extends Error {
  override readonly name = 'WorkerFailure';
}

/** What went wrong, to be read by people: in the words of the server or the worker where there are some. */
export function problemText(error: unknown, { t }: Language): string {
  if (error instanceof ApiProblem) return error.detail ?? error.message;
  return error instanceof WorkerFailure ? error.message : t.shell.networkProblem;
}
