import { linkSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The data folder is in use by another process; two on one folder would corrupt it. */
export class FolderInUse extends Error {
  override name = 'FolderInUse';

  constructor(folder: string, pid: number) {
    const at = portOf(folder, pid);
    super(
      `Der Datenordner ${folder} wird schon benutzt (Prozess ${pid}${at}) / the data folder is in use by process ${pid}${at}. ` +
        `Jenen beenden oder DATA_DIR ändern / end that one or change DATA_DIR.`,
    );
  }
}

/** Where that process serves, if it says so. */
function portOf(folder: string, pid: number): string {
  try {
    const server = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8')) as { pid?: number; port?: number };
    return server.pid === pid && server.port ? `, Port ${server.port}` : '';
  } catch {
    return '';
  }
}

/** When the process started, in ticks since boot, so that a reused process id is not taken for the old process. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/** The process that holds the lock; null where nobody does or the holder is gone. */
function holderOf(file: string): number | null {
  try {
    const [pid = '', start = ''] = readFileSync(file, 'utf8').split(' ');
    return isAlive(Number(pid)) && startOf(Number(pid)) === start ? Number(pid) : null;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Longer than any takeover; a guard this old was left by a process that died in the middle of one. */
const GUARD_MS = 10_000;

/**
 * Removes a lock whose holder is gone. Only one process at a time may, and it looks again before it does:
 * otherwise a second one would remove the lock that the first has just taken.
 */
function removeStale(file: string): void {
  const guard = `${file}.takeover`;
  try {
    mkdirSync(guard);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    const age = Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Infinity);
    if (age > GUARD_MS) rmSync(guard, { recursive: true, force: true });
    else pause(20);
    return;
  }
  try {
    if (holderOf(file) === null) rmSync(file, { force: true });
  } finally {
    rmdirSync(guard);
  }
}

/** Gives `draft` the name `file`; false where that name is taken. */
function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * Takes the lock of a data folder; a lock left by a process that is gone is taken over.
 * @returns a function that gives the lock back
 * @throws FolderInUse
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'lock');
  // Written first and then given its name at one stroke: nobody ever reads a lock without its holder.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${process.pid} ${startOf(process.pid)}`, { mode: 0o600 });
  try {
    while (!linked(draft, file)) {
      const holder = holderOf(file);
      if (holder !== null) throw new FolderInUse(folder, holder);
      removeStale(file);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return () => rmSync(file, { force: true });
}
