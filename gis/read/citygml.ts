import type sax from 'sax';
import type { Position } from 'geojson';
import { UnreadableFile } from '../layers/source-types.ts';
import type { FileHead, ImportFile } from '../layers/source-types.ts';
import { crsOfOffice } from './crs-adv.ts';
import type { Crs } from './crs.ts';
import type { RawFeature, RawFeatures } from './geojson.ts';
import { damagedXml } from './refuse.ts';
import { localName, xmlFeatures } from './xml-features.ts';
import type { XmlCollector } from './xml-features.ts';

/** Features a batch. */
const BATCH = 500;
/** Longer texts are no coordinates of one ring. */
const LONGEST_TEXT = 4_000_000;
/** A face whose normal leans less than this from the vertical (cosine) is horizontal. */
const HORIZONTAL = 0.98;

/** Whether the beginning of a file is that of a CityGML model. */
export function isCityGml({ text }: FileHead): boolean {
  return /^\s*</.test(text) && /<(?:[\w.-]+:)?CityModel[\s>]/.test(text);
}

type Ring = [x: number, y: number, z: number][];

function ringOf(text: string): Ring {
  const numbers = text.trim().split(/\s+/).map(Number);
  const ring: Ring = [];
  for (let i = 0; i + 2 < numbers.length; i += 3) {
    ring.push([numbers[i] as number, numbers[i + 1] as number, numbers[i + 2] as number]);
  }
  return ring;
}

/** Normal of a ring by Newell's method, not normed; its z is twice the area on the ground. */
function normalOf(ring: Ring): [number, number, number] {
  // Relative to the first vertex: products of full coordinates would cost digits.
  const [ox, oy, oz] = ring[0] ?? [0, 0, 0];
  const near = ring.map(([x, y, z]) => [x - ox, y - oy, z - oz] as const);
  const normal: [number, number, number] = [0, 0, 0];
  for (const [i, [bx, by, bz]] of near.entries()) {
    const [ax, ay, az] = near[i - 1] ?? [0, 0, 0];
    normal[0] += ay * bz - az * by;
    normal[1] += az * bx - ax * bz;
    normal[2] += ax * by - ay * bx;
  }
  return normal;
}

interface Face {
  rings: Ring[];
  ground: boolean;
}

const flat = (ring: Ring): Position[] => ring.map(([x, y]) => [x, y]);
const lowest = ({ rings }: Face): number => Math.min(...rings.flat().map(([, , z]) => z));

/**
 * Outline on the ground: the ground surfaces; without any (LoD1), the lowest horizontal faces.
 * @returns polygons in the plane of the file; empty where no face is a ground
 */
function outline(faces: Face[]): Position[][][] {
  const grounds = faces.filter(({ ground }) => ground);
  let chosen = grounds;
  if (grounds.length === 0) {
    const horizontal = faces.filter(({ rings: [outer] }) => {
      const [x, y, z] = normalOf(outer ?? []);
      const length = Math.hypot(x, y, z);
      return length > 0 && Math.abs(z) / length > HORIZONTAL;
    });
    const bottom = Math.min(...horizontal.map(lowest));
    chosen = horizontal.filter((face) => lowest(face) - bottom < 0.5);
  }
  return chosen.map(({ rings }) => rings.map(flat)).filter(([outer]) => (outer?.length ?? 0) >= 4);
}

/** Simple properties that are kept, by the element's local name. */
const KEPT: ReadonlySet<string> = new Set(['function', 'class', 'usage', 'yearOfConstruction', 'roofType', 'name']);
/** Those of which a building made of parts has the greatest. */
const GREATEST: ReadonlySet<string> = new Set(['measuredHeight', 'storeysAboveGround']);

/** Gathers buildings with their parts from the events of the parser. */
class Buildings implements XmlCollector {
  features: RawFeature[] = [];
  crs: Crs | undefined;
  readonly #path: string[] = [];
  #depth = -1;
  #id: unknown;
  #properties: Record<string, unknown> = {};
  #faces: Face[] = [];
  #rings: Ring[] = [];
  #attribute = '';
  #text = '';

  open({ name, attributes }: sax.Tag): void {
    const own = localName(name);
    this.#text = '';
    if (own === 'Envelope' && this.crs === undefined && attributes['srsName']) {
      this.crs = crsOfOffice(attributes['srsName']);
    }
    if (own === 'Building' && this.#depth < 0) {
      this.#depth = this.#path.length;
      this.#id = attributes['gml:id'];
      this.#properties = {};
      this.#faces = [];
    }
    if (own === 'Polygon') this.#rings = [];
    if (own.endsWith('Attribute')) this.#attribute = attributes['name'] ?? '';
    this.#path.push(own);
  }

  text(text: string): void {
    if (this.#depth >= 0 && this.#text.length < LONGEST_TEXT) this.#text += text;
  }

  close(): void {
    const own = this.#path.pop() ?? '';
    const text = this.#text.trim();
    this.#text = '';
    if (this.#depth < 0) return;
    if (own === 'posList') this.#rings.push(ringOf(text));
    else if (own === 'Polygon') this.#face();
    else if (this.#path.length === this.#depth) this.#end();
    else if (text !== '') this.#property(own, text);
  }

  #face(): void {
    if (this.#rings.length > 0) this.#faces.push({ rings: this.#rings, ground: this.#path.includes('GroundSurface') });
  }

  #property(own: string, text: string): void {
    const properties = this.#properties;
    const parent = this.#path.at(-1) ?? '';
    if (GREATEST.has(own)) {
      const number = Number(text);
      if (Number.isFinite(number))
        properties[own] = Math.max(number, (properties[own] as number | undefined) ?? number);
    } else if (KEPT.has(own) && (parent === 'Building' || parent === 'BuildingPart')) properties[own] ??= text;
    else if (own === 'ThoroughfareName') properties['street'] ??= text;
    else if (own === 'ThoroughfareNumber') {
      const before = properties['house_number'] as string | undefined;
      properties['house_number'] = before === undefined ? text : `${before}, ${text}`;
    } else if (own === 'value' && parent.endsWith('Attribute')) properties[this.#attribute] ??= text;
  }

  #end(): void {
    const coordinates = outline(this.#faces);
    const geometry = coordinates.length > 0 ? { type: 'MultiPolygon', coordinates } : null;
    this.features.push({
      id: this.#id,
      properties: { gml_id: this.#id, ...this.#properties },
      geometry,
      ...(this.crs ? { crs: this.crs } : {}),
    });
    this.#depth = -1;
    this.#faces = [];
  }
}

async function* buildings(file: ImportFile): AsyncGenerator<RawFeature[]> {
  try {
    yield* xmlFeatures(file, new Buildings(), BATCH);
  } catch (error) {
    // Whatever else damaged numbers and names lead to is damage of the file.
    throw error instanceof UnreadableFile ? error : damagedXml();
  }
}

/**
 * Buildings of a CityGML model (1.0, 2.0, LoD1 and LoD2), streamed: one feature a building, with those of its parts. Geometry
 * is the outline on the ground in the plane of the file's system, which only its envelope names; heights in metres,
 * `measuredHeight` and `storeysAboveGround` those of the highest part.
 * @throws {UnreadableFile} where the XML is damaged, the system is not known, or there is no building
 */
export function readCityGml(file: ImportFile): Promise<RawFeatures> {
  return Promise.resolve({ crs: null, batches: buildings(file) });
}
