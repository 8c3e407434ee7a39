import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { Problem } from '../errors.ts';

/** What a file is by its content; its name decides nothing but whether plain text may be taken. */
export interface FileKind {
  kind: 'photo' | 'document';
  mediaType: string;
}

const PHOTOS = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/tiff']);

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const DOCUMENTS = new Set([
  'application/pdf',
  `${OFFICE}.wordprocessingml.document`,
  `${OFFICE}.spreadsheetml.sheet`,
  `${OFFICE}.presentationml.presentation`,
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
]);

const TEXT_NAMES = /\.(txt|csv|md)$/i;

const TAKEN = {
  de: 'Angenommen werden Fotos (JPEG, PNG, WebP, AVIF, TIFF), PDF, Word, Excel, PowerPoint und OpenDocument ohne Makros sowie einfacher Text (.txt, .csv, .md).',
  en: 'Photos (JPEG, PNG, WebP, AVIF, TIFF), PDF, Word, Excel, PowerPoint and OpenDocument without macros, and plain text (.txt, .csv, .md) are taken.',
};

function refused(type: string, de: string, en: string): Problem {
  return new Problem({
    status: 415,
    type,
    title: { de: 'Diese Art von Datei wird nicht angenommen', en: 'This kind of file is not taken' },
    detail: { de: `${de} ${TAKEN.de}`, en: `${en} ${TAKEN.en}` },
  });
}

/** Whether the beginning of a file is text in UTF-8 or Windows-1252, and no page that a browser would run. */
async function isPlainText(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0);
    const text = buffer.subarray(0, bytesRead).toString('latin1');
    // eslint-disable-next-line no-control-regex -- control characters are what tells binary files
    return !/[\0-\x08\x0e-\x1f]/.test(text) && !/<\s*(!doctype|html|svg|script|\?xml)/i.test(text);
  } finally {
    await file.close();
  }
}

/**
 * Finds out what a file on the disk is.
 * @throws Problem 415 with the way out where it is of no kind that is taken
 */
export async function kindOf(path: string, fileName: string): Promise<FileKind> {
  const mime = (await fileTypeFromFile(path))?.mime;
  if (mime !== undefined && PHOTOS.has(mime)) return { kind: 'photo', mediaType: mime };
  if (mime !== undefined && DOCUMENTS.has(mime)) return { kind: 'document', mediaType: mime };
  if (mime?.startsWith('image/hei')) {
    throw refused(
      'heic',
      'Das Foto ist im Format HEIC. Am iPhone: Einstellungen › Kamera › Formate › „Maximale Kompatibilität“, oder das Foto als JPEG teilen.',
      'The photo is in the format HEIC. On an iPhone: Settings › Camera › Formats › “Most Compatible”, or share the photo as JPEG.',
    );
  }
  if (mime === undefined && TEXT_NAMES.test(fileName) && (await isPlainText(path))) {
    return { kind: 'document', mediaType: 'text/plain' };
  }
  throw refused(
    'file-kind',
    mime ? `Die Datei ist ihrem Inhalt nach „${mime}“.` : 'Der Inhalt der Datei ist nicht zu erkennen.',
    mime ? `By its content the file is “${mime}”.` : 'The content of the file cannot be recognised.',
  );
}
