import type { Polygon, Position } from 'geojson';
import { LAEA_EUROPE } from '../../read/crs.ts';
import { roundMetres } from '../../read/geometry.ts';
import { parseInteger } from '../../read/numbers.ts';
import type { ValueState } from '../../symbology/symbology.ts';

/** Lower left corner of a cell in EPSG:3035, metres. */
export interface Corner {
  east: number;
  north: number;
}

const SIZE = 100;
/** 2022 (INSPIRE): `CRS3035RES100mN3158900E4144500`. 2011: `100mN31589E41445`, in units of 100 m. */
const ID_2022 = /^CRS3035RES100mN(\d{7})E(\d{7})$/;
const ID_2011 = /^100mN(\d{5})E(\d{5})$/;

/** Corner that a grid id of either census names, or null where it is none of a 100 m cell. */
export function cornerOf(id: string): Corner | null {
  const full = ID_2022.exec(id);
  if (full) {
    const corner = { north: Number(full[1]), east: Number(full[2]) };
    return corner.north % SIZE === 0 && corner.east % SIZE === 0 ? corner : null;
  }
  const short = ID_2011.exec(id);
  return short ? { north: Number(short[1]) * SIZE, east: Number(short[2]) * SIZE } : null;
}

/** Grid id in the form of 2022, so that both censuses name a cell alike. */
export function gridId({ east, north }: Corner): string {
  return `CRS3035RES100mN${String(north).padStart(7, '0')}E${String(east).padStart(7, '0')}`;
}

/**
 * A cell as a polygon in EPSG:25832. Its four corners are transformed: the grid is rotated by about two degrees there, so
 * no square along the axes would do. Its area is 1 ha in EPSG:3035, which is equal-area.
 */
export function cellPolygon({ east, north }: Corner): Polygon {
  const corners: Position[] = [
    [east, north],
    [east + SIZE, north],
    [east + SIZE, north + SIZE],
    [east, north + SIZE],
    [east, north],
  ];
  const ring = corners.map((corner) => LAEA_EUROPE.toStorage(corner).map(roundMetres));
  return { type: 'Polygon', coordinates: [ring] };
}

export interface CellValue {
  value: number | null;
  state: ValueState;
}

/** Signs of German official statistics that stand for a value which is not published. */
const SUPPRESSED = new Set(['–', '—', '-', '.', '•']);
const MISSING = new Set(['', 'x', 'X', '...', '…']);

/**
 * Value and state of a cell as they stand in the published grid files of the Zensus 2022 and 2011.
 *
 * - a dash stands in the grid files where secrecy forbids the value: `suppressed`, never zero;
 * - `KLAMMERN` in the explanatory column marks a value of limited reliability: `uncertain`; `/` a value too uncertain to
 *   be published: `uncertain` without a value;
 * - −1 (2011) means uninhabited *or* secret. It is neither zero nor a number, and which of the two cannot be known:
 *   `not-available`. The cell is kept, so that the map shows it as such and not as a gap.
 * @returns null where the text is neither a count nor one of the signs
 */
export function cellValue(text: string, explanation = ''): CellValue | null {
  const sign = text.trim();
  if (SUPPRESSED.has(sign)) return { value: null, state: 'suppressed' };
  if (MISSING.has(sign)) return { value: null, state: 'not-available' };
  if (sign === '/') return { value: null, state: 'uncertain' };
  const inBrackets = /^\((.*)\)$/.exec(sign)?.[1];
  const value = parseInteger(inBrackets ?? sign);
  if (value === null) return null;
  if (value === -1) return { value: null, state: 'not-available' };
  if (value < 0) return null;
  const uncertain = inBrackets !== undefined || explanation.trim().toUpperCase() === 'KLAMMERN';
  return { value, state: uncertain ? 'uncertain' : 'value' };
}
