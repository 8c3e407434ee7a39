import type sax from 'sax';
import type { Position } from 'geojson';
import { UnreadableFile } from '../layers/source-types.ts';
import type { FileHead, ImportFile } from '../layers/source-types.ts';
import { crsOfOffice } from './crs-adv.ts';
import type { Crs } from './crs.ts';
import type { RawFeature, RawFeatures } from './geojson.ts';
import { ringOfCurves, segmentLine } from './gml-curves.ts';
import { localName, xmlFeatures } from './xml-features.ts';
import type { XmlCollector } from './xml-features.ts';

/**
 * ALKIS in its own exchange format NAS (GeoInfoDok 6.0.1 and 7.1; namespaces `…/adv/gid/6.0` and `…/7.1`). Of its kinds of
 * objects two are read: parcels (11001 AX_Flurstueck) and buildings (31001 AX_Gebaeude).
 */

/** Features a batch. */
const BATCH = 500;
/** Longer texts are no coordinates of one ring. */
const LONGEST_TEXT = 4_000_000;
const KINDS = new Set(['AX_Flurstueck', 'AX_Gebaeude']);
/** Attributes kept, by the objects' own names; whatever else an object has, persons above all, is not even read. */
const OWN = new Set([
  'flurstueckskennzeichen',
  'amtlicheFlaeche',
  'flurnummer',
  'zeitpunktDerEntstehung',
  'gebaeudefunktion',
  'anzahlDerOberirdischenGeschosse',
  'anzahlDerUnterirdischenGeschosse',
  'baujahr',
  'bauweise',
  'dachform',
  'grundflaeche',
  'objekthoehe',
  'zustand',
  'name',
]);
/** Attributes of parts of an object. */
const PARTS: Readonly<Record<string, string>> = {
  gemarkungsnummer: 'AX_Gemarkung_Schluessel',
  zaehler: 'AX_Flurstuecksnummer',
  nenner: 'AX_Flurstuecksnummer',
  beginnt: 'AA_Lebenszeitintervall',
  endet: 'AA_Lebenszeitintervall',
};
const SEGMENTS = new Set(['LineStringSegment', 'LineString', 'LinearRing', 'Arc', 'ArcString', 'Circle']);
/** What a difference between two deliveries does to objects, which only means something to whoever has the first. */
const CHANGES = new Set(['Replace', 'Update', 'Delete']);

/** Whether the beginning of a file is that of an extract of ALKIS in NAS, or of a service that hands NAS out. */
export function isNas({ text }: FileHead): boolean {
  if (!/^\s*</.test(text) || !/adv-online\.de\/namespaces\/adv\/gid\/\d/.test(text)) return false;
  return /<(?:[\w.-]+:)?(?:AX_(?:Bestandsdatenauszug|NutzerbezogeneBestandsdatenaktualisierung_NBA|Einrichtungsauftrag)|FeatureCollection|Transaction)[\s>]/.test(
    text,
  );
}

const DIFFERENCE = new UnreadableFile({
  de: 'Das ist eine NBA-Differenzlieferung (NAS mit Replace, Update oder Delete). Gelesen werden vollständige Auszüge: bitte einen Bestandsdatenauszug oder die Grundausstattung anfordern.',
  en: 'This is a delivery of differences (NBA: NAS with Replace, Update or Delete). Whole extracts are read: please ask for a Bestandsdatenauszug or the initial delivery.',
});

function positionsOf(text: string, dimension: number): Position[] {
  const numbers = text.trim().split(/\s+/).map(Number);
  const positions: Position[] = [];
  for (let i = 0; i + dimension <= numbers.length; i += dimension) {
    positions.push([numbers[i] as number, numbers[i + 1] as number]);
  }
  return positions;
}

/** Identifier of an object: 16 characters, behind which extracts with history write the time of the version. */
const oidOf = (id: string | undefined): string | undefined => /^(.{16})\d{8}T\d{6}Z$/.exec(id ?? '')?.[1] ?? id;

/** Gathers parcels and buildings from the events of the parser. */
class Objects implements XmlCollector {
  features: RawFeature[] = [];
  #default: Crs | undefined;
  readonly #path: string[] = [];
  /** Number of open elements around the current object; -1 outside of one. */
  #outside = -1;
  #object: RawFeature = { properties: {}, geometry: null };
  #crs: Crs | undefined;
  #dimension = 2;
  #polygons: Position[][][] = [];
  #rings: Position[][] = [];
  #curves: Position[][] = [];
  #points: Position[] = [];
  /** Whether the outline has parts that are not understood, e.g. curves that stand elsewhere. */
  #broken = false;
  #text = '';

  open({ name, attributes }: sax.Tag): void {
    const own = localName(name);
    this.#text = '';
    if (this.#outside < 0) this.#openOutside(own, attributes);
    else this.#openGeometry(own, attributes);
    this.#path.push(own);
  }

  #openOutside(own: string, attributes: Record<string, string>): void {
    if (CHANGES.has(own)) throw DIFFERENCE;
    // The system of the whole delivery, by which coordinates without a name of their own are read.
    const named = own === 'crs' ? attributes['xlink:href'] : own === 'Envelope' ? attributes['srsName'] : undefined;
    if (named !== undefined && named !== '') this.#default ??= crsOfOffice(named);
    if (!KINDS.has(own)) return;
    this.#outside = this.#path.length;
    const id = oidOf(attributes['gml:id']);
    this.#object = { id, properties: { objektart: own, gml_id: id ?? null }, geometry: null };
    [this.#crs, this.#polygons, this.#broken] = [undefined, [], false];
  }

  #openGeometry(own: string, attributes: Record<string, string>): void {
    if (!this.#inPosition()) return;
    if (attributes['srsName']) this.#crs ??= crsOfOffice(attributes['srsName']);
    if (attributes['srsDimension']) this.#dimension = attributes['srsDimension'] === '3' ? 3 : 2;
    if (attributes['xlink:href'] !== undefined || attributes['orientation'] === '-') this.#broken = true;
    if (own === 'PolygonPatch' || own === 'Polygon') this.#rings = [];
    else if (own === 'exterior' || own === 'interior') this.#curves = [];
    else if (SEGMENTS.has(own)) this.#points = [];
  }

  /** Within the outline; other geometries, e.g. the reference point of a parcel, are not it. */
  #inPosition(): boolean {
    return this.#path[this.#outside + 1] === 'position';
  }

  text(text: string): void {
    if (this.#outside >= 0 && this.#text.length < LONGEST_TEXT) this.#text += text;
  }

  close(): void {
    const own = this.#path.pop() ?? '';
    const text = this.#text.trim();
    this.#text = '';
    if (this.#outside < 0) return;
    if (this.#path.length === this.#outside) this.#end();
    else if (this.#inPosition()) this.#closeGeometry(own, text);
    else if (text !== '') this.#property(own, text);
  }

  #property(own: string, text: string): void {
    const { properties } = this.#object;
    const parent = this.#path.at(-1) ?? '';
    if (this.#path.length === this.#outside + 1 && own === 'identifier') {
      const oid = /^urn:adv:oid:(.{16})/.exec(text)?.[1];
      if (oid !== undefined) [this.#object.id, properties['gml_id']] = [oid, oid];
    } else if (this.#path.length === this.#outside + 1 && OWN.has(own)) properties[own] ??= text;
    else if (PARTS[own] === parent) properties[own] ??= text;
  }

  #closeGeometry(own: string, text: string): void {
    if (own === 'posList' || own === 'pos') {
      for (const position of positionsOf(text, this.#dimension)) this.#points.push(position);
    } else if (SEGMENTS.has(own)) {
      const line = segmentLine(own, this.#points);
      if (line) this.#curves.push(line);
      else this.#broken = true;
    } else if (this.#path.at(-1) === 'segments') this.#broken = true;
    else if (own === 'exterior' || own === 'interior') {
      const ring = ringOfCurves(this.#curves);
      if (ring) this.#rings.push(ring);
      else this.#broken = true;
    } else if ((own === 'PolygonPatch' || own === 'Polygon') && this.#rings.length > 0)
      this.#polygons.push(this.#rings);
  }

  #end(): void {
    this.#outside = -1;
    const { properties } = this.#object;
    // Versions that have ended are history, not what stands there now.
    if (properties['endet'] !== undefined) return;
    const whole = this.#polygons.length > 0 && !this.#broken;
    const crs = this.#crs ?? this.#default;
    this.features.push({
      ...this.#object,
      geometry: whole ? { type: 'MultiPolygon', coordinates: this.#polygons } : null,
      ...(crs ? { crs } : {}),
    });
  }
}

/**
 * Parcels and buildings of an extract of ALKIS (NAS), streamed; `objektart` tells which. Outlines are in the plane of the file's
 * system, arcs as lines; an outline that is not understood is none, never half of one. Versions that have ended are left out.
 * Addresses and owners are objects of their own in NAS and are not read.
 * @throws {UnreadableFile} where the XML is damaged, a delivery of differences, of an unknown system, or holds neither
 */
export function readNas(file: ImportFile): Promise<RawFeatures> {
  return Promise.resolve({ crs: null, batches: xmlFeatures(file, new Objects(), BATCH) });
}
