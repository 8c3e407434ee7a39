import type { LonLat } from '@quartierblick/gis/network/lon-lat.ts';
import { roundedLonLat as lonLat } from '@quartierblick/gis/network/lon-lat.ts';

/** Numbers of a text; a comma between digits is a decimal comma where the text separates by blanks or semicolons. */
function numbersOf(text: string): number[] {
  const parts = /[;\s]/.test(text.trim()) ? text.trim().split(/[;\s]+/) : text.trim().split(',');
  return parts.map((part) => Number(part.replace(/,$/, '').replace(',', '.')));
}

/**
 * A place as somebody types it: latitude and longitude ("51,5231; 7,4711" or "51.5231, 7.4711", in either order, as both are told
 * apart in Germany), or east and north in EPSG:25832 ("393900 5708800"). @returns null where the text is neither
 */
export function typedPlace(text: string): LonLat | null {
  const [a = NaN, b = NaN, ...more] = numbersOf(text);
  if (more.length > 0) return null;
  const isLat = (n: number) => n >= 47 && n <= 56;
  const isLon = (n: number) => n >= 5 && n <= 16;
  if (isLat(a) && isLon(b)) return [b, a];
  if (isLon(a) && isLat(b)) return [a, b];
  if (a >= 100_000 && a <= 1_100_000 && b >= 5_200_000 && b <= 6_150_000) return lonLat([a, b]);
  return null;
}
