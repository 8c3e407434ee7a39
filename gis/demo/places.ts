import type { Point } from './city/plane.ts';

type SiteKind =
  'kita' | 'kinderstube' | 'school' | 'family-office' | 'family-centre' | 'youth' | 'association' | 'counselling';

export interface PublicPlace {
  key: string;
  name: string;
  kind: SiteKind;
  at: Point;
  address: string;
  provider: string;
  /** Invented unless a source says otherwise; null where a site has no fixed number. */
  places: number | null;
  anchor: boolean;
  stepFree: boolean | null;
  /** Form of its own building; absent where it uses rooms in a house. */
  building?: 'school' | 'kita' | 'church';
}

const kita = (key: string, street: string, at: Point, places: number, anchor = false): PublicPlace => ({
  key,
  name: `FABIDO Kita ${street}`,
  kind: 'kita',
  at,
  address: street,
  provider: 'FABIDO',
  places,
  anchor,
  stepFree: true,
  building: 'kita',
});

const room = (
  key: string,
  name: string,
  kind: SiteKind,
  at: Point,
  address: string,
  provider: string,
  rest: Partial<PublicPlace> = {},
): PublicPlace => ({ key, name, kind, at, address, provider, places: null, anchor: false, stepFree: null, ...rest });

/**
 * Kitas, schools and the youth club stand at their real positions (City of Dortmund, open data, dl-de/zero-2-0, 2026-05).
 * The rooms below them are invented for the demo, as are all numbers except these of dortmund.de, 31.12.2017:
 * two Kitas with 132 places and three Kinderstuben with 27 in the quarter, 450 pupils at the school Kleine Kielstraße.
 */
export const PUBLIC_PLACES: readonly PublicPlace[] = [
  { ...kita('kita-born', 'Bornstraße 52', [7.46937, 51.52036], 75), name: 'FABIDO TEK Bornstraße' },
  kita('kita-stollen', 'Stollenstraße 40', [7.4697, 51.52729], 80),
  kita('kita-mallinckrodt', 'Mallinckrodtstraße 57', [7.46725, 51.52538], 65),
  kita('kita-herold', 'Heroldstraße 34', [7.46798, 51.52316], 90),
  kita('kita-missunde', 'Missundestraße 78', [7.47404, 51.52456], 72, true),
  kita('kita-kiel', 'Kielstraße 25', [7.46765, 51.52189], 60),
  kita('kita-roland', 'Rolandstraße 11', [7.47224, 51.52013], 60, true),
  kita('kita-nord', 'Nordstraße 21', [7.46672, 51.5223], 70),
  room('school-diesterweg', 'Diesterweg-Grundschule', 'school', [7.46898, 51.52262], 'Heroldstraße', 'Stadt Dortmund', {
    places: 300,
    building: 'school',
    stepFree: false,
  }),
  room(
    'school-kiel',
    'Grundschule Kleine Kielstraße',
    'school',
    [7.47164, 51.52168],
    'Kleine Kielstraße',
    'Stadt Dortmund',
    { places: 450, anchor: true, building: 'school', stepFree: true },
  ),
  room('school-nordmarkt', 'Nordmarkt-Grundschule', 'school', [7.46471, 51.52569], 'Nordmarkt', 'Stadt Dortmund', {
    places: 340,
    building: 'school',
  }),
  room(
    'youth-hannibal',
    'Verein rund um den Hannibal',
    'youth',
    [7.4716, 51.52232],
    'Lauenburger Straße 4',
    'Verein rund um den Hannibal e. V.',
    { anchor: true, stepFree: true },
  ),
  room(
    'family-office',
    'Familienbüro Innenstadt-Nord',
    'family-office',
    [7.47098, 51.52405],
    'Bornstraße',
    'Jugendamt Dortmund',
    { anchor: true, stepFree: true },
  ),
  room(
    'stube-brunnen',
    'Kinderstube Brunnenstraße',
    'kinderstube',
    [7.47262, 51.52345],
    'Brunnenstraße',
    'Kinderstuben-Verbund (erfunden)',
    { places: 9 },
  ),
  room(
    'stube-holstein',
    'Kinderstube Holsteiner Straße',
    'kinderstube',
    [7.47385, 51.52195],
    'Holsteiner Straße',
    'Kinderstuben-Verbund (erfunden)',
    { places: 9, stepFree: true },
  ),
  room(
    'stube-flensburg',
    'Kinderstube Flensburger Straße',
    'kinderstube',
    [7.47502, 51.5235],
    'Flensburger Straße',
    'Kinderstuben-Verbund (erfunden)',
    { places: 9, stepFree: false },
  ),
  room(
    'meeting-missunde',
    'Treff Missundestraße',
    'family-centre',
    [7.4731, 51.52418],
    'Missundestraße',
    'Netzwerk INFamilie',
    { anchor: true, stepFree: true },
  ),
  room(
    'garden',
    'Bürgergarten an der Heroldwiese',
    'association',
    [7.4759, 51.52245],
    'Lauenburger Straße',
    'Bürgergarten-Initiative',
    { stepFree: true },
  ),
  room(
    'counselling',
    'Familienberatung Borsigstraße',
    'counselling',
    [7.4744, 51.52475],
    'Borsigstraße',
    'Beratungsverbund (erfunden)',
    { stepFree: false },
  ),
  room(
    'parish',
    'Gemeindehaus Flensburger Straße',
    'family-centre',
    [7.47595, 51.52545],
    'Flensburger Straße',
    'Kirchengemeinde (erfunden)',
    { stepFree: true, building: 'church' },
  ),
];
