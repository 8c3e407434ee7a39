import { joinedWalks } from '../store/open.ts';
import { joinByCode, JoinRefused } from '../sync/join.ts';
import { httpTransport } from '../sync/transport.ts';

/** Why joining did not work: the code does not hold, too many joined by it, too many tries, no answer, or a browser that keeps nothing. */
export type JoinProblem = 'void' | 'full' | 'often' | 'offline' | 'storage';

/** Ten letters and digits in two halves. */
const LENGTH = 10;

/** What was typed or scanned, as a code is spelled; null where it cannot be one. Letters that look alike are the server's to read. */
export function codeIn(typed: string): string | null {
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, '');
  return /^[0-9A-Z]+$/.test(plain) && plain.length === LENGTH ? `${plain.slice(0, 5)}-${plain.slice(5)}` : null;
}

/** What an error of joining comes down to for whoever stands in the street. */
export function problemOf(error: unknown): JoinProblem {
  if (error instanceof DOMException && error.name !== 'TimeoutError') return 'storage';
  if (!(error instanceof JoinRefused)) return 'offline';
  const { status, type } = error.refusal;
  if (type === 'walk-full') return 'full';
  if (status === 429) return 'often';
  return status >= 500 ? 'offline' : 'void';
}

/**
 * Joins the walk to which a code leads; this browser then proves itself by a key of its own.
 * @param root address of the installation, without a slash at the end
 * @returns key of the walk @throws what {@link problemOf} tells apart
 */
export async function joinWalk(root: string, { code, name }: { code: string; name: string | null }): Promise<string> {
  // Where nothing can be kept it is better known before the server counts a device.
  await joinedWalks();
  const { walk } = await joinByCode(code, { ...(name !== null && { name }) }, httpTransport(root));
  return walk;
}
