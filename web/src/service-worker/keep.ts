interface OfflineList {
  version: string;
  files: [path: string, bytes: number][];
}

const AT_ONCE = 6;

/** Where the page of the application lies in the cache; every screen is the same page. */
export const shellKey = (base: string): string => `${base}walks`;

async function fetched(address: string, cache: RequestCache): Promise<Response> {
  const answer = await fetch(address, { cache });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
}

/**
 * Keeps everything the application needs. One file that cannot be had and the worker is not installed: half an application
 * would open in the field and then fail; the browser tries again at the next visit.
 * @param base path of the application, with `/` at its end
 * @throws where a file is missing, or the list is of another build than this worker
 */
export async function keepFiles(cacheName: string, base: string, version: string): Promise<void> {
  const listAddress = `${base}_app/offline.json`;
  const said = await fetched(listAddress, 'reload');
  const list = (await said.clone().json()) as OfflineList;
  if (list.version !== version) throw new Error(`the list is of build ${list.version}, this worker of ${version}`);
  const cache = await caches.open(cacheName);
  // The server answers 503 while it is being prepared: that page must not become the application.
  await cache.put(shellKey(base), await fetched(shellKey(base), 'reload'));
  const waiting = list.files.map(([path]) => `${base}${path}`);
  const carry = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      // What an interrupted attempt has brought is not fetched again.
      if (!(await cache.match(next, { ignoreVary: true }))) await cache.put(next, await fetched(next, 'default'));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, carry));
  // Last of all: the page reads from it that everything is there, and how much that is.
  await cache.put(listAddress, said);
}
