import type { Point } from './city/plane.ts';

export interface PlaygroundPlace {
  /** Real position (City of Dortmund, open data, dl-de/zero-2-0, 2026-05), longitude and latitude. */
  at: Point;
  street: string;
  kind: 'playground' | 'adventure' | 'ball' | 'skate' | 'school-yard';
  /** Everything from here on is invented. m². */
  area: number;
  ages: ('under-6' | '6-12' | '12-plus')[];
  ageFrom: number;
  ageTo: number;
  condition: 'good' | 'fair' | 'poor' | null;
  entrances: number;
  remarks: string | null;
}

const place = (
  at: Point,
  street: string,
  area: number,
  ages: PlaygroundPlace['ages'],
  condition: PlaygroundPlace['condition'],
  entrances: number,
  remarks: string | null = null,
  kind: PlaygroundPlace['kind'] = 'playground',
): PlaygroundPlace => {
  const ageFrom = ages.includes('under-6') ? 12 : ages.includes('6-12') ? 72 : 144;
  const ageTo = ages.includes('12-plus') ? 216 : ages.includes('6-12') ? 144 : 72;
  return { at, street, kind, area, ages, ageFrom, ageTo, condition, entrances, remarks };
};

export const PLAYGROUNDS: readonly PlaygroundPlace[] = [
  place(
    [7.47198, 51.52323],
    'Brunnenstraße',
    860,
    ['under-6', '6-12'],
    'fair',
    2,
    'Sandspielbereich abends oft verschmutzt',
  ),
  place(
    [7.47363, 51.52532],
    'Holsteiner Straße/Borsigstraße',
    740,
    ['under-6', '6-12'],
    'poor',
    2,
    'Umgestaltung mit den Kindern geplant',
  ),
  place([7.46952, 51.52445], 'Alsenstraße', 520, ['under-6'], 'good', 1),
  place([7.46857, 51.52353], 'Düppelstraße', 640, ['6-12'], 'fair', 2, null, 'ball'),
  place([7.46854, 51.51957], 'Kapellenstraße', 480, ['under-6', '6-12'], null, 1),
  place(
    [7.47621, 51.52176],
    'Heroldwiese',
    3100,
    ['under-6', '6-12', '12-plus'],
    'good',
    4,
    'Wasserspiel von Mai bis September',
  ),
  place([7.47675, 51.52034], 'Bleichmärsch', 1250, ['6-12', '12-plus'], 'fair', 2, 'Kletternetz gesperrt', 'adventure'),
  place([7.47039, 51.52772], 'Stollenstraße', 390, ['under-6'], 'good', 1),
  place([7.46554, 51.52625], 'Nordmarkt', 1900, ['under-6', '6-12'], 'good', 3),
  place([7.46461, 51.52309], 'Lambachstraße', 560, ['under-6', '6-12'], 'poor', 1, 'Rutsche abgebaut'),
  place([7.46416, 51.52071], 'Zimmerstraße', 610, ['6-12'], 'fair', 1),
  place([7.47881, 51.52487], 'Stahlwerkplatz', 1400, ['6-12', '12-plus'], 'fair', 3, null, 'skate'),
];
