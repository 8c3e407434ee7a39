import { keepFile } from '#lib/app/keep-file.ts';
import type { WalkLog } from '#lib/walks/store/types.ts';

/** Saves a file with everything that this device has of a walk, for whoever carries it to the office. */
export async function saveLog(log: Pick<WalkLog, 'asFile' | 'joined'>): Promise<void> {
  keepFile(await log.asFile(), `gang-${log.joined.walk}.json`);
}
