import { tileAddresses, type WalkPack } from '@quartierblick/gis/walks/pack.ts';

/** How much of a walk lies on this device. */
export interface TakenAlong {
  pack: WalkPack;
  /** When it was taken along, ISO 8601 by the device's clock. */
  at: string;
  /** Of map and plan, as they lie on the device. */
  bytes: number;
  tiles: number;
}

export interface Progress {
  done: number;
  total: number;
  bytes: number;
}

/** What stands in the way: no network, or no room on the device. */
export class PackTrouble extends Error {
  override readonly name = 'PackTrouble';
  readonly why: 'network' | 'room';

  constructor(why: 'network' | 'room') {
    super(why);
    this.why = why;
  }
}

const AT_ONCE = 6;
const MOST_PICTURE_BYTES = 6_000_000;
const SAID = 'x-taken-along';
const cacheOf = (walk: string): string => `walk-${walk}`;
/** Under this address the plan lies in the cache; the server has nothing there. */
const planKey = (walk: string): string => `/taken-along/${walk}`;
// Tiles answer with `Vary: Accept-Encoding`, which a page cannot set.
const ANY = { ignoreVary: true } as const;

/** Where a tile lies, on the server as in the cache. @param root base of the application, without a slash at its end */
const addressesOf = (pack: WalkPack, root: string): string[] => tileAddresses(pack.layers).map((path) => root + path);

/** Above what a tile takes in the poorest signal that is of any use. */
const PATIENCE_MS = 60_000;

async function fetched(address: string, ended?: AbortSignal): Promise<Response> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const signal = ended ? AbortSignal.any([patience, ended]) : patience;
  const answer = await fetch(address, { signal }).catch(() => null);
  if (!answer?.ok) throw new PackTrouble('network');
  return answer;
}

async function put(cache: Cache, address: string, answer: Response): Promise<void> {
  try {
    await cache.put(address, answer);
  } catch (error) {
    throw error instanceof DOMException && error.name === 'QuotaExceededError' ? new PackTrouble('room') : error;
  }
}

/**
 * Takes a walk along: its plan and every tile of its map. What is there already is not fetched again, so an attempt that
 * was cut off goes on where it stopped. The plan is written last: it says that everything is there.
 * @param ended given up by whoever asked
 * @throws PackTrouble where the network or the room does not suffice, or it was given up; what has come stays
 */
export async function takeAlong(
  pack: WalkPack,
  root: string,
  tell: (now: Progress) => void,
  ended: AbortSignal,
): Promise<TakenAlong> {
  const walk = pack.plan.walk;
  const cache = await caches.open(cacheOf(walk));
  const addresses = addressesOf(pack, root);
  const waiting = [...addresses];
  let [done, bytes] = [0, 0];
  const carry = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      let answer = await cache.match(next, ANY);
      if (!answer) {
        answer = await fetched(next, ended);
        await put(cache, next, answer.clone());
      }
      bytes += (await answer.arrayBuffer()).byteLength;
      tell({ done: ++done, total: addresses.length, bytes });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, carry));
  if (ended.aborted) throw new PackTrouble('network');
  bytes += await carryPictures(cache, pack, root);
  await forgetOthers(cache, new Set(addresses.map((address) => new URL(address, location.href).href)));
  const text = JSON.stringify(pack);
  const taken: TakenAlong = { pack, at: new Date().toISOString(), bytes: bytes + text.length, tiles: addresses.length };
  const said = JSON.stringify({ at: taken.at, bytes: taken.bytes, tiles: taken.tiles });
  await put(
    cache,
    planKey(walk),
    new Response(text, { headers: { 'content-type': 'application/json', [SAID]: said } }),
  );
  return taken;
}

/** Photos from before, as many as fit the bounds; one that cannot be had is no reason to stay at home. */
async function carryPictures(cache: Cache, { measures }: WalkPack, root: string): Promise<number> {
  let bytes = 0;
  for (const { before } of measures) {
    if (before === null || bytes > MOST_PICTURE_BYTES) continue;
    const answer = (await cache.match(root + before, ANY)) ?? (await fetched(root + before).catch(() => null));
    if (!answer) continue;
    await put(cache, root + before, answer.clone());
    bytes += (await answer.arrayBuffer()).byteLength;
  }
  return bytes;
}

/** Tiles of an older state of the data: nobody asks for them any more. */
async function forgetOthers(cache: Cache, keep: ReadonlySet<string>): Promise<void> {
  const old = (await cache.keys()).filter(({ url }) => /\/tiles\//.test(url) && !keep.has(url));
  await Promise.all(old.map((request) => cache.delete(request, ANY)));
}

/** What was taken along of a walk, whether or not there is a network; null: nothing, or not all of it. */
export async function takenAlong(walk: string): Promise<TakenAlong | null> {
  if (!('caches' in globalThis) || !(await caches.has(cacheOf(walk)))) return null;
  const answer = await (await caches.open(cacheOf(walk))).match(planKey(walk), ANY);
  if (!answer) return null;
  const said = JSON.parse(answer.headers.get(SAID) ?? '{}') as Omit<TakenAlong, 'pack'>;
  return { ...said, pack: (await answer.json()) as WalkPack };
}

/** Addresses of the map that do not lie on the device; none where everything is there. */
export async function missingTiles(pack: WalkPack, root: string): Promise<string[]> {
  const cache = await caches.open(cacheOf(pack.plan.walk));
  const there = new Set((await cache.keys()).map(({ url }) => url));
  return addressesOf(pack, root).filter((address) => !there.has(new URL(address, location.href).href));
}

/** Deletes what was taken along of a walk. The application stays: other walks need it, and it says nothing of anybody. */
export async function forgetTaken(walk: string): Promise<void> {
  if ('caches' in globalThis) await caches.delete(cacheOf(walk));
}

/** A tile or a picture from the device; null where it was not taken along. */
export async function keptBytes(walk: string, address: string): Promise<ArrayBuffer | null> {
  const answer = await (await caches.open(cacheOf(walk))).match(address, ANY);
  return answer ? answer.arrayBuffer() : null;
}
