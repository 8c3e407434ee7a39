import type sax from 'sax';
import type { Bbox, FileHead, ImportFile } from '../layers/source-types.ts';
import type { RawFeatures } from './geojson.ts';
import type { OsmElement } from './osm-geometry.ts';
import { osmFeatures } from './osm-features.ts';
import { isOsmPbf, osmPbfDate } from './osm-pbf-header.ts';
import { damagedXml } from './refuse.ts';
import { xmlItems } from './xml-features.ts';
import type { XmlCollector } from './xml-features.ts';

/** Elements a batch. */
const BATCH = 8000;
const ELEMENTS = new Set(['node', 'way', 'relation']);

/** Whether the beginning of a file is that of OpenStreetMap's XML (`.osm`, as the API, JOSM and osmium write it). */
function isOsmXml({ text }: FileHead): boolean {
  return /^\s*</.test(text) && /<osm[\s>]/.test(text.slice(0, 4096));
}

/** Whether a file is an extract of OpenStreetMap, packed or as XML: all layers at once, claimed by none. */
export const isOsmExtract = (head: FileHead): boolean => isOsmPbf(head.bytes) || isOsmXml(head);

/** Day of the data that an extract names, as `YYYY-MM-DD`: in its header, or by Overpass and osmium in the XML's `meta` or root. */
export function osmExtractDate(head: FileHead): string | null {
  if (isOsmPbf(head.bytes)) return osmPbfDate(head.bytes);
  const named = /<osm\s[^>]*\stimestamp="(\d{4}-\d{2}-\d{2})T|<meta\s[^>]*osm_base="(\d{4}-\d{2}-\d{2})T/.exec(
    head.text,
  );
  return named?.[1] ?? named?.[2] ?? null;
}

/** A number that an element cannot do without. @throws {UnreadableFile} where it is none */
function number(text: string | undefined): number {
  const value = text === undefined || text === '' ? NaN : Number(text);
  if (!Number.isFinite(value)) throw damagedXml();
  return value;
}

/** Gathers elements in the form in which the packed format has them. */
class Elements implements XmlCollector<OsmElement> {
  features: OsmElement[] = [];
  #depth = 0;
  #current: OsmElement | null = null;

  open({ name, attributes }: sax.Tag): void {
    this.#depth += 1;
    if (this.#depth === 2) this.#current = ELEMENTS.has(name) ? this.#element(name, attributes) : null;
    else if (this.#depth === 3 && this.#current) this.#part(this.#current, name, attributes);
  }

  /** Nothing in OpenStreetMap's XML is text between elements. */
  text(): void {
    return;
  }

  close(): void {
    if (this.#depth === 2 && this.#current) this.features.push(this.#current);
    this.#depth -= 1;
  }

  #element(type: string, attributes: Record<string, string>): OsmElement | null {
    // What JOSM has deleted stays in its files until they are uploaded; deleted versions have no place.
    if (attributes['action'] === 'delete' || attributes['visible'] === 'false') return null;
    const element: OsmElement = { type, id: number(attributes['id']), tags: {} };
    if (type === 'node') return { ...element, lon: number(attributes['lon']), lat: number(attributes['lat']) };
    return type === 'way' ? { ...element, refs: [] } : { ...element, members: [] };
  }

  #part(element: OsmElement, name: string, attributes: Record<string, string>): void {
    const { refs, members } = element as { refs?: number[]; members?: OsmElement[] };
    if (name === 'tag') (element['tags'] as Record<string, unknown>)[attributes['k'] ?? ''] = attributes['v'] ?? '';
    else if (name === 'nd') refs?.push(number(attributes['ref']));
    else if (name === 'member') {
      members?.push({ type: attributes['type'], ref: number(attributes['ref']), role: attributes['role'] ?? '' });
    }
  }
}

/**
 * Features of an extract of OpenStreetMap as XML (`.osm`), the same as of the packed one of the same data.
 * @param reach box in WGS 84 outside of which nothing is kept
 * @throws {UnreadableFile} where the file is damaged, cut off or holds nothing
 */
export function readOsmXml(file: ImportFile, reach: Bbox): Promise<RawFeatures> {
  return Promise.resolve({ crs: null, batches: osmFeatures(() => xmlItems(file, new Elements(), BATCH), reach) });
}
