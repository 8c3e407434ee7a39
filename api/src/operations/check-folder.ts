import { accessSync, constants, existsSync, mkdtempSync, rmdirSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hint, holds, wrong } from './findings.ts';
import type { Finding } from './findings.ts';

/** Less free space than this is worth a word. */
const LITTLE_BYTES = 2 * 1024 ** 3;

/** The folder itself, or the nearest one above it that exists. */
function existing(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : existing(dirname(folder));
}

/** Whether the data folder can be written, and how much room there is. Leaves nothing behind. */
export function checkFolder(dataDir: string): Finding[] {
  const about = 'DATA_DIR';
  const folder = existing(dataDir);
  const isThere = folder === dataDir;
  try {
    if (!statSync(folder).isDirectory()) return [wrong(about, `${folder} ist kein Ordner`, `${folder} is no folder`)];
    // By trying, since a file system may be read-only whatever the permissions say.
    if (isThere) rmdirSync(mkdtempSync(join(folder, '.check-')));
    else accessSync(folder, constants.W_OK);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return [wrong(about, `${dataDir} ist nicht zu beschreiben (${code})`, `${dataDir} cannot be written (${code})`)];
  }
  const found = [
    isThere
      ? holds(about, `${dataDir} ist zu beschreiben`, `${dataDir} can be written`)
      : holds(about, `${dataDir} wird beim ersten Start angelegt`, `${dataDir} will be made at the first start`),
  ];
  if (isThere && (statSync(dataDir).mode & 0o077) !== 0) {
    found.push(
      hint(
        about,
        'andere Konten dieses Rechners können hineinsehen (chmod 700)',
        'other accounts can look in (chmod 700)',
      ),
    );
  }
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const gigabytes = (free / 1024 ** 3).toFixed(1);
  if (free < LITTLE_BYTES) found.push(hint(about, `nur noch ${gigabytes} GB frei`, `only ${gigabytes} GB left`));
  return found;
}
