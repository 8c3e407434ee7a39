import { defineDataset, defineLayer } from '../define.ts';
import { code, codes, date, integer, list, months, text, yesNo } from '../fields.ts';
import { LICENCES } from '../licences.ts';
import { OFFER_KINDS } from './kinds.ts';
import type { LayerClass } from '../../symbology/symbology.ts';

/** Kinds of sites. */
export const SITE_CLASSES = [
  { id: 'kita', label: { de: 'Kita', en: 'Day-care centre' }, colour: 'kita', shape: 'square', icon: 'kita' },
  {
    id: 'kinderstube',
    label: { de: 'Kinderstube', en: 'Kinderstube (small group care)' },
    colour: 'kita',
    shape: 'circle',
    icon: 'kita',
  },
  { id: 'school', label: { de: 'Schule', en: 'School' }, colour: 'school', shape: 'square', icon: 'school' },
  {
    id: 'family-office',
    label: { de: 'Familienbüro', en: 'Family office' },
    colour: 'office',
    shape: 'hexagon',
    icon: 'office',
  },
  {
    id: 'family-centre',
    label: { de: 'Treff für Familien', en: 'Family meeting place' },
    colour: 'offer',
    shape: 'circle',
    icon: 'family',
  },
  {
    id: 'youth',
    label: { de: 'Kinder- und Jugendtreff', en: 'Youth centre' },
    colour: 'offer',
    shape: 'diamond',
    icon: 'youth',
  },
  {
    id: 'association',
    label: { de: 'Verein, Initiative', en: 'Association' },
    colour: 'offer',
    shape: 'hexagon',
    icon: 'family',
  },
  {
    id: 'counselling',
    label: { de: 'Beratung', en: 'Counselling' },
    colour: 'office',
    shape: 'circle',
    icon: 'counselling',
  },
] as const satisfies readonly LayerClass[];

const siteKinds = Object.fromEntries(SITE_CLASSES.map((c) => [c.id, c.label])) as Record<
  (typeof SITE_CLASSES)[number]['id'],
  { de: string; en: string }
>;

const WEEKDAYS = {
  mo: { de: 'Montag', en: 'Monday' },
  tu: { de: 'Dienstag', en: 'Tuesday' },
  we: { de: 'Mittwoch', en: 'Wednesday' },
  th: { de: 'Donnerstag', en: 'Thursday' },
  fr: { de: 'Freitag', en: 'Friday' },
  sa: { de: 'Samstag', en: 'Saturday' },
  su: { de: 'Sonntag', en: 'Sunday' },
} as const;

/** What an offer is, wherever it runs; `register.ts` keeps it once for each offer. */
export const OFFER_FIELDS = {
  title: text('Angebot', 'Offer', { table: true, search: true }),
  kind: code('Art', 'Kind', OFFER_KINDS, { table: true }),
  age_from: months('Alter von', 'Age from', { table: true }),
  /** Half-open: the first month that is too old. */
  age_to: months('Alter bis unter', 'Age to under', { table: true }),
  places: integer('Plätze', 'Places', { table: true }),
  /** ISO 639 codes. */
  languages: list('Sprachen', 'Languages', { table: true }),
  cost: text('Kosten', 'Cost'),
  registration: yesNo('Anmeldung nötig', 'Registration needed'),
  comes_to_you: yesNo('kommt zu Ihnen nach Hause', 'comes to your home'),
  valid_from: date('Gültig ab', 'Valid from'),
  valid_to: date('Gültig bis', 'Valid to'),
  last_confirmed_on: date('Zuletzt bestätigt', 'Last confirmed', { table: true }),
};

/** What runs where and when: one row for each offer at each site. What the offer is stands in the register and is read along. */
export const offersAtSites = defineDataset({
  id: 'offers-at-sites',
  table: 'offers_at_sites',
  view: 'offers_at_sites_told',
  parent: 'site_key',
  edited: true,
  fields: {
    site_key: text('Standort', 'Site'),
    offer_key: text('Angebot (Kennung)', 'Offer (key)'),
    weekdays: codes('Wochentage', 'Weekdays', WEEKDAYS, { table: true }),
    /** Local time as HH:MM. */
    starts_at: text('Beginn', 'Starts', { table: true }),
    ends_at: text('Ende', 'Ends', { table: true }),
    recurrence: text('Wiederholung (RFC 5545)', 'Recurrence (RFC 5545)'),
    cancelled_on: list('Fällt aus am', 'Cancelled on'),
    pauses_in_holidays: yesNo('pausiert in den Schulferien', 'pauses in school holidays'),
    note: text('Hinweis', 'Note'),
  },
  generated: { ...OFFER_FIELDS, provider: text('Träger', 'Provider', { table: true }) },
});

export const offers = defineLayer({
  id: 'offers',
  title: { de: 'Angebote für Familien', en: 'Offers for families' },
  description: {
    de: 'Orte, an denen Familien Angebote finden, mit dem, was dort wann und für wen stattfindet.',
    en: 'Sites with offers for families, and what happens there, when and for whom.',
  },
  group: 'places',
  policy: { full: 'public' },
  dataset: defineDataset({
    id: 'offers',
    table: 'offer_sites',
    geometry: 'point',
    edited: true,
    fields: {
      name: text('Name', 'Name', { table: true, search: true }),
      kind: code('Art', 'Kind', siteKinds, { table: true }),
      address: text('Adresse', 'Address', { table: true, search: true }),
      provider: text('Träger', 'Provider', { table: true }),
      places: integer('Plätze', 'Places', { table: true }),
      anchor: yesNo('Ankerstandort', 'Anchor site'),
      step_free: yesNo('stufenlos', 'step-free'),
      website: text('Internet', 'Website'),
      contact: text('Kontakt', 'Contact'),
    },
  }),
  related: [offersAtSites],
  tile: { minzoom: 10, maxzoom: 15, properties: ['name', 'kind'] },
  symbology: { kind: 'classes', scheme: { column: 'kind', classes: SITE_CLASSES } },
  titleField: 'name',
  labelField: 'name',
  source: {
    name: 'Stadt Dortmund, Einrichtungen',
    url: 'https://open-data.dortmund.de',
    licence: 'dl-de/zero-2-0',
    licenceUrl: LICENCES['dl-de/zero-2-0'],
    attribution: '© Stadt Dortmund, dl-de/zero-2-0',
  },
  visible: true,
});
