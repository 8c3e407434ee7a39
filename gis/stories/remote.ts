import { z } from 'zod';
import { words } from './words.ts';

/** What a phone may ask of a presentation. */
const REMOTE_COMMANDS = ['next', 'previous', 'first', 'last', 'black'] as const;

const slide = z.strictObject({ title: words(200), notes: words(1200) });

/** What is said between the hall and a phone: commands one way, where the presentation is the other way. */
export const remoteSaid = z.discriminatedUnion('say', [
  z.strictObject({ say: z.literal('do'), command: z.enum(REMOTE_COMMANDS) }),
  z.strictObject({ say: z.literal('go'), index: z.int().min(0).max(1000) }),
  /** A phone has come and wants to know where the presentation is. */
  z.strictObject({ say: z.literal('who') }),
  z.strictObject({
    say: z.literal('place'),
    index: z.int().min(0),
    of: z.int().min(0),
    black: z.boolean(),
    now: slide,
    /** null: the last slide is shown. */
    next: z.strictObject({ title: words(200) }).nullable(),
  }),
]);

export type RemoteSaid = z.infer<typeof remoteSaid>;
export type RemotePlace = Extract<RemoteSaid, { say: 'place' }>;
