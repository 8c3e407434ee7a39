import { shellKey } from './keep.ts';

/** So long may the network take before the kept page is shown: in the field it is often there and of no use. */
const PATIENCE_MS = 3000;

/**
 * The page of the application. On a walk the kept one at once; elsewhere the server's, and the kept one where the server
 * does not answer in time or is not ready.
 */
export async function shellAnswer(cacheName: string, base: string, request: Request, path: string): Promise<Response> {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(shellKey(base), { ignoreVary: true });
  if (!kept) return fetch(request);
  if (/^walks\/[^/]+\/go\/?$/.test(path)) return kept;
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return answer.ok || answer.type === 'opaqueredirect' ? answer : kept;
  } catch {
    return kept;
  }
}
