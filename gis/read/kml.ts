import type sax from 'sax';
import type { Geometry, Position } from 'geojson';
import { UnreadableFile } from '../layers/source-types.ts';
import type { FileHead, ImportFile } from '../layers/source-types.ts';
import type { RawFeature } from './geojson.ts';
import { localName, xmlItems } from './xml-features.ts';
import type { XmlCollector } from './xml-features.ts';

/** Features a batch. */
const BATCH = 500;
/** Longer texts are cut: only coordinates may be that long. */
const LONGEST_TEXT = 8_000_000;
/** Folders of different names that are told apart. */
const DEEPEST = 40;

/** A placemark with the folder it lies in, outer folders first; empty where it lies in none. */
export interface Placemark extends RawFeature {
  folder: string;
}

/** Whether a KML file is only a signpost to others, as the first file of many KMZ is. */
export function isKmlSignpost({ text, size }: FileHead & { size: number }): boolean {
  return size <= text.length * 4 && /<(?:\w+:)?NetworkLink[\s>]/.test(text) && !/<(?:\w+:)?Placemark[\s>]/.test(text);
}

/** Positions of `coordinates`: longitude, latitude and perhaps a height, divided by commas; heights are dropped. */
function positionsOf(text: string): Position[] {
  return text
    .trim()
    .split(/\s+/)
    .map((one) => one.split(',').map(Number))
    .filter(([lon, lat]) => Number.isFinite(lon) && Number.isFinite(lat))
    .map(([lon, lat]) => [lon as number, lat as number]);
}

/** Geometry of the parts of a placemark: one as it is, several of a kind as its multiple, others as a collection. */
function joined(parts: Geometry[]): Geometry | null {
  const [first, ...more] = parts;
  if (!first || more.length === 0) return first ?? null;
  if (parts.some(({ type }) => type !== first.type)) return { type: 'GeometryCollection', geometries: parts };
  const coordinates = parts.map((part) => (part as { coordinates: unknown }).coordinates);
  return { type: `Multi${first.type}`, coordinates } as Geometry;
}

/** Gathers placemarks from the events of the parser. */
class Placemarks implements XmlCollector<Placemark> {
  features: Placemark[] = [];
  readonly #path: string[] = [];
  readonly #folders: string[] = [];
  #current: Placemark | null = null;
  #parts: Geometry[] = [];
  #rings: Position[][] = [];
  #name = '';
  #text = '';

  open({ name, attributes }: sax.Tag): void {
    const own = localName(name);
    this.#text = '';
    if (own === 'Folder') this.#folders.push('');
    else if (own === 'Placemark') {
      const folder = this.#folders
        .filter((one) => one !== '')
        .slice(0, DEEPEST)
        .join(' / ');
      // Of many writers it is a number in the order of the file, so it is offered as a field, never taken for a key.
      const properties = attributes['id'] === undefined ? {} : { kml_id: attributes['id'] };
      this.#current = { properties, geometry: null, folder };
      this.#parts = [];
    } else if (own === 'Data' || own === 'SimpleData') this.#name = attributes['name'] ?? '';
    else if (own === 'Polygon') this.#rings = [];
    this.#path.push(own);
  }

  text(text: string): void {
    if (this.#text.length < LONGEST_TEXT) this.#text += text;
  }

  close(): void {
    const own = this.#path.pop() ?? '';
    const parent = this.#path.at(-1) ?? '';
    const text = this.#text.trim();
    this.#text = '';
    if (own === 'Folder') this.#folders.pop();
    else if (own === 'name' && parent === 'Folder') this.#folders[this.#folders.length - 1] = text;
    else if (this.#current) this.#close(this.#current, own, parent, text);
  }

  #close(current: Placemark, own: string, parent: string, text: string): void {
    if (own === 'Placemark') {
      this.features.push({ ...current, geometry: joined(this.#parts) });
      this.#current = null;
    } else if (own === 'coordinates') this.#place(parent, positionsOf(text));
    else if (own === 'Polygon' && this.#rings.length > 0) {
      this.#parts.push({ type: 'Polygon', coordinates: this.#rings });
    } else if (parent === 'Placemark' && own === 'name') current.properties['Name'] = text;
    else if (parent === 'Placemark' && own === 'description') current.properties['Description'] = text;
    else if ((own === 'value' && parent === 'Data') || own === 'SimpleData') current.properties[this.#name] = text;
  }

  #place(parent: string, positions: Position[]): void {
    const [first] = positions;
    if (!first) return;
    if (parent === 'Point') this.#parts.push({ type: 'Point', coordinates: first });
    else if (parent === 'LineString') this.#parts.push({ type: 'LineString', coordinates: positions });
    // The ring of a polygon lies in its boundary; one by itself is a line.
    else if (this.#path.at(-2)?.endsWith('BoundaryIs')) this.#rings.push(positions);
    else if (parent === 'LinearRing') this.#parts.push({ type: 'LineString', coordinates: positions });
  }
}

/**
 * Placemarks of a KML file (2.x), streamed: name, description, all extended data (typed or not) by their names, as text, and the
 * geometry in WGS 84. GDAL's reader would leave the extended data out. Styles, overlays, models and tracks are no features.
 * @throws {UnreadableFile} where the XML is damaged or holds no placemark
 */
export async function* readKml(file: ImportFile): AsyncGenerator<Placemark[]> {
  let some = false;
  for await (const placemarks of xmlItems(file, new Placemarks(), BATCH)) {
    some = true;
    yield placemarks;
  }
  if (some) return;
  throw new UnreadableFile({
    de: 'Die KML-Datei enthält keine Orte (Placemark), nur Verweise oder Bilder. Bitte die Datei laden, auf die sie verweist.',
    en: 'The KML file holds no placemarks, only links or pictures. Please fetch the file that it links to.',
  });
}
