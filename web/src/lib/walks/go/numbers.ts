import type { Numbers } from '#lib/walks/store/types.ts';

/** Events and files together, as people count them: entries. */
export interface Entries {
  here: number;
  underway: number;
  sent: number;
}

/** What is only on this device, what is being sent, and what the server has said it has. */
export function entriesOf({ events, files }: Numbers): Entries {
  return {
    here: events.here + files.here,
    underway: events.underway + files.underway,
    sent: events.sent + files.sent,
  };
}
