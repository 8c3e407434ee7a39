import { isUtf8 } from 'node:buffer';
import { ServiceRefused } from '@quartierblick/gis/connections/protocol.ts';
import { encodingByMark } from '@quartierblick/gis/read/encoding.ts';
import type { Fetched } from './safe-fetch.ts';

/** Text of one page at most: it lies in memory. */
const PAGE_LIMIT = 64 * 1024 * 1024;

/** The encoding that an XML declaration or the head of the answer names. */
function declared(bytes: Buffer, contentType: string): string | undefined {
  const own = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]+)["']/.exec(bytes.toString('latin1', 0, 200))?.[1];
  return own ?? /;\s*charset\s*=\s*"?([\w.-]+)/i.exec(contentType)?.[1];
}

/**
 * Text of bytes that are UTF-8, whatever is declared: Latin-1, in which many a WFS answers, is next to never UTF-8 by chance. A
 * character that was cut in two does not make the whole page another; null where more is lost than is read.
 */
function asUtf8(bytes: Buffer): string | null {
  const text = new TextDecoder().decode(bytes);
  if (isUtf8(bytes)) return text;
  const count = (letters: RegExp) => text.match(letters)?.length ?? 0;
  return count(/\ufffd/g) < count(/[\u0080-\ufffc]/g) ? text : null;
}

function inEncoding(bytes: Buffer, label: string): string {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/**
 * Text of a page of a service, whatever its encoding.
 * @throws ServiceRefused where it is larger than 64 MB
 */
export async function textOf({ body, contentType }: Pick<Fetched, 'body' | 'contentType'>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > PAGE_LIMIT) {
      throw new ServiceRefused({
        de: 'Eine Seite des Dienstes ist größer als 64 MB.',
        en: 'A page of the service is larger than 64 MB.',
      });
    }
    chunks.push(chunk);
  }
  const whole = Buffer.concat(chunks);
  const mark = encodingByMark(whole);
  const utf8 = mark === undefined ? asUtf8(whole) : null;
  if (utf8 !== null) return utf8;
  const label = mark ?? declared(whole, contentType) ?? '';
  return inEncoding(whole, mark === undefined && /^utf-?8$/i.test(label) ? '' : label);
}
