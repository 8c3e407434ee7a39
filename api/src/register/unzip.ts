import { Unzip, UnzipInflate, UnzipPassThrough, zipSync } from 'fflate';
import type { UnzipFile } from 'fflate';
import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';

/** What the parts of a workbook may take inflated; 50,000 cases with every column take about 120 MB. */
const MOST_BYTES = 320 * 1024 * 1024;
const MOST_PARTS = 2000;
/** Bytes that are handed to the inflater at once: a bomb is noticed after one of them. */
const PIECE = 64 * 1024;

/** Parts that hold tables; pictures, macros and the rest are never inflated. */
const NEEDED =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/(?:workbook|styles|sharedStrings)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/[^/]+\.xml|mimetype|content\.xml|META-INF\/manifest\.xml)$/i;

/** A workbook whose size is known: only parts that were counted while they were inflated. */
export interface CountedWorkbook {
  /** An archive of these parts alone, uncompressed, so that the parser sees what was counted and nothing else. */
  archive: Buffer;
  names: ReadonlySet<string>;
  text(name: string): string;
}

function bomb(): UnreadableFile {
  return new UnreadableFile({
    de: 'Die Datei entpackt sich auf mehr als 320 MB. Bitte nur das Blatt mit dem Register als XLSX oder CSV speichern.',
    en: 'The file unpacks to more than 320 MB. Please save only the sheet with the register, as XLSX or CSV.',
  });
}

const damaged = (): UnreadableFile =>
  new UnreadableFile({
    de: 'Die Datei ist beschädigt oder unvollständig. Bitte in Excel oder LibreOffice öffnen und neu speichern.',
    en: 'The file is damaged or incomplete. Please open it in Excel or LibreOffice and save it again.',
  });

/**
 * Inflates the parts of a workbook piece by piece and counts what comes out, whatever the archive says about its sizes.
 * @throws {UnreadableFile} where it is no archive, is damaged, or grows beyond what a register can be
 */
export function unzipCounted(bytes: Uint8Array): CountedWorkbook {
  const parts = new Map<string, Uint8Array[]>();
  const names = new Set<string>();
  let total = 0;
  let failure: unknown;
  const unzip = new Unzip((file: UnzipFile) => {
    names.add(file.name);
    if (names.size > MOST_PARTS) throw bomb();
    if (!NEEDED.test(file.name)) return;
    // A second part of the same name would let another reader see another sheet.
    if (parts.has(file.name)) throw damaged();
    const chunks: Uint8Array[] = [];
    parts.set(file.name, chunks);
    file.ondata = (error, chunk) => {
      if (error) failure ??= error;
      total += chunk?.length ?? 0;
      if (total > MOST_BYTES) throw bomb();
      if (chunk) chunks.push(chunk.slice());
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  unzip.register(UnzipPassThrough);
  try {
    for (let start = 0; start < bytes.length; start += PIECE) {
      unzip.push(bytes.subarray(start, start + PIECE), start + PIECE >= bytes.length);
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? error : damaged();
  }
  if (failure !== undefined || names.size === 0) throw damaged();
  const whole = Object.fromEntries([...parts].map(([name, chunks]) => [name, Buffer.concat(chunks)]));
  return {
    archive: Buffer.from(zipSync(whole, { level: 0 })),
    names,
    text: (name) => whole[name]?.toString('utf8') ?? '',
  };
}
