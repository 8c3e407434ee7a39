import { open, readdir, rename } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { isKmlSignpost } from '@quartierblick/gis/read/kml.ts';
import { openImportFile } from '@quartierblick/gis/read/open.ts';
import { alignParts, isCompanion, requireParts, requireWholeShape } from './companions.ts';
import { binaryFormat, EXTENSIONS, textFormat } from './formats.ts';
import type { FormatId } from './formats.ts';
import { unpack } from './unpack.ts';

/** A file, or files that belong together, that can be read as one. */
export interface DataFile {
  path: string;
  /** As the user knows it. */
  name: string;
  format: FormatId;
}

export interface FoundData {
  data: DataFile[];
  /** What could not be used, and why. */
  refused: { name: string; text: Text }[];
}

/** Pictures that lie in archives beside data: icons of a KMZ, previews. */
const PICTURE = /\.(?:png|jpe?g|gif|webp|svg|bmp|ico|tiff?|tfw|jgw|pgw)$/i;
/** Deepest folder in an archive that is looked into. */
const DEPTH = 6;

async function* filesBelow(folder: string, depth = 0): AsyncGenerator<string> {
  if (depth > DEPTH) return;
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && /\.gdb$/i.test(entry.name)) yield path;
    else if (entry.isDirectory()) yield* filesBelow(path, depth + 1);
    else if (entry.isFile()) yield path;
  }
}

async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(4096);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Gives a file the extension by which GDAL knows its format. */
async function withExtension(path: string, format: FormatId): Promise<string> {
  const known = EXTENSIONS[format];
  if (!known || known.includes(extname(path).slice(1).toLowerCase())) return path;
  const renamed = `${path}.${known[0]}`;
  await rename(path, renamed);
  return renamed;
}

/** Format of an archive that is a document; null for one that must be unpacked. */
function documentFormat(head: Buffer): FormatId | null {
  const text = head.toString('latin1');
  if (/mimetypeapplication\/vnd\.oasis\.opendocument\.spreadsheet/.test(text)) return 'ods';
  return /\[Content_Types\]\.xml|xl\/(?:workbook|worksheets)|_rels\/\.rels/.test(text) ? 'xlsx' : null;
}

class Search {
  readonly found: FoundData = { data: [], refused: [] };
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** Looks at every file below a folder. */
  async folder(folder: string, nested: boolean): Promise<void> {
    const paths: string[] = [];
    for await (const path of filesBelow(folder)) paths.push(path);
    const names = new Set(paths.map((path) => path.toLowerCase()));
    for (const path of paths) {
      try {
        await this.#file(path, names, nested);
      } catch (error) {
        if (!(error instanceof UnreadableFile)) throw error;
        this.found.refused.push({ name: basename(path), text: error.text });
      }
    }
  }

  async #file(path: string, names: ReadonlySet<string>, nested: boolean): Promise<void> {
    const name = basename(path);
    if (/\.gdb$/i.test(name)) return this.#take(path, 'filegdb');
    requireParts(path, names);
    if (/\.shp$/i.test(name)) {
      await requireWholeShape(path);
      await alignParts(path);
      return this.#take(path, 'shapefile');
    }
    if (isCompanion(path, names) || (nested && PICTURE.test(name))) return;
    if (/\.dbf$/i.test(name)) return this.#take(path, 'dbase');
    const head = await headOf(path);
    const binary = binaryFormat(head);
    if (binary === 'zip') return this.#archive(path, head, nested);
    if (binary !== null) return this.#take(path, binary);
    const file = await openImportFile(path);
    const format = textFormat(file);
    if (nested && format === 'kml' && isKmlSignpost(file)) return;
    // Texts that lie beside data in an archive describe it.
    if (format === null || (nested && format === 'csv' && !/\.(?:csv|txt|tsv)$/i.test(name))) {
      if (nested) return;
      throw new UnreadableFile({
        de: 'Das XML ist von keiner Art, die gelesen wird (GML, CityGML, XPlanGML, KML, OpenStreetMap).',
        en: 'The XML is of no kind that is read (GML, CityGML, XPlanGML, KML, OpenStreetMap).',
      });
    }
    return this.#take(path, format);
  }

  async #take(path: string, format: FormatId): Promise<void> {
    const name = basename(path);
    this.found.data.push({ path: await withExtension(path, format), name, format });
  }

  async #archive(path: string, head: Buffer, nested: boolean): Promise<void> {
    const document = documentFormat(head);
    if (document) return this.#take(path, document);
    if (nested) {
      throw new UnreadableFile({
        de: 'Ein Archiv im Archiv wird nicht entpackt. Bitte einzeln hochladen.',
        en: 'An archive within an archive is not unpacked. Please send it by itself.',
      });
    }
    const folder = join(this.#root, `unpacked-${basename(dirname(path))}-${basename(path).replace(/[^\w-]/g, '_')}`);
    await unpack(path, folder);
    const before = this.found.data.length + this.found.refused.length;
    await this.folder(folder, true);
    if (this.found.data.length + this.found.refused.length > before) return;
    throw new UnreadableFile({
      de: 'Im Archiv ist keine Datei, die gelesen werden kann.',
      en: 'There is no file in the archive that can be read.',
    });
  }
}

/**
 * Finds what can be read among uploaded files: parts of shapefiles together, archives unpacked, every file by its content.
 * @param folder absolute path of the uploads
 * @param scratch folder for what archives hold
 */
export async function findData(folder: string, scratch: string): Promise<FoundData> {
  const search = new Search(scratch);
  await search.folder(folder, false);
  return search.found;
}
