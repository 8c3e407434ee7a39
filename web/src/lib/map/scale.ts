/** Length of a scale bar. */
export interface ScaleBar {
  metres: number;
  pixels: number;
}

const EQUATOR_M = 40_075_016.686;
const TILE_PX = 512;
const NICE = [1, 2, 5];

/** Metres that one CSS pixel covers at a latitude (degrees) in Web Mercator with tiles of 512 pixels. */
export function metresPerPixel(lat: number, zoom: number): number {
  return (EQUATOR_M * Math.cos((lat * Math.PI) / 180)) / (TILE_PX * 2 ** zoom);
}

/** The longest bar of 1, 2 or 5 × 10ⁿ metres that fits into `maxPixels`. */
export function scaleBar(lat: number, zoom: number, maxPixels = 110): ScaleBar {
  const resolution = metresPerPixel(lat, zoom);
  const limit = resolution * maxPixels;
  const power = 10 ** Math.floor(Math.log10(limit));
  const metres =
    NICE.map((n) => n * power)
      .filter((n) => n <= limit)
      .at(-1) ?? power;
  return { metres, pixels: metres / resolution };
}

/** Metres in words: below a kilometre in metres. */
export function lengthText(metres: number, number: (value: number) => string): string {
  return metres >= 1000 ? `${number(metres / 1000)} km` : `${number(metres)} m`;
}
