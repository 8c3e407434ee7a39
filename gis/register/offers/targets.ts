import type { Field, Text } from '../../layers/fields.ts';
import { code, text } from '../../layers/fields.ts';
import { offersAtSites, SITE_CLASSES } from '../../layers/offers/layer.ts';
import { offerRegister, offerTexts } from '../../layers/offers/register.ts';
import { plainName } from '../plain-name.ts';
import { languageCode, languageName } from './languages.ts';

const without = (fields: Record<string, Field>, ...names: string[]): Record<string, Field> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

/** Fields of an offer, the same wherever it runs. */
export const OFFER_COLUMNS: Record<string, Field> = without(offerRegister.fields, 'provider_key');
/** Fields of where and when it runs. */
export const RUN_COLUMNS: Record<string, Field> = without(offersAtSites.fields, 'site_key', 'offer_key');

/** What names provider and site: they are found by it, not changed. The kind is for sites that are not there yet. */
const NAMED: Record<string, Field> = {
  provider: text('Träger', 'Provider'),
  site_name: text('Standort', 'Site'),
  site_address: text('Adresse', 'Address'),
  site_kind: code(
    'Art des Standorts',
    'Kind of site',
    Object.fromEntries(SITE_CLASSES.map(({ id, label }) => [id, label])),
  ),
};

const EXTRAS = {
  key: { de: 'Schlüssel', en: 'Key' },
  run_key: { de: 'Schlüssel von Ort und Zeit', en: 'Key of place and time' },
  site_key: { de: 'Schlüssel des Standorts', en: 'Key of the site' },
  ages: { de: 'Alter, „3–6“ endet mit dem 6. Geburtstag', en: 'Ages, “3–6” ends with the 6th birthday' },
  ages_whole: { de: 'Alter, „3–6“ schließt Sechsjährige ein', en: 'Ages, “3–6” includes those aged six' },
  age_last: { de: 'Alter bis einschließlich', en: 'Age up to and including' },
  times: { de: 'Zeiten („9.30–11 Uhr“)', en: 'Times (“9:30–11:00”)' },
  when: { de: 'Wochentage und Zeiten („Mo 9.30 Uhr“)', en: 'Days and times (“Mon 9:30”)' },
  street: { de: 'Straße (Teil der Adresse)', en: 'Street (part of the address)' },
  house_number: { de: 'Hausnummer (Teil der Adresse)', en: 'House number (part of the address)' },
  lat: { de: 'Breite (WGS 84)', en: 'Latitude (WGS 84)' },
  lon: { de: 'Länge (WGS 84)', en: 'Longitude (WGS 84)' },
  east: { de: 'Ostwert (ETRS89/UTM 32)', en: 'Easting (ETRS89/UTM 32)' },
  north: { de: 'Nordwert (ETRS89/UTM 32)', en: 'Northing (ETRS89/UTM 32)' },
} as const satisfies Record<string, Text>;

/** Columns of an export in their order: the keys first, then the offer, where and when it runs; texts in other languages follow. */
export const WRITTEN_COLUMNS: readonly string[] = [
  'key',
  'run_key',
  'title',
  'provider',
  ...Object.keys(OFFER_COLUMNS).filter((name) => name !== 'title'),
  'site_name',
  'site_address',
  ...Object.keys(RUN_COLUMNS),
];

/** Column names of brochures and lists, beside the labels; levelled by {@link plainName}. */
const SYNONYMS: Record<string, readonly string[]> = {
  key: ['Angebot (Kennung)', 'Offer key'],
  title: ['Titel', 'Name des Angebots', 'Angebotsname', 'Bezeichnung', 'Kurs', 'Gruppe', 'Title', 'Name'],
  kind: ['Art des Angebots', 'Angebotsart', 'Kategorie', 'Typ', 'Category', 'Type'],
  topic: ['Themen', 'Themenfeld', 'Schwerpunkt', 'Inhalt'],
  description: ['Kurzbeschreibung', 'Text', 'Info', 'Informationen', 'Details'],
  age_from: [
    'Alter ab',
    'ab Alter',
    'Mindestalter',
    'von Alter',
    'Alter von (Monate)',
    'Alter von (Jahre)',
    'Minimum age',
  ],
  age_to: ['unter Alter'],
  age_last: ['Alter bis', 'Höchstalter', 'bis Alter', 'Maximum age', 'Age to'],
  ages: ['Alter', 'Altersgruppe', 'Alterspanne', 'Altersspanne', 'Zielgruppe', 'für wen', 'Age', 'Ages', 'Age group'],
  places: ['Plätze', 'Platzzahl', 'Anzahl Plätze', 'Teilnehmerzahl', 'TN', 'Kapazität', 'Capacity'],
  languages: ['Sprache', 'Language', 'Angebotssprache', 'in welcher Sprache'],
  cost: ['Preis', 'Gebühr', 'Kosten in Euro', 'Beitrag', 'Price', 'Fee'],
  registration: ['Anmeldung', 'mit Anmeldung', 'Anmeldung erforderlich', 'Registration'],
  comes_to_you: ['aufsuchend', 'Hausbesuch', 'kommt nach Hause'],
  // Everyone reads these two: names and numbers of people must be put there by somebody who means it.
  contact: ['Kontakt für Familien', 'Contact for families'],
  website: ['Webseite', 'Website', 'Homepage', 'Link', 'URL', 'Web'],
  valid_from: ['von Datum', 'gültig von', 'Beginn am', 'Start'],
  valid_to: ['bis Datum', 'Ende am'],
  last_confirmed_on: ['Stand', 'bestätigt am', 'geprüft am', 'Confirmed on'],
  provider: ['Anbieter', 'Veranstalter', 'Organisation', 'Einrichtungsträger', 'Verein', 'Organizer'],
  site_name: ['Ort', 'Veranstaltungsort', 'Einrichtung', 'Treffpunkt', 'Location', 'Venue', 'wo'],
  site_address: ['Anschrift', 'Adresse des Standorts', 'Straße und Hausnummer', 'Straße / Hausnummer', 'Straße, Nr.'],
  site_kind: ['Einrichtungsart', 'Standortart'],
  weekdays: ['Wochentag', 'Tag', 'Tage', 'Day', 'Days', 'Weekday'],
  starts_at: ['Uhrzeit von', 'von Uhr', 'Startzeit', 'Anfang', 'Start time', 'From'],
  ends_at: ['Uhrzeit bis', 'bis Uhr', 'Endzeit', 'Schluss', 'End time', 'Until'],
  times: ['Uhrzeit', 'Zeit', 'Zeiten', 'Time', 'Times'],
  when: ['Termin', 'Termine', 'wann', 'Tag und Uhrzeit', 'Wochentag und Uhrzeit', 'When'],
  recurrence: ['Wiederholung', 'Rhythmus', 'Turnus', 'wie oft', 'Recurrence'],
  cancelled_on: ['Ausfalltermine', 'fällt aus'],
  note: ['Hinweise'],
  street: ['Straße', 'Str', 'Strasse', 'Street'],
  house_number: ['Hausnummer', 'Hausnr', 'Haus-Nr.', 'HNr', 'Nr', 'House number'],
  lat: ['lat', 'latitude', 'Breite', 'Breitengrad'],
  lon: ['lon', 'lng', 'long', 'longitude', 'Länge', 'Längengrad'],
  east: ['Ostwert', 'Easting', 'X', 'Rechtswert', 'UTM X'],
  north: ['Nordwert', 'Northing', 'Y', 'Hochwert', 'UTM Y'],
};

/** A text of an offer in another language, or in plain language, as the target of a column. */
export interface TextTarget {
  language: string;
  plain: boolean;
  field: 'title' | 'description' | 'state';
}

const TEXT_TARGET = /^text\.([a-z]{2,3})(\.plain)?\.(title|description|state)$/u;

/** What of which text a target means; null where it is no text's. */
export function textTarget(target: string): TextTarget | null {
  const found = TEXT_TARGET.exec(target);
  if (!found) return null;
  const [, language = '', plain, field] = found;
  return { language, plain: plain !== undefined, field: field as TextTarget['field'] };
}

/** The target of a text's column. */
export const targetOfText = ({ language, plain, field }: TextTarget): string =>
  `text.${language}${plain ? '.plain' : ''}.${field}`;

const TEXT_WORDS: Record<TextTarget['field'], Text> = {
  title: { de: 'Titel', en: 'Title' },
  description: { de: 'Text', en: 'Text' },
  state: { de: 'Stand', en: 'State' },
};
const PLAIN: Text = { de: 'Leichte Sprache', en: 'plain language' };

function textLabel({ language, plain, field }: TextTarget): Text {
  const of = (shown: keyof Text): string =>
    `${TEXT_WORDS[field][shown]} (${languageName(language, shown)}${plain ? `, ${PLAIN[shown]}` : ''})`;
  return { de: of('de'), en: of('en') };
}

/** How a target's values are written and which codes it knows; undefined for keys, parts and texts that are several at once. */
export function fieldOf(target: string): Field | undefined {
  for (const fields of [OFFER_COLUMNS, RUN_COLUMNS, NAMED]) if (Object.hasOwn(fields, target)) return fields[target];
  const of = textTarget(target);
  return of ? (offerTexts.fields as Record<string, Field>)[of.field] : undefined;
}

const isExtra = (target: string): target is keyof typeof EXTRAS => Object.hasOwn(EXTRAS, target);

/** Whether a column may be sent there. */
export const isOfferTarget = (target: string): boolean => isExtra(target) || fieldOf(target) !== undefined;

/** How a target is called on the screen and in the header of an export. */
export function offerTargetLabel(target: string): Text {
  if (isExtra(target)) return EXTRAS[target];
  const of = textTarget(target);
  return of ? textLabel(of) : (fieldOf(target)?.label ?? { de: target, en: target });
}

/** Languages that the choice of a target offers for texts; any other is found by the name of its column. */
const OFFERED = ['de', 'tr', 'ar', 'bg', 'ro', 'pl', 'uk', 'en', 'ru', 'ku', 'rom', 'fa'];
const offeredTexts = OFFERED.flatMap((language) =>
  (language === 'de' ? [true] : [false]).flatMap((plain) =>
    (['title', 'description', 'state'] as const).map((field) => targetOfText({ language, plain, field })),
  ),
);

/** Every place that a column can go to, in groups. */
export const OFFER_GROUPS = [
  { id: 'fields', targets: [...WRITTEN_COLUMNS, 'site_kind'] },
  {
    id: 'parts',
    targets: Object.keys(EXTRAS).filter((target) => !WRITTEN_COLUMNS.includes(target)),
  },
  { id: 'texts', targets: offeredTexts },
] as const;

/** Names by their target: own names and labels before synonyms, so that none takes the place of a word of the register itself. */
const byName = new Map<string, string>();
for (const { targets } of OFFER_GROUPS.slice(0, 2)) {
  for (const target of targets) {
    const label = offerTargetLabel(target);
    for (const name of [target, label.de, label.en]) byName.set(plainName(name), target);
  }
}
for (const [target, names] of Object.entries(SYNONYMS)) {
  for (const name of names) if (!byName.has(plainName(name))) byName.set(plainName(name), target);
}

/** "Titel (Türkisch)", "Text (Deutsch, Leichte Sprache)": the text that a column's name means. */
function textOfHeader(header: string): string | undefined {
  const found = /^(.+?)\s*\((.+?)(?:,\s*(leichte sprache|plain language))?\)$/iu.exec(header.trim());
  if (!found) return undefined;
  const [, word = '', name = '', plain] = found;
  const means = (text: Text, said: string): boolean =>
    [text.de, text.en].some((one) => plainName(one) === plainName(said));
  const field = (Object.keys(TEXT_WORDS) as TextTarget['field'][]).find((one) => means(TEXT_WORDS[one], word));
  // Plain language is German where nothing else is said.
  const alone = plain === undefined && means(PLAIN, name);
  const language = alone ? 'de' : languageCode(name);
  if (!field || language === undefined) return undefined;
  // The offer itself is in German.
  if (language === 'de' && !alone && plain === undefined) return field === 'state' ? undefined : field;
  return targetOfText({ language, plain: alone || plain !== undefined, field });
}

/** The target that a column's name means, without regard to case, umlauts and punctuation. */
export function offerTargetOfHeader(header: string): string | undefined {
  return (
    textOfHeader(header) ??
    byName.get(plainName(header)) ??
    byName.get(plainName(header.replace(/\(.*?\)|\[.*?\]/gu, '')))
  );
}
