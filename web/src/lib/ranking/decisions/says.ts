import { ApiProblem } from '#lib/api.ts';
import type { Language } from '#lib/app/language.svelte.ts';

/** What went wrong, in the words of the server where it has some. */
export function says(error: unknown, { t }: Language): string {
  if (!(error instanceof ApiProblem)) return t.shell.networkProblem;
  return error.detail ? `${error.message}. ${error.detail}` : error.message;
}
