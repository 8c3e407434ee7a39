import type { Text } from '../fields.ts';

/**
 * The axes of a case. They are separate because they vary separately: a house can be acquired and under renovation,
 * or not for sale with an owner whom nobody can find (Blick nach Dortmund, Jugendamt Dortmund 2019).
 */
export const AXES = {
  condition: { de: 'Zustand', en: 'Condition' },
  occupancy: { de: 'Belegung', en: 'Occupancy' },
  owner_state: { de: 'Eigentümer', en: 'Owner' },
  availability: { de: 'Verfügbarkeit', en: 'Availability' },
  procedure: { de: 'Verfahren', en: 'Procedure' },
  works: { de: 'Bauarbeiten', en: 'Works' },
  after_use: { de: 'Nachnutzung', en: 'After-use' },
} as const satisfies Record<string, Text>;

/** Dortmund's five-point scheme: 1 is sound, 5 is a danger. Grades are ordinal. */
export const CONDITION = {
  '1': { de: '1 – gut', en: '1 – good' },
  '2': { de: '2 – leichte Mängel', en: '2 – minor defects' },
  '3': { de: '3 – deutliche Mängel', en: '3 – marked defects' },
  '4': { de: '4 – schwere Mängel', en: '4 – serious defects' },
  '5': { de: '5 – Gefahr für Leib und Leben', en: '5 – danger to life' },
} as const satisfies Record<string, Text>;

export const OCCUPANCY = {
  occupied: { de: 'bewohnt', en: 'occupied' },
  'partly-vacant': { de: 'teilweise leer', en: 'partly vacant' },
  vacant: { de: 'leer', en: 'vacant' },
  overcrowded: { de: 'überbelegt', en: 'overcrowded' },
} as const satisfies Record<string, Text>;

/** Ownerless (a registered waiver, § 928 BGB) is not "owner unknown" (unresolved heirs, dissolved company). */
export const OWNER_STATE = {
  known: { de: 'bekannt', en: 'known' },
  'contact-lost': { de: 'bekannt, nicht erreichbar', en: 'known, contact lost' },
  unknown: { de: 'unbekannt, nicht zu ermitteln', en: 'unknown, cannot be found' },
  ownerless: { de: 'herrenlos (§ 928 BGB)', en: 'ownerless (§ 928 BGB)' },
} as const satisfies Record<string, Text>;

export const AVAILABILITY = {
  unknown: { de: 'nicht bekannt', en: 'not known' },
  'for-sale': { de: 'zu verkaufen', en: 'for sale' },
  negotiating: { de: 'in Verhandlung', en: 'in negotiation' },
  acquired: { de: 'erworben', en: 'acquired' },
  'not-for-sale': { de: 'unverkäuflich', en: 'not for sale' },
} as const satisfies Record<string, Text>;

/** Stages of the NRW Leitfaden and instruments of the Baugesetzbuch and the Wohnraumstärkungsgesetz NRW. */
export const PROCEDURE = {
  none: { de: 'kein Verfahren', en: 'no procedure' },
  'owner-search': { de: 'Eigentümerermittlung', en: 'search for the owner' },
  '24': { de: '§ 24 BauGB Vorkaufsrecht', en: '§ 24 BauGB right of pre-emption' },
  '175': { de: '§ 175 BauGB Erörterung', en: '§ 175 BauGB discussion' },
  '176': { de: '§ 176 BauGB Baugebot', en: '§ 176 BauGB order to build' },
  '177': { de: '§ 177 BauGB Modernisierungsgebot', en: '§ 177 BauGB order to modernise' },
  '179': { de: '§ 179 BauGB Rückbaugebot', en: '§ 179 BauGB order to demolish' },
  '928': { de: '§ 928 BGB Aneignung', en: '§ 928 BGB appropriation' },
  'housing-supervision': { de: 'Wohnungsaufsicht (WohnStG NRW)', en: 'housing supervision (WohnStG NRW)' },
} as const satisfies Record<string, Text>;

export const WORKS = {
  none: { de: 'keine', en: 'none' },
  planned: { de: 'geplant', en: 'planned' },
  renovating: { de: 'in Sanierung', en: 'being renovated' },
  completed: { de: 'abgeschlossen', en: 'completed' },
} as const satisfies Record<string, Text>;

export const AFTER_USE = {
  open: { de: 'offen', en: 'open' },
  housing: { de: 'Wohnen', en: 'housing' },
  'family-offers': { de: 'Angebote für Familien', en: 'offers for families' },
  kita: { de: 'Kita', en: 'day-care centre' },
  'open-space': { de: 'Freifläche', en: 'open space' },
} as const satisfies Record<string, Text>;

/** As Dortmund reports its cases: high, or low to medium. */
export const PRIORITY = {
  high: { de: 'hoch', en: 'high' },
  'low-to-medium': { de: 'gering bis mittel', en: 'low to medium' },
} as const satisfies Record<string, Text>;

/** Gelsenkirchen's traffic light: how much a house weighs on its surroundings, as the assessor judged it. */
export const PRESSURE = {
  red: { de: 'rot – hoch', en: 'red – high' },
  yellow: { de: 'gelb – mittel', en: 'yellow – medium' },
  green: { de: 'grün – gering', en: 'green – low' },
} as const satisfies Record<string, Text>;

/** The other half of the traffic light: how much the city can do. Green is good here, too. */
export const ABILITY_TO_ACT = {
  green: { de: 'grün – gut', en: 'green – good' },
  yellow: { de: 'gelb – eingeschränkt', en: 'yellow – limited' },
  red: { de: 'rot – kaum', en: 'red – hardly any' },
} as const satisfies Record<string, Text>;

/** Values of each axis. */
export const AXIS_VALUES: Record<keyof typeof AXES, Record<string, Text>> = {
  condition: CONDITION,
  occupancy: OCCUPANCY,
  owner_state: OWNER_STATE,
  availability: AVAILABILITY,
  procedure: PROCEDURE,
  works: WORKS,
  after_use: AFTER_USE,
};
