import { defineDataset, defineLayer } from '../define.ts';
import { code, date, integer, quantity, text, year, yesNo } from '../fields.ts';
import type { LayerClass } from '../../symbology/symbology.ts';
import {
  ABILITY_TO_ACT,
  AFTER_USE,
  AVAILABILITY,
  AXES,
  CONDITION,
  OCCUPANCY,
  OWNER_STATE,
  PRESSURE,
  PRIORITY,
  PROCEDURE,
  WORKS,
} from './axes.ts';

/**
 * The map's classes are derived from the axes by the generated columns `class` and `mark` of the table:
 * `class` tells what became of the building, `mark` what lies over it (works, owner). Two facts, both drawn.
 */
export const PROPERTY_CLASSES = [
  { id: 'completed', label: { de: 'Sanierung abgeschlossen', en: 'Renovation completed' }, colour: 'completed' },
  { id: 'acquired', label: { de: 'erworben', en: 'acquired' }, colour: 'acquired' },
  { id: 'negotiating', label: { de: 'in Verhandlung', en: 'in negotiation' }, colour: 'negotiating' },
  { id: 'for-sale', label: { de: 'zu verkaufen', en: 'for sale' }, colour: 'for-sale' },
  { id: 'not-for-sale', label: { de: 'unverkäuflich', en: 'not for sale' }, colour: 'not-for-sale' },
  {
    id: 'recorded',
    label: { de: 'erfasst, Verfügbarkeit offen', en: 'recorded, availability open' },
    colour: 'recorded',
  },
] as const satisfies readonly LayerClass[];

export const PROPERTY_MARKS = [
  { id: 'renovating', label: { de: 'in Sanierung', en: 'being renovated' }, colour: 'acquired', hatch: 'diagonal' },
  {
    id: 'owner-unknown',
    label: { de: 'Eigentümer unbekannt', en: 'owner unknown' },
    colour: 'owner-unknown',
    hatch: 'dots',
  },
  {
    id: 'contact-lost',
    label: { de: 'Eigentümer nicht erreichbar', en: 'contact to owner lost' },
    colour: 'owner-unknown',
    hatch: 'cross',
  },
  {
    id: 'ownerless',
    label: { de: 'herrenlos (§ 928 BGB)', en: 'ownerless (§ 928 BGB)' },
    colour: 'ownerless',
    hatch: 'rings',
  },
] as const satisfies readonly LayerClass[];

/** What was found on an axis, when, by whom and on what ground. Nothing is overwritten. */
export const propertyHistory = defineDataset({
  id: 'property-history',
  table: 'property_history',
  parent: 'property_key',
  edited: true,
  fields: {
    property_key: text('Immobilie', 'Property'),
    axis: code('Merkmal', 'Axis', AXES, { table: true }),
    value: text('Wert', 'Value', { table: true }),
    valid_from: date('Datum', 'Date', { table: true }),
    source: text('Quelle', 'Source', { table: true }),
    author: text('Erfasst von', 'Recorded by', { table: true }),
    reason: text('Begründung', 'Reason'),
  },
});

export const properties = defineLayer({
  id: 'properties',
  title: { de: 'Immobilien', en: 'Properties' },
  description: {
    de: 'Problemimmobilien im Register, mit getrennten Merkmalen; die Farbe auf der Karte ist daraus abgeleitet.',
    en: 'Problem properties in the register, with separate axes; the colour on the map is derived from them.',
  },
  group: 'planning',
  // An address that is labelled a problem property is itself personal data (NRW Leitfaden Problemimmobilien; domain, section 4).
  // The steering group sees one by one what the city owns or has finished: those labels are about nobody else.
  policy: {
    full: 'planner',
    limited: {
      from: 'steering',
      rows: { availability: ['acquired'], works: ['completed'] },
      fields: ['address', 'works', 'after_use', 'dwellings', 'floors', 'year_built', 'listed', 'class', 'mark'],
      values: { class: ['acquired', 'completed'], mark: ['renovating'] },
      description: {
        de: 'Nur Häuser, die der Stadt gehören oder deren Sanierung abgeschlossen ist. Alle übrigen Fälle stehen nur in den Fallzahlen.',
        en: 'Only houses that the city owns or whose renovation is completed. All other cases are in the case counts only.',
      },
    },
  },
  dataset: defineDataset({
    id: 'properties',
    table: 'properties',
    geometry: 'polygon',
    edited: true,
    fields: {
      case_number: text('Aktenzeichen', 'Case number', { table: true, search: true }),
      address: text('Adresse', 'Address', { table: true, search: true }),
      parcel: text('Flurstück', 'Parcel', { search: true }),
      condition: code('Zustand', 'Condition', CONDITION, { table: true }),
      occupancy: code('Belegung', 'Occupancy', OCCUPANCY, { table: true }),
      owner_state: code('Eigentümer', 'Owner', OWNER_STATE, { table: true }),
      availability: code('Verfügbarkeit', 'Availability', AVAILABILITY, { table: true }),
      procedure: code('Verfahren', 'Procedure', PROCEDURE, { table: true }),
      works: code('Bauarbeiten', 'Works', WORKS, { table: true }),
      after_use: code('Nachnutzung', 'After-use', AFTER_USE),
      priority: code('Priorität', 'Priority', PRIORITY, { table: true }),
      pressure: code('Problemdruck', 'Problem pressure', PRESSURE),
      ability_to_act: code('Handlungsfähigkeit', 'Ability to act', ABILITY_TO_ACT),
      dwellings: integer('Wohnungen', 'Dwellings'),
      floors: integer('Geschosse', 'Storeys'),
      year_built: year('Baujahr', 'Year built'),
      plot_m2: quantity('Grundstück', 'Plot', 'm²'),
      listed: yesNo('Denkmal', 'Listed'),
      formal_area: yesNo(
        'im förmlich festgelegten Sanierungsgebiet (§ 142 BauGB)',
        'in a formally designated area (§ 142 BauGB)',
      ),
      vacant_dwellings: integer('leere Wohnungen', 'Vacant dwellings'),
      vacant_since: date('leer seit', 'Vacant since'),
      residents: integer('gemeldete Personen', 'Registered residents'),
      living_area_m2: quantity('Wohnfläche', 'Living area', 'm²'),
      staff_hours: integer('Aufwand der Verwaltung', 'Staff effort', { unit: 'h' }),
      assessed_on: date('Bewertet am', 'Assessed on'),
      assessed_by: text('Bewertet von', 'Assessed by'),
      legal_basis: text('Rechtsgrundlage', 'Legal basis'),
      office: text('Zuständige Stelle', 'Responsible office', { table: true }),
      next_step: text('Nächster Schritt', 'Next step', { table: true }),
      next_step_due: date('Frist', 'Due', { table: true }),
      recorded_on: date('Erfasst am', 'Recorded on'),
    },
    generated: {
      class: code('Kartenklasse', 'Map class', Object.fromEntries(PROPERTY_CLASSES.map((c) => [c.id, c.label]))),
      mark: code('Überlagerung', 'Overlay', Object.fromEntries(PROPERTY_MARKS.map((c) => [c.id, c.label]))),
    },
  }),
  related: [propertyHistory],
  tile: { minzoom: 10, maxzoom: 16, properties: ['class', 'mark', 'address', 'case_number'] },
  symbology: {
    kind: 'classes',
    scheme: { column: 'class', classes: PROPERTY_CLASSES },
    overlay: { column: 'mark', classes: PROPERTY_MARKS },
  },
  titleField: 'address',
  source: {
    name: 'Register der Stadterneuerung',
    url: null,
    licence: 'nicht öffentlich',
    licenceUrl: null,
    attribution: 'Register der Stadterneuerung',
  },
  visible: true,
});
