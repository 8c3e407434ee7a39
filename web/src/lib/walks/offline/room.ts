/** Room that the browser gives this site, in bytes; null where it does not tell. */
export interface Room {
  used: number | null;
  free: number | null;
  /** The browser does not clear it by itself when room becomes scarce. */
  persistent: boolean;
  /** A walk with its photos may not fit any more. */
  tight: boolean;
}

/** About fifty photos. */
const LEAST_FREE = 100_000_000;
const MOST_USED = 0.8;

/** Asks how much room there is, without asking the reader anything. */
export async function roomLeft(): Promise<Room> {
  const storage = 'storage' in navigator ? navigator.storage : undefined;
  const { usage, quota } = (await storage?.estimate?.().catch(() => undefined)) ?? {};
  const persistent = (await storage?.persisted?.().catch(() => false)) ?? false;
  if (usage === undefined || quota === undefined) return { used: null, free: null, persistent, tight: false };
  const free = Math.max(0, quota - usage);
  return { used: usage, free, persistent, tight: free < LEAST_FREE || usage > quota * MOST_USED };
}

/** Asks the browser to keep what lies here until somebody deletes it; some browsers ask the reader, most decide alone. */
export async function keepForGood(): Promise<void> {
  await navigator.storage?.persist?.().catch(() => false);
}
