import type { Text } from '../fields.ts';

/** Codes of the Unfallatlas (Statistische Ämter des Bundes und der Länder, data description). Kind and type are different attributes. */
export const CATEGORY = {
  '1': { de: 'Unfall mit Getöteten', en: 'with people killed' },
  '2': { de: 'Unfall mit Schwerverletzten', en: 'with people severely injured' },
  '3': { de: 'Unfall mit Leichtverletzten', en: 'with people lightly injured' },
} as const satisfies Record<string, Text>;

/** Unfallart: what happened between those involved. */
export const ACCIDENT_KIND = {
  '1': { de: 'mit anfahrendem, anhaltendem oder ruhendem Fahrzeug', en: 'with a starting, stopping or parked vehicle' },
  '2': { de: 'mit vorausfahrendem oder wartendem Fahrzeug', en: 'with a vehicle ahead or waiting' },
  '3': {
    de: 'mit seitlich in gleicher Richtung fahrendem Fahrzeug',
    en: 'with a vehicle beside in the same direction',
  },
  '4': { de: 'mit entgegenkommendem Fahrzeug', en: 'with an oncoming vehicle' },
  '5': { de: 'mit einbiegendem oder kreuzendem Fahrzeug', en: 'with a turning or crossing vehicle' },
  '6': { de: 'zwischen Fahrzeug und Fußgänger', en: 'between vehicle and pedestrian' },
  '7': { de: 'Aufprall auf ein Hindernis', en: 'collision with an obstacle' },
  '8': { de: 'Abkommen nach rechts', en: 'off the road to the right' },
  '9': { de: 'Abkommen nach links', en: 'off the road to the left' },
  '0': { de: 'anderer Art', en: 'other' },
} as const satisfies Record<string, Text>;

/** Unfalltyp: the conflict from which it arose. */
export const ACCIDENT_TYPE = {
  '1': { de: 'Fahrunfall', en: 'loss of control' },
  '2': { de: 'Abbiegeunfall', en: 'turning off' },
  '3': { de: 'Einbiegen/Kreuzen', en: 'turning in or crossing' },
  '4': { de: 'Überschreiten', en: 'pedestrian crossing the road' },
  '5': { de: 'ruhender Verkehr', en: 'stationary traffic' },
  '6': { de: 'Längsverkehr', en: 'traffic along the road' },
  '7': { de: 'sonstiger', en: 'other' },
} as const satisfies Record<string, Text>;

export const LIGHT = {
  '0': { de: 'Tageslicht', en: 'daylight' },
  '1': { de: 'Dämmerung', en: 'twilight' },
  '2': { de: 'Dunkelheit', en: 'darkness' },
} as const satisfies Record<string, Text>;

export const ROAD_STATE = {
  '0': { de: 'trocken', en: 'dry' },
  '1': { de: 'nass, feucht, schlüpfrig', en: 'wet, damp, slippery' },
  '2': { de: 'winterglatt', en: 'wintry' },
} as const satisfies Record<string, Text>;

/** The atlas counts weekdays from Sunday. */
export const WEEKDAY = {
  '1': { de: 'Sonntag', en: 'Sunday' },
  '2': { de: 'Montag', en: 'Monday' },
  '3': { de: 'Dienstag', en: 'Tuesday' },
  '4': { de: 'Mittwoch', en: 'Wednesday' },
  '5': { de: 'Donnerstag', en: 'Thursday' },
  '6': { de: 'Freitag', en: 'Friday' },
  '7': { de: 'Samstag', en: 'Saturday' },
} as const satisfies Record<string, Text>;
