import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The data folder is in use by another process; two on one folder would corrupt it. */
export class FolderInUse extends Error {
  override name = 'FolderInUse';

  constructor(folder: string, pid: number) {
    super(
      `Der Datenordner ${folder} wird schon benutzt (Prozess ${pid}) / the data folder is in use by process ${pid}. ` +
        `Jenen beenden oder DATA_DIR ändern / end that one or change DATA_DIR.`,
    );
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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
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
  const mine = `${process.pid} ${startOf(process.pid)}`;
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
      break;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const [pid = NaN, start = ''] = readFileSync(file, 'utf8')
        .split(' ')
        .map((part, index) => (index === 0 ? Number(part) : part)) as [number, string];
      if (pid > 0 && isAlive(pid) && startOf(pid) === start) throw new FolderInUse(folder, pid);
      rmSync(file, { force: true });
    }
  }
  return () => rmSync(file, { force: true });
}
