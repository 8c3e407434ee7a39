import type { Bounds } from '@quartierblick/gis/layers/answers.ts';

/** Kilometres of a degree of latitude, to the metre that nobody needs here. */
const KM_PER_DEGREE = 111.2;
/** Five decimals are a metre: more would be noise of the map's pixels. */
const DECIMALS = 5;

const round = (degrees: number): number => Number(degrees.toFixed(DECIMALS));

/** A box (west, south, east, north in degrees, WGS 84) of four texts, with comma or point; null where they make none. */
export function boxOf(texts: readonly string[]): Bounds | null {
  const numbers = texts.map((text) => (text.trim() === '' ? NaN : Number(text.trim().replace(',', '.'))));
  const [west, south, east, north] = numbers;
  if (numbers.length !== 4 || west === undefined || south === undefined || east === undefined || north === undefined)
    return null;
  const sound = west < east && south < north && west >= -180 && east <= 180 && south >= -90 && north <= 90;
  return sound ? [west, south, east, north] : null;
}

/** The four numbers of a box as texts, with the decimal sign of the language. */
export const textsOf = (box: Bounds, sign: ',' | '.'): string[] =>
  box.map((degrees) => String(round(degrees)).replace('.', sign));

/** Whether a box holds another one whole. */
export const holds = (outer: Bounds, inner: Bounds): boolean =>
  inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3];

/** The smallest box that holds both. */
export const union = (a: Bounds, b: Bounds): Bounds => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];

/** A box with a margin of so many kilometres on all sides. */
export function widened([west, south, east, north]: Bounds, km: number): Bounds {
  const lat = km / KM_PER_DEGREE;
  const lon = lat / Math.cos((((south + north) / 2) * Math.PI) / 180);
  return [round(west - lon), round(south - lat), round(east + lon), round(north + lat)];
}

/** Width and height of a box in kilometres. */
export function sizeKm([west, south, east, north]: Bounds): { width: number; height: number } {
  const middle = (((south + north) / 2) * Math.PI) / 180;
  return { width: (east - west) * KM_PER_DEGREE * Math.cos(middle), height: (north - south) * KM_PER_DEGREE };
}

/** A first view that shows a box whole on a screen of 800 × 600 pixels; levels as MapLibre counts them (512 pixels are the world at 0). */
export function viewOf(box: Bounds): { center: [number, number]; zoom: number } {
  const [west, south, east, north] = box;
  const middle = (south + north) / 2;
  const degreesAtZero = 360 / 512;
  const wide = (800 * degreesAtZero) / (east - west);
  const high = (600 * degreesAtZero * Math.cos((middle * Math.PI) / 180)) / (north - south);
  const zoom = Math.min(18, Math.max(0, Math.log2(Math.min(wide, high))));
  return { center: [round((west + east) / 2), round(middle)], zoom: Math.floor(zoom * 10) / 10 };
}

/** A box of an address (`around=7.1,51.2,7.3,51.4`); null where it is none. */
export const boxOfAddress = (text: string | null): Bounds | null => (text === null ? null : boxOf(text.split(',')));
