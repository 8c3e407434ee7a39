import { MIN_PASSWORD } from './client.ts';

/** How far a new password is: what counts is its length, not its mixture of characters. */
export type Advice = { kind: 'empty' } | { kind: 'short'; missing: number } | { kind: 'enough' } | { kind: 'strong' };

const STRONG = 16;

export function adviceFor(password: string): Advice {
  const { length } = password;
  if (length === 0) return { kind: 'empty' };
  if (length < MIN_PASSWORD) return { kind: 'short', missing: MIN_PASSWORD - length };
  return { kind: length >= STRONG ? 'strong' : 'enough' };
}
