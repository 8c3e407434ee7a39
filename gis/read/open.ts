import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { UnreadableFile } from '../layers/source-types.ts';
import type { ImportFile } from '../layers/source-types.ts';
import { encodingByMark, encodingOfFile, textDecoder } from './encoding.ts';
import { refuseNoData } from './refuse.ts';

/** How much of a file detection sees. */
const HEAD_BYTES = 64 * 1024;

/** Control characters that text files do not contain; form feed and the DOS end-of-file mark are let pass. */
// eslint-disable-next-line no-control-regex -- looking for control characters is the purpose
const CONTROL = /[\u0000-\u0008\u000e-\u0019\u001c-\u001f]/g;

/** Text that a head decodes to, or the empty text where the bytes are no text at all. */
function headText(bytes: Uint8Array, encoding: string): string {
  if (!encoding.startsWith('utf-16') && bytes.includes(0)) return '';
  // `stream` keeps a character that the end of the head cuts from becoming a replacement character.
  const text = textDecoder(encoding).decode(bytes, { stream: true });
  const controls = text.match(CONTROL)?.length ?? 0;
  return controls > text.length / 100 ? '' : text;
}

/**
 * Opens a file for detection and reading: beginning, encoding and size. The encoding is found by looking at all of it.
 * @param fileName name that the sender gave, where the path is that of an upload
 * @throws {UnreadableFile} where the path cannot be read or holds no data file at all
 */
export async function openImportFile(path: string, fileName: string = basename(path)): Promise<ImportFile> {
  const { bytes, size } = await readHead(path);
  const marked = encodingByMark(bytes);
  const binary = marked === undefined && bytes.includes(0);
  const encoding = marked ?? (binary ? 'binary' : await encodingOfFile(path));
  const text = binary ? '' : headText(bytes, encoding);
  refuseNoData(bytes, text);
  return { path, size, fileName, bytes, text, encoding };
}

async function readHead(path: string): Promise<{ bytes: Uint8Array; size: number }> {
  try {
    const info = await stat(path);
    if (!info.isFile()) {
      throw new UnreadableFile({ de: 'Das ist keine Datei, sondern ein Ordner.', en: 'This is a folder, not a file.' });
    }
    const handle = await open(path, 'r');
    try {
      const buffer = Buffer.alloc(Math.min(HEAD_BYTES, info.size));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
      return { bytes: buffer.subarray(0, bytesRead), size: info.size };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile({
      de: 'Die Datei ist nicht da oder darf nicht gelesen werden.',
      en: 'The file does not exist or may not be read.',
    });
  }
}
