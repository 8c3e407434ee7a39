/** A city to know one's way by. */
export interface City {
  name: string;
  lon: number;
  lat: number;
}

/**
 * Middles of German cities in WGS 84, to a hundredth of a degree (about a kilometre): enough to see whether data lies in
 * the right part of the country, and nothing else. The greater stand first: where labels collide, the first is drawn.
 */
export const CITIES: readonly City[] = (
  [
    ['Berlin', 13.4, 52.52],
    ['Hamburg', 9.99, 53.55],
    ['München', 11.58, 48.14],
    ['Köln', 6.96, 50.94],
    ['Frankfurt am Main', 8.68, 50.11],
    ['Stuttgart', 9.18, 48.78],
    ['Düsseldorf', 6.77, 51.23],
    ['Leipzig', 12.37, 51.34],
    ['Dortmund', 7.47, 51.51],
    ['Essen', 7.01, 51.46],
    ['Bremen', 8.81, 53.08],
    ['Dresden', 13.74, 51.05],
    ['Hannover', 9.73, 52.37],
    ['Nürnberg', 11.08, 49.45],
    ['Bielefeld', 8.53, 52.02],
    ['Bonn', 7.1, 50.73],
    ['Münster', 7.63, 51.96],
    ['Mannheim', 8.47, 49.49],
    ['Karlsruhe', 8.4, 49.01],
    ['Augsburg', 10.9, 48.37],
    ['Wiesbaden', 8.24, 50.08],
    ['Aachen', 6.08, 50.78],
    ['Chemnitz', 12.92, 50.83],
    ['Kiel', 10.13, 54.32],
    ['Halle (Saale)', 11.97, 51.48],
    ['Magdeburg', 11.62, 52.13],
    ['Freiburg im Breisgau', 7.85, 48],
    ['Erfurt', 11.03, 50.98],
    ['Lübeck', 10.69, 53.87],
    ['Rostock', 12.14, 54.09],
    ['Kassel', 9.48, 51.31],
    ['Potsdam', 13.06, 52.4],
    ['Saarbrücken', 6.99, 49.23],
    ['Oldenburg', 8.21, 53.14],
    ['Osnabrück', 8.05, 52.28],
    ['Regensburg', 12.1, 49.02],
    ['Würzburg', 9.95, 49.79],
    ['Ulm', 9.99, 48.4],
    ['Göttingen', 9.93, 51.53],
    ['Trier', 6.64, 49.76],
    ['Siegen', 8.02, 50.87],
    ['Cottbus', 14.33, 51.76],
    ['Schwerin', 11.41, 53.63],
    ['Flensburg', 9.44, 54.79],
    ['Emden', 7.21, 53.37],
    ['Passau', 13.46, 48.57],
  ] as const
).map(([name, lon, lat]) => ({ name, lon, lat }));
