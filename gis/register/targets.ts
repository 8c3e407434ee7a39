import { AXES } from '../layers/properties/axes.ts';
import { properties } from '../layers/properties/layer.ts';
import type { Field, Text } from '../layers/fields.ts';
import { plainName } from './plain-name.ts';

/** Fields of a case that a register file can fill. */
export const CASE_FIELDS: Record<string, Field> = properties.dataset.fields;

/** Where a column can go beside the fields of a case. */
export const EXTRA_TARGETS = {
  key: { de: 'Schlüssel (stabil, aus unserem Export)', en: 'Key (stable, from our export)' },
  street: { de: 'Straße (Teil der Adresse)', en: 'Street (part of the address)' },
  house_number: { de: 'Hausnummer (Teil der Adresse)', en: 'House number (part of the address)' },
  cadastral_district: { de: 'Gemarkung (Teil des Flurstücks)', en: 'Cadastral district (part of the parcel)' },
  cadastral_sheet: { de: 'Flur (Teil des Flurstücks)', en: 'Cadastral sheet (part of the parcel)' },
  parcel_number: { de: 'Flurstücksnummer (Teil des Flurstücks)', en: 'Parcel number (part of the parcel)' },
  lat: { de: 'Breite (WGS 84)', en: 'Latitude (WGS 84)' },
  lon: { de: 'Länge (WGS 84)', en: 'Longitude (WGS 84)' },
  east: { de: 'Ostwert (ETRS89/UTM 32)', en: 'Easting (ETRS89/UTM 32)' },
  north: { de: 'Nordwert (ETRS89/UTM 32)', en: 'Northing (ETRS89/UTM 32)' },
} as const satisfies Record<string, Text>;
export type ExtraTarget = keyof typeof EXTRA_TARGETS;

/** Column names under which cities keep a field, beside its own name and labels; levelled by {@link plainName}. */
const SYNONYMS: Record<string, readonly string[]> = {
  key: ['Schlüssel', 'Key', 'Schlüssel (bitte nicht ändern)', 'Key (please keep)'],
  case_number: ['Az', 'Az.', 'Aktenzeichen', 'Vorgangsnummer', 'Fallnummer', 'Fall-Nr', 'lfd. Nr.', 'Objektnummer'],
  address: [
    'Anschrift',
    'Objektadresse',
    'Lage',
    'Objekt',
    'Straße und Hausnummer',
    'Straße / Hausnummer',
    'Straße, Nr.',
  ],
  street: ['Straße', 'Str', 'Strasse', 'Straßenname', 'Street'],
  house_number: ['Hausnummer', 'Hausnr', 'Haus-Nr.', 'HNr', 'Nr', 'Nummer', 'House number', 'No'],
  parcel: ['Flurstück (Gemarkung, Flur, Nr.)', 'Flurstückskennzeichen', 'Kataster', 'Grundstücksbezeichnung'],
  cadastral_district: ['Gemarkung', 'Cadastral district'],
  cadastral_sheet: ['Flur', 'Flurnummer', 'Cadastral sheet'],
  parcel_number: ['Flurstücksnummer', 'Flst', 'Flst.', 'Flurstück-Nr', 'Parcel number'],
  condition: ['Zustand 1-5', 'Zustand (1–5)', 'Zustandsnote', 'Bauzustand', 'Gebäudezustand', 'Note'],
  occupancy: ['Belegung', 'Leerstand', 'Nutzung', 'Bewohnt'],
  owner_state: ['Eigentümerlage', 'Eigentümerstatus', 'Eigentümer bekannt'],
  availability: ['Verfügbarkeit', 'Ankauf', 'Erwerb', 'Kaufstatus'],
  procedure: ['Verfahren', 'Instrument', 'Verfahrensstand', 'Rechtsinstrument'],
  works: ['Bauarbeiten', 'Sanierung', 'Sanierungsstand', 'Baumaßnahme'],
  after_use: ['Nachnutzung', 'Folgenutzung', 'Zielnutzung'],
  priority: ['Priorität', 'Prio', 'Dringlichkeit'],
  pressure: ['Problemdruck', 'Ampel Problemdruck', 'Ampel', 'Handlungsdruck', 'Problemdruck (Ampel)', 'Pressure'],
  ability_to_act: [
    'Handlungsfähigkeit',
    'Handlungsmöglichkeit',
    'Handlungsmöglichkeiten',
    'Ampel Handlungsfähigkeit',
    'Handlungsfähigkeit (Ampel)',
    'Ability',
  ],
  dwellings: ['WE', 'Wohneinheiten', 'Anzahl WE', 'Anzahl Wohnungen', 'Units'],
  floors: ['Etagen', 'Stockwerke', 'Vollgeschosse', 'Geschosszahl'],
  year_built: ['BJ', 'Baujahr', 'Bauj.'],
  plot_m2: ['Grundstücksgröße', 'Grundstücksfläche', 'Grundstück m2'],
  listed: ['Denkmalschutz', 'Denkmal', 'Baudenkmal', 'Denkmalgeschützt'],
  formal_area: ['Sanierungsgebiet', 'im Sanierungsgebiet'],
  vacant_dwellings: ['Leerstehende Wohnungen', 'Leerstand WE', 'leere WE'],
  vacant_since: ['Leerstand seit', 'leer seit'],
  residents: ['Gemeldete Personen', 'Personen', 'Bewohner', 'Einwohner', 'Anzahl Personen'],
  living_area_m2: ['Wohnfläche', 'Wfl', 'Wohnfläche m2'],
  staff_hours: ['Aufwand', 'Personalaufwand', 'Aufwand in Stunden', 'Personalstunden', 'Staff hours'],
  assessed_on: ['Bewertungsdatum', 'Begehung am', 'Begehung', 'Ortstermin', 'Aufnahmedatum'],
  assessed_by: ['Bearbeiter', 'Sachbearbeiter', 'Sachbearbeitung', 'bewertet durch'],
  legal_basis: ['Rechtsgrundlage', 'Gesetzliche Grundlage'],
  office: ['Amt', 'Dienststelle', 'Zuständigkeit', 'zuständig', 'Fachbereich'],
  next_step: ['nächste Schritte', 'Weiteres Vorgehen', 'To do', 'Maßnahme', 'Maßnahmen', 'nächster Schritt'],
  next_step_due: ['Frist', 'Wiedervorlage', 'Termin', 'fällig', 'fällig am', 'Frist bis'],
  recorded_on: ['Erfassungsdatum', 'Aufgenommen am', 'Meldedatum', 'gemeldet am'],
  lat: ['lat', 'latitude', 'Breite', 'Breitengrad', 'geogr. Breite'],
  lon: ['lon', 'lng', 'long', 'longitude', 'Länge', 'Längengrad', 'geogr. Länge'],
  east: ['Ostwert', 'Easting', 'UTM East', 'X', 'E', 'Rechtswert', 'UTM X', 'East'],
  north: ['Nordwert', 'Northing', 'UTM North', 'Y', 'N', 'Hochwert', 'UTM Y', 'North'],
};

const isExtra = (target: string): target is ExtraTarget => target in EXTRA_TARGETS;

/** Whether a column may be sent there. */
export const isTarget = (target: string): boolean => isExtra(target) || target in CASE_FIELDS;

/** Whether changing the field means a new entry in its history. */
export const isAxis = (field: string): field is keyof typeof AXES => field in AXES;

/** How a target is called on the screen. */
export function targetLabel(target: string): Text {
  if (isExtra(target)) return EXTRA_TARGETS[target];
  const field = CASE_FIELDS[target];
  if (!field) return { de: target, en: target };
  const unit = field.unit === undefined ? '' : ` (${field.unit})`;
  return { de: field.label.de + unit, en: field.label.en + unit };
}

/** Every place that a column can go to: the key, the fields of a case in their order, parts of address and parcel, coordinates. */
export const TARGETS: readonly string[] = [
  'key',
  ...Object.keys(CASE_FIELDS),
  ...Object.keys(EXTRA_TARGETS).filter((target) => target !== 'key'),
];

const byName = new Map<string, string>();
for (const target of TARGETS) {
  const label = targetLabel(target);
  const field = CASE_FIELDS[target];
  for (const name of [target, label.de, label.en, field?.label.de, field?.label.en, ...(SYNONYMS[target] ?? [])]) {
    const plain = name === undefined ? '' : plainName(name);
    if (plain !== '' && !byName.has(plain)) byName.set(plain, target);
  }
}

/** The target that a column's header names, without regard to case, umlauts and punctuation. */
export function targetOfHeader(header: string): string | undefined {
  return byName.get(plainName(header)) ?? byName.get(plainName(header.replace(/\(.*?\)|\[.*?\]/g, '')));
}
