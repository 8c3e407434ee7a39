/** Why the application cannot be kept: at which step. `file`: the one that is missing. Said by the worker, shown by the page. */
export interface AppTrouble {
  step: 'worker' | 'list' | 'page' | 'file' | 'room' | 'unknown';
  file?: string;
}

/** Channel on which the worker says it: while it is being installed no page may talk to it. */
export const TROUBLE = 'app-trouble';

/** What a page says to a worker whose files are gone. */
export const KEEP_AGAIN = 'keep-again';
