import type { Text } from '@quartierblick/gis/layers/fields.ts';

/** A backup that cannot be made or restored; nothing was changed. */
export class BackupRefused extends Error {
  override name = 'BackupRefused';
  readonly text: Text;

  constructor(de: string, en: string) {
    super(en);
    this.text = { de, en };
  }
}

/** What the system says where a disk, a quota or a limit is full. */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** A failure of the disk in words; anything else as it is. */
export function inWords(error: unknown): unknown {
  const { code = '', message = '' } = error as NodeJS.ErrnoException;
  if (FULL.has(code)) {
    return new BackupRefused(
      'Der Platz auf der Platte reicht nicht; nichts wurde geändert.',
      'There is not enough room on the disk; nothing was changed.',
    );
  }
  if (['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'EISDIR', 'ENOTDIR', 'EEXIST'].includes(code)) {
    return new BackupRefused(`Datei oder Ordner geht nicht: ${message}`, `File or folder cannot be used: ${message}`);
  }
  return error;
}
