import { ROLES, type Role } from '@quartierblick/gis/walks/event.ts';
import type { WalkPack } from '@quartierblick/gis/walks/pack.ts';
import { takenAlong, type TakenAlong } from '#lib/walks/offline/pack.ts';
import { openLog } from '#lib/walks/store/open.ts';
import type { Joined } from '#lib/walks/store/types.ts';
import type { StoredWalkLog } from '#lib/walks/store/walk-log.ts';
import { joinAsAccount, JoinRefused } from '#lib/walks/sync/join.ts';
import { deviceHeader } from '#lib/walks/sync/transport.ts';
import { fieldTransport } from './field-transport.ts';

/** How a walk could be opened, or why not. */
export type Opened =
  | { state: 'ready'; log: StoredWalkLog; pack: WalkPack; taken: TakenAlong | null }
  /** The server takes nothing from this device any more; what it has stays, but the walk itself was never taken along. */
  | { state: 'ended'; log: StoredWalkLog }
  | { state: 'not-joined' | 'no-network' | 'not-planned' | 'no-storage' };

const PATIENCE_MS = 10_000;

/** The pack as the server has it now; null where it cannot be had, a word where there is none (yet, or for this device any more). */
export async function fetchPack(joined: Joined, root: string): Promise<WalkPack | 'not-planned' | 'ended' | null> {
  if (!navigator.onLine) return null;
  // Not the application's client: it would ask for the server's health every few seconds as long as there is no network.
  const answer = await fetch(`${root}/api/field/${joined.walk}/pack`, {
    headers: deviceHeader(joined),
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => null);
  if (answer?.ok) return (await answer.json()) as WalkPack;
  const problem = answer?.status === 404 ? ((await answer.json().catch(() => null)) as { type?: string } | null) : null;
  if (problem?.type?.endsWith(':walk-device-void')) return 'ended';
  return problem?.type?.endsWith(':walk-not-planned') ? 'not-planned' : null;
}

/** Through which eyes somebody with an account walks: what the address asks for, else as before, else as lead. */
const eyes = (text: string | null): Role | null => ROLES.find((role) => role === text) ?? null;

/** The log of this browser on a walk; whoever is signed in joins as that account. */
async function logOf(
  walk: string,
  root: string,
  as: Role | null,
): Promise<StoredWalkLog | 'not-joined' | 'no-network'> {
  const log = await openLog(walk);
  if (log && (as === null || log.joined.may === 'add' || log.joined.role === as)) return log;
  try {
    await joinAsAccount(walk, { role: as ?? 'lead' }, fieldTransport(root));
  } catch (error) {
    // Whoever takes part already goes on as before.
    return log ?? (error instanceof JoinRefused ? 'not-joined' : 'no-network');
  }
  log?.close();
  return (await openLog(walk)) ?? 'not-joined';
}

/**
 * Opens a walk in the field. What was taken along is there at once, whatever the network does; only what was not is asked for.
 * @param root base of the application, without a slash at its end
 * @param as role that the address asks for; only whoever has an account may choose it here
 */
export async function openWalk(walk: string, root: string, as: string | null = null): Promise<Opened> {
  try {
    const [log, taken] = await Promise.all([logOf(walk, root, eyes(as)), takenAlong(walk)]);
    if (typeof log === 'string') return { state: log };
    // Other eyes have other cards: what was taken along for the former ones only helps where there is no network.
    const fitting = taken?.pack.device.role === log.joined.role ? taken : null;
    if (fitting) return { state: 'ready', log, pack: fitting.pack, taken: fitting };
    const pack = await fetchPack(log.joined, root);
    if (typeof pack === 'object' && pack) return { state: 'ready', log, pack, taken: null };
    if (taken) return { state: 'ready', log, pack: taken.pack, taken };
    if (pack === 'ended') return { state: 'ended', log };
    log.close();
    return { state: pack ?? 'no-network' };
  } catch {
    return { state: 'no-storage' };
  }
}
