import { STORAGE, WGS84 } from '../../read/crs.ts';
import { roundMetres } from '../../read/geometry.ts';
import { digest } from '../../read/mapping.ts';
import { parseNumber } from '../../read/numbers.ts';
import { misplaced } from '../../read/surroundings.ts';
import { shorten } from '../../read/validate.ts';
import type { Bbox, SkipReason } from '../source-types.ts';
import type { Columns, Column } from './columns.ts';
import { ACCIDENT_KIND, ACCIDENT_TYPE, CATEGORY, LIGHT, ROAD_STATE, WEEKDAY } from './codes.ts';

export type AccidentRow = Record<string, unknown> & { key: string };
export interface Skip {
  skip: SkipReason;
  example: string;
}

const CODES = {
  weekday: WEEKDAY,
  category: CATEGORY,
  kind: ACCIDENT_KIND,
  type: ACCIDENT_TYPE,
  light: LIGHT,
  roadState: ROAD_STATE,
} as const;

/** Digits that a number takes in exactly. */
const EXACT_DIGITS = 15;
const POWERS = Array.from({ length: EXACT_DIGITS + 1 }, (_, digits) => 10 ** digits);

/**
 * Number in the atlas's form: decimal comma, up to 15 digits behind it, no grouping. NaN where it is none.
 * A row has four of them: taking in the first 15 digits as a whole number is three times faster than `Number`, and
 * differs from it by less than 0.1 µm.
 */
function decimal(text: string): number {
  let whole = 0;
  let digits = 0;
  let comma = -1;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) {
      if (digits < EXACT_DIGITS) {
        whole = whole * 10 + (code - 48);
        digits += 1;
      } else if (comma < 0) return slowDecimal(text);
    } else if ((code === 44 || code === 46) && comma < 0 && i > 0) comma = digits;
    else return slowDecimal(text);
  }
  if (digits === 0) return NaN;
  return comma < 0 ? whole : whole / (POWERS[digits - comma] as number);
}

function slowDecimal(text: string): number {
  if (text === '') return NaN;
  const number = Number(text.replace(',', '.'));
  return Number.isNaN(number) ? (parseNumber(text) ?? NaN) : number;
}

/** A 20-digit id that a spreadsheet turned into `1,23E+19` is no longer an id. */
const BROKEN_ID = /e\+?\d+$/i;

class Invalid extends Error {}

/**
 * Turns rows of one Unfallatlas file into rows of the layer. Columns that a year does not have, and empty cells, are null:
 * not known, which is not "no".
 *
 * The key is the atlas's own id where a row has one; else year and object number of the yearly file, since object numbers
 * start anew every year; else a digest of the row.
 */
export class AccidentRows {
  readonly #at: Columns;
  readonly #surroundings: Bbox;

  constructor(columns: Columns, surroundings: Bbox) {
    this.#at = columns;
    this.#surroundings = surroundings;
  }

  /** The row of one record, or why it is none. Reads only: the same cells always give the same row. */
  toRow(cells: readonly string[]): { row: AccidentRow } | Skip {
    try {
      const position = this.#position(cells);
      if ('skip' in position) return position;
      return { row: this.#row(cells, position) };
    } catch (error) {
      if (error instanceof Invalid) return { skip: 'invalid-value', example: error.message };
      throw error;
    }
  }

  #cell(cells: readonly string[], column: Column): string {
    const index = this.#at[column];
    return index < 0 ? '' : (cells[index] ?? '').trim();
  }

  #row(cells: readonly string[], geometry: { type: 'Point'; coordinates: number[] }): AccidentRow {
    const year = this.#integer(cells, 'year', 1990, 2200);
    const month = this.#integer(cells, 'month', 1, 12);
    const category = this.#code(cells, 'category');
    if (year === null) throw new Invalid('UJAHR = ');
    if (category === null) throw new Invalid('UKATEGORIE = ');
    const id = this.#cell(cells, 'atlasId');
    const atlasId = id === '' || BROKEN_ID.test(id) ? null : id;
    const objectId = this.#cell(cells, 'objectId') || null;
    return {
      key: atlasId ?? (objectId === null ? `${year}-${digest(cells)}` : `${year}-${objectId}`),
      year,
      month,
      weekday: this.#code(cells, 'weekday'),
      hour: this.#integer(cells, 'hour', 0, 24),
      category,
      kind: this.#code(cells, 'kind'),
      type: this.#code(cells, 'type'),
      light: this.#code(cells, 'light'),
      road_state: this.#code(cells, 'roadState'),
      with_bicycle: this.#flag(cells, 'bicycle'),
      with_car: this.#flag(cells, 'car'),
      with_pedestrian: this.#flag(cells, 'pedestrian'),
      with_motorcycle: this.#flag(cells, 'motorcycle'),
      with_goods_vehicle: this.#flag(cells, 'goodsVehicle'),
      with_other: this.#flag(cells, 'other'),
      municipality: this.#municipality(cells),
      atlas_id: atlasId,
      object_id: objectId,
      position_state: this.#cell(cells, 'positionState') || null,
      geometry,
    };
  }

  #integer(cells: readonly string[], column: Column, least: number, most: number): number | null {
    const text = this.#cell(cells, column);
    if (text === '') return null;
    const number = Number(text);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    throw new Invalid(`${column} = ${shorten(text)}`);
  }

  #code(cells: readonly string[], column: keyof typeof CODES): string | null {
    const text = this.#cell(cells, column);
    if (text === '') return null;
    const code = text.length > 1 ? text.replace(/^0+(?=\d)/, '') : text;
    if (code in CODES[column]) return code;
    throw new Invalid(`${column} = ${shorten(text)}`);
  }

  #flag(cells: readonly string[], column: Column): boolean | null {
    const text = this.#cell(cells, column);
    if (text === '1') return true;
    if (text === '0') return false;
    if (text === '') return null;
    throw new Invalid(`${column} = ${shorten(text)}`);
  }

  /** Amtlicher Gemeindeschlüssel of eight digits: Land 2, Regierungsbezirk 1, Kreis 2, Gemeinde 3. */
  #municipality(cells: readonly string[]): string | null {
    const land = this.#cell(cells, 'land');
    const district = this.#cell(cells, 'district');
    const municipality = this.#cell(cells, 'municipality');
    if (land === '' || district === '' || municipality === '') return null;
    const region = this.#cell(cells, 'region') || '0';
    return land.padStart(2, '0') + region + district.padStart(2, '0') + municipality.padStart(3, '0');
  }

  /** The projected coordinates are those of storage; the geographic ones are used where they alone are given. */
  #position(cells: readonly string[]): { type: 'Point'; coordinates: number[] } | Skip {
    const lon = decimal(this.#cell(cells, 'longitude'));
    const lat = decimal(this.#cell(cells, 'latitude'));
    const x = decimal(this.#cell(cells, 'east'));
    const y = decimal(this.#cell(cells, 'north'));
    const geographic = !Number.isNaN(lon) && !Number.isNaN(lat) && lon !== 0;
    const projected = !Number.isNaN(x) && !Number.isNaN(y) && x !== 0;
    if (!geographic && !projected) return { skip: 'no-geometry', example: '' };

    const elsewhere = geographic ? this.#elsewhere(lon, lat) : misplaced(() => [[x, y]], STORAGE, this.#surroundings);
    if (elsewhere) return elsewhere;
    const [easting, northing] = projected ? [x, y] : WGS84.toStorage([lon, lat]);
    return { type: 'Point', coordinates: [roundMetres(easting), roundMetres(northing)] };
  }

  #elsewhere(lon: number, lat: number): Skip | null {
    const [west, south, east, north] = this.#surroundings;
    if (lon >= west && lon <= east && lat >= south && lat <= north) return null;
    return misplaced(() => [[lon, lat]], WGS84, this.#surroundings);
  }
}
