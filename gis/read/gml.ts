import type sax from 'sax';
import type { FileHead, ImportFile } from '../layers/source-types.ts';
import { crsOfName } from './crs.ts';
import type { RawFeature, RawFeatures } from './geojson.ts';
import { localName, xmlFeatures } from './xml-features.ts';
import type { XmlCollector } from './xml-features.ts';

/** Features a batch. */
const BATCH = 1000;
/** Longer texts are cut: no property that is read is that long. */
const LONGEST_TEXT = 10_000;
/** Northings of Germany in metres, in every transverse Mercator system: no easting lies there. */
const NORTHINGS = [5_200_000, 6_200_000] as const;
/** Elements that hold features: WFS 2.0 (`member`), WFS 1.x and GML (`featureMember`, `featureMembers`). */
const HOLDERS = new Set(['member', 'featureMember', 'featureMembers']);
const GEOMETRIES = /^(?:Multi)?(?:Point|LineString|Curve|Polygon|Surface|Geometry|Solid)$/;

/** Names of the elements in the beginning of a GML collection of points, in lower case; null for every other file. */
export function gmlNames({ text }: FileHead): Set<string> | null {
  if (!/^\s*</.test(text) || !/<(?:[\w.-]+:)?FeatureCollection[\s>]/.test(text)) return null;
  if (!/<(?:[\w.-]+:)?Point[\s>]/.test(text)) return null;
  return new Set([...text.matchAll(/<([\w.:-]+)/g)].map(([, name]) => localName(name as string).toLowerCase()));
}

/**
 * Position as GeoJSON orders it, east before north. What a service writes cannot be known from the system's name alone: the
 * register of EPSG has north first for degrees and for EPSG:3035, and says so where the name is a URN or an address
 * (OGC 09-048r5); metres of Germany are told apart by their size, which is right whatever the service meant.
 */
function eastFirst(first: number, second: number, name: string, srid: number | undefined): [number, number] {
  const [least, most] = NORTHINGS;
  const registered = /^(?:urn:|https?:)/i.test(name) && !/CRS84/i.test(name);
  const north =
    srid === 4326 || srid === 4258 || srid === 3035
      ? registered
      : first >= least && first <= most && !(second >= least && second <= most);
  return north ? [second, first] : [first, second];
}

/** A point of GML 3 (`pos`) or GML 2 (`coordinates`); undefined coordinates leave a point that cannot be placed. */
function pointOf(text: string, srsName: string): Pick<RawFeature, 'geometry' | 'crs'> {
  const [first = NaN, second = NaN] = text
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const crs = srsName === '' ? undefined : crsOfName(srsName);
  const coordinates = eastFirst(first, second, srsName, crs?.srid);
  return { geometry: { type: 'Point', coordinates }, ...(crs ? { crs } : {}) };
}

/** Gathers features from the events of the parser. */
class Collector implements XmlCollector {
  features: RawFeature[] = [];
  /** Names of the open elements, outermost first. */
  readonly #path: string[] = [];
  /** Number of open elements around the current feature; -1 outside of one. */
  #outside = -1;
  #feature: RawFeature = { properties: {}, geometry: null };
  #srsName = '';
  #text = '';

  open({ name, attributes }: sax.Tag): void {
    const own = localName(name);
    this.#text = '';
    if (this.#outside < 0 && HOLDERS.has(this.#path.at(-1) ?? '')) {
      this.#outside = this.#path.length;
      this.#feature = { id: attributes['gml:id'] ?? attributes['fid'], properties: {}, geometry: null };
    } else if (this.#inGeometry(own)) {
      this.#srsName = attributes['srsName'] ?? '';
      this.#feature.geometry = { type: own };
    }
    this.#path.push(own);
  }

  /** The outermost geometry of a property; the box around a feature (`boundedBy`) is none. */
  #inGeometry(own: string): boolean {
    const depth = this.#path.length - this.#outside;
    return this.#outside >= 0 && depth === 2 && this.#path.at(-1) !== 'boundedBy' && GEOMETRIES.test(own);
  }

  text(text: string): void {
    if (this.#text.length < LONGEST_TEXT) this.#text += text;
  }

  close(): void {
    const own = this.#path.pop() ?? '';
    const depth = this.#path.length - this.#outside;
    const text = this.#text.slice(0, LONGEST_TEXT);
    this.#text = '';
    if (this.#outside < 0) return;
    if (depth === 0) {
      this.features.push(this.#feature);
      this.#outside = -1;
    } else if (depth === 1 && text.trim() !== '') this.#feature.properties[own] = text.trim();
    else if (this.#path.at(-1) === 'Point' && (own === 'pos' || own === 'coordinates')) {
      Object.assign(this.#feature, pointOf(text, this.#srsName));
    }
  }
}

/**
 * Features of a GML collection as feature services (WFS) hand it out, streamed: simple properties by their local names, and
 * points with the system that each names. Of other geometries only the kind is kept, so that they are refused by name.
 * @throws {UnreadableFile} where the XML is damaged or holds no features
 */
export function readGml(file: ImportFile): Promise<RawFeatures> {
  return Promise.resolve({ crs: null, batches: xmlFeatures(file, new Collector(), BATCH) });
}
