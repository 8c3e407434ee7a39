import type { Text } from '../layers/fields.ts';

const of = (de: string, en: string): Text => ({ de, en });

/**
 * Pictures that a question or an answer of a card may have, for those who do not read yet: key → what is to be seen on it. A key is
 * never used again for another picture; cards that were asked name it.
 */
export const PICTURES = {
  crossing: of('Baustellenkegel', 'Traffic cone'),
  car: of('Auto', 'Car'),
  bike: of('Fahrrad', 'Bicycle'),
  bus: of('Bus', 'Bus'),
  parking: of('Parkplatz', 'Car park'),
  walk: of('Fußspuren', 'Footprints'),
  wheelchair: of('Rollstuhl', 'Wheelchair'),
  wait: of('Sanduhr', 'Hourglass'),
  light: of('Lampe', 'Lamp'),
  dark: of('Mond', 'Moon'),
  noise: of('Lärm', 'Noise'),
  danger: of('Achtung', 'Danger'),
  afraid: of('Gespenst', 'Ghost'),
  trash: of('Mülleimer', 'Bin'),
  dog: of('Hund', 'Dog'),
  toilet: of('Toilette', 'Toilet'),
  playground: of('Riesenrad', 'Big wheel'),
  climb: of('Berg', 'Mountain'),
  ball: of('Ball', 'Ball'),
  water: of('Wassertropfen', 'Drops of water'),
  tree: of('Baum', 'Tree'),
  bench: of('Sitzplatz', 'Seat'),
  house: of('Haus', 'House'),
  school: of('Schule', 'School'),
  shop: of('Laden', 'Shop'),
  people: of('Leute', 'People'),
  heart: of('Herz', 'Heart'),
  star: of('Stern', 'Star'),
} as const satisfies Record<string, Text>;

export type PictureKey = keyof typeof PICTURES;
export const PICTURE_KEYS = Object.keys(PICTURES) as PictureKey[];
