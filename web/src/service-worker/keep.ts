import type { AppTrouble } from '../lib/walks/offline/trouble.ts';

interface OfflineList {
  version: string;
  files: [path: string, bytes: number][];
}

const AT_ONCE = 6;
/** One file may take long in poor signal; one that takes longer is better asked for again. */
const PATIENCE_MS = 60_000;

/** Where the page of the application lies in the cache; every screen is the same page. */
export const shellKey = (base: string): string => `${base}walks`;

/** Why the application is not kept: at which step, and at which file. */
class NotKept extends Error {
  readonly trouble: AppTrouble;

  constructor(trouble: AppTrouble, cause?: unknown) {
    super(`${trouble.step}: ${trouble.file ?? ''}`, { cause });
    this.trouble = trouble;
  }
}

/** What a page is told of an error. */
export function troubleOf(error: unknown): AppTrouble {
  if (error instanceof DOMException && error.name === 'QuotaExceededError') return { step: 'room' };
  return error instanceof NotKept ? error.trouble : { step: 'unknown' };
}

async function fetched(address: string, cache: RequestCache, trouble: AppTrouble): Promise<Response> {
  try {
    const answer = await fetch(address, { cache, signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.ok) return answer;
  } catch (error) {
    throw new NotKept(trouble, error);
  }
  throw new NotKept(trouble);
}

async function put(cache: Cache, address: string, answer: Response, trouble: AppTrouble): Promise<void> {
  try {
    await cache.put(address, answer);
  } catch (error) {
    // Its bytes may end in the middle: that, too, is a file that did not arrive.
    throw error instanceof DOMException && error.name === 'QuotaExceededError' ? error : new NotKept(trouble, error);
  }
}

/** The list of files of this build. */
async function listOf(address: string, version: string): Promise<[Response, OfflineList]> {
  const said = await fetched(address, 'reload', { step: 'list' });
  const list = (await said
    .clone()
    .json()
    .catch(() => null)) as OfflineList | null;
  if (list?.version !== version) throw new NotKept({ step: 'list' });
  return [said, list];
}

/**
 * Keeps everything the application needs. One file that cannot be had and the worker is not installed: half an application
 * would open in the field and then fail; the browser tries again at the next visit, or when its page says so.
 * @param base path of the application, with `/` at its end
 * @throws where a file is missing, or the list is of another build than this worker; {@link troubleOf} tells which
 */
export async function keepFiles(cacheName: string, base: string, version: string): Promise<void> {
  const listAddress = `${base}_app/offline.json`;
  const [said, list] = await listOf(listAddress, version);
  const cache = await caches.open(cacheName);
  // The server answers 503 while it is being prepared: that page must not become the application.
  const page: AppTrouble = { step: 'page' };
  await put(cache, shellKey(base), await fetched(shellKey(base), 'reload', page), page);
  const waiting = list.files.map(([path]) => path);
  const carry = async (): Promise<void> => {
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      const [address, trouble] = [base + file, { step: 'file', file } as const];
      // What an interrupted attempt has brought is not fetched again.
      if (!(await cache.match(address, { ignoreVary: true }))) {
        await put(cache, address, await fetched(address, 'default', trouble), trouble);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, carry));
  // Last of all: the page reads from it that everything is there, and how much that is.
  await put(cache, listAddress, said, { step: 'list' });
}
