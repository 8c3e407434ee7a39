import { open, readdir, rename } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';

/** What lies about with a shapefile and says nothing by itself. */
const BESIDE = /\.(?:cpg|sbn|sbx|qix|qpj|qmd|qml|sld|fix|atx|ixs|mxs|ain|aih|shp\.xml|gfs|xsd|lyr|lyrx|prj)$/i;

/** A format of several files of one name: the extension of the one that is opened, what it needs, and what else belongs to it. */
interface Family {
  title: string;
  head: string;
  needs: readonly string[];
  more: readonly string[];
}

const FAMILIES: readonly Family[] = [
  { title: 'Shapefile', head: '.shp', needs: ['.shx', '.dbf'], more: ['.prj'] },
  { title: 'MapInfo TAB', head: '.tab', needs: ['.dat'], more: ['.map', '.id', '.ind'] },
  { title: 'MapInfo MIF', head: '.mif', needs: ['.mid'], more: [] },
];

const stemOf = (path: string): string => path.slice(0, path.length - extname(path).length);

/** The refusal of a file that lacks others. */
function lacking({ title, head, needs, more }: Family, name: string, parts: string[]): UnreadableFile {
  const list = parts.join(', ');
  const all = [head, ...needs, ...more].join(', ');
  return new UnreadableFile({
    de: `Zu „${name}“ (${title}) fehlt ${list}. Bitte alle Teile zusammen hochladen oder als ZIP packen (${all}).`,
    en: `“${name}” (${title}) lacks ${list}. Please send all parts together or pack them into a ZIP (${all}).`,
  });
}

/**
 * Whether all files that the head of a family needs are there.
 * @param names paths of all files, in lower case
 * @throws {UnreadableFile} naming those that are missing
 */
export function requireParts(path: string, names: ReadonlySet<string>): void {
  const family = FAMILIES.find(({ head }) => extname(path).toLowerCase() === head);
  if (!family) return;
  const stem = stemOf(path);
  const there = (part: string) => names.has((stem + part).toLowerCase());
  const missing = family.needs.filter((part) => !there(part));
  // A table of MapInfo without places has neither map nor index of it; one of the two alone cannot be read.
  if (family.head === '.tab' && there('.map') !== there('.id')) missing.push(there('.map') ? '.id' : '.map');
  if (missing.length === 0) return;
  throw lacking(
    family,
    basename(path),
    missing.map((part) => basename(stem) + part),
  );
}

/** Bytes that the head of a `.shp` or `.shx` must have. */
const SHAPE_HEAD = 28;

/**
 * Whether the geometry of a shapefile has the length that its head names: GDAL reads what is missing as features without a place.
 * @throws {UnreadableFile} where it was cut off
 */
export async function requireWholeShape(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    const head = Buffer.alloc(SHAPE_HEAD);
    const { bytesRead } = await handle.read(head, 0, SHAPE_HEAD, 0);
    const { size } = await handle.stat();
    // The length is counted in words of two bytes.
    const named = bytesRead < SHAPE_HEAD ? 100 : head.readUInt32BE(24) * 2;
    if (size >= named) return;
    throw new UnreadableFile({
      de: `„${basename(path)}“ ist unvollständig, vermutlich wurde das Kopieren abgebrochen: ${named} Byte müsste sie haben, ${size} sind da.`,
      en: `“${basename(path)}” is incomplete; copying it was probably cut off: it should have ${named} bytes and has ${size}.`,
    });
  } finally {
    await handle.close();
  }
}

/** What is read with a shapefile, if it is there. */
const READ_WITH_SHAPE = new Set(['.shx', '.dbf', '.prj', '.cpg']);

/**
 * Gives the parts of a shapefile the letters of its `.shp`: on Windows `Str.shp` and `STR.DBF` are of one name, but GDAL would read
 * it here without its table.
 * @param path absolute path of the `.shp`, whose extension is written in small letters
 */
export async function alignParts(path: string): Promise<void> {
  const [folder, stem] = [dirname(path), basename(stemOf(path))];
  const there = new Set(await readdir(folder));
  for (const name of there) {
    const extension = extname(name).toLowerCase();
    const wanted = stem + extension;
    if (!READ_WITH_SHAPE.has(extension) || name.toLowerCase() !== wanted.toLowerCase() || there.has(wanted)) continue;
    await rename(join(folder, name), join(folder, wanted));
  }
}

/**
 * Whether a file belongs to another, which is read in its stead, or says nothing by itself.
 * @param names paths of all files, in lower case
 * @throws {UnreadableFile} where the one that it belongs to is missing, and nothing else can be made of it
 */
export function isCompanion(path: string, names: ReadonlySet<string>): boolean {
  const [stem, extension] = [stemOf(path).toLowerCase(), extname(path).toLowerCase()];
  const families = FAMILIES.filter(({ needs, more }) => [...needs, ...more].includes(extension));
  if (families.some(({ head }) => names.has(stem + head))) return true;
  if (BESIDE.test(path)) return true;
  // A table of dBASE stands by itself, and `.dat` may be anything.
  if (extension === '.dat' || (extension === '.dbf' && !names.has(`${stem}.shx`))) return false;
  const [family] = families;
  if (family) throw lacking(family, basename(path), [basename(stemOf(path)) + family.head]);
  return false;
}
