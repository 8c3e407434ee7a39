import { defineDataset } from '../define.ts';
import type { Dataset } from '../define.ts';
import { code, date, integer, quantity, text, yesNo } from '../fields.ts';
import type { Text } from '../fields.ts';
import { CONDITION } from './axes.ts';
import {
  COST_KINDS,
  COST_STATES,
  DEFECT_PARTS,
  FILE_KINDS,
  FUNDING_STATES,
  INSTRUMENTS,
  OWNER_KINDS,
  OWNER_ROLES,
  STEP_STATES,
  TASK_STATES,
} from './part-codes.ts';

/**
 * What a case file holds beside the case itself: each part is a table of rows that belong to one property. Forms, routes,
 * lists and the check against the database derive from these declarations; a new part is a migration, an entry here and
 * one in {@link CASE_PARTS}.
 */
export interface CasePart {
  id: string;
  title: Text;
  /** One of them, for buttons such as "add a defect". */
  one: Text;
  dataset: Dataset & { parent: 'property_key' };
  /** Field by which rows are listed, newest first; the order of recording where absent. */
  dateField?: string;
  /** Fields without which a row says nothing. */
  required: readonly string[];
  /** Fields that the server fills in; not in forms, refused in requests. */
  serverSet?: readonly string[];
  /** Fields of protected personal data: never in the audit log, bound to a purpose, deleted when their date passes. */
  protected?: readonly string[];
}

const property_key = text('Immobilie', 'Property');

const owners = defineDataset({
  id: 'property-owners',
  table: 'property_owners',
  parent: 'property_key',
  edited: true,
  fields: {
    property_key,
    kind: code('Art', 'Kind', OWNER_KINDS, { table: true }),
    name: text('Name', 'Name', { table: true }),
    role: code('Rolle', 'Role', OWNER_ROLES, { table: true }),
    share: text('Anteil', 'Share', { table: true }),
    contact: text('Kontakt', 'Contact'),
    note: text('Bemerkung', 'Note'),
    source: text('Quelle', 'Source'),
    valid_from: date('Eigentümer seit', 'Owner since'),
    valid_to: date('Eigentümer bis', 'Owner until'),
    purpose: text('Zweck der Speicherung', 'Purpose of keeping it', { table: true }),
    delete_on: date('Zu löschen am', 'To be deleted on', { table: true }),
  },
});

const defects = defineDataset({
  id: 'property-defects',
  table: 'property_defects',
  parent: 'property_key',
  edited: true,
  fields: {
    property_key,
    part: code('Bauteil', 'Part', DEFECT_PARTS, { table: true }),
    grade: code('Zustand', 'Condition', CONDITION, { table: true }),
    found_on: date('Festgestellt am', 'Found on', { table: true }),
    note: text('Befund', 'Finding', { table: true }),
    source: text('Quelle', 'Source'),
    author: text('Festgestellt von', 'Found by'),
    mended_on: date('Behoben am', 'Mended on', { table: true }),
  },
});

const costs = defineDataset({
  id: 'property-costs',
  table: 'property_costs',
  parent: 'property_key',
  edited: true,
  fields: {
    property_key,
    kind: code('Kostenart', 'Kind of cost', COST_KINDS, { table: true }),
    amount_eur: quantity('Betrag', 'Amount', '€', { table: true }),
    state: code('Stand', 'State', COST_STATES, { table: true }),
    on_date: date('Datum', 'Date', { table: true }),
    source: text('Quelle', 'Source'),
    note: text('Bemerkung', 'Note'),
  },
});

const funding = defineDataset({
  id: 'property-funding',
  table: 'property_funding',
  parent: 'property_key',
  edited: true,
  fields: {
    property_key,
    programme: text('Förderprogramm', 'Funding programme', { table: true }),
    amount_eur: quantity('Betrag', 'Amount', '€', { table: true }),
    share_percent: quantity('Fördersatz', 'Funding rate', '%', { table: true }),
    state: code('Stand', 'State', FUNDING_STATES, { table: true }),
    on_date: date('Datum', 'Date', { table: true }),
    reference: text('Bescheid', 'Notice', { table: true }),
    note: text('Bemerkung', 'Note'),
  },
});

const steps = defineDataset({
  id: 'property-steps',
  table: 'property_steps',
  parent: 'property_key',
  edited: true,
  fields: {
    property_key,
    instrument: code('Instrument', 'Instrument', INSTRUMENTS, { table: true }),
    state: code('Stand', 'State', STEP_STATES, { table: true }),
    started_on: date('Begonnen am', 'Started on', { table: true }),
    ended_on: date('Beendet am', 'Ended on', { table: true }),
    office: text('Zuständige Stelle', 'Responsible office', { table: true }),
    contract_on: date('Kaufvertrag vom', 'Contract of'),
    notified_on: date('Vertrag mitgeteilt am', 'Contract notified on'),
    averted_on: date('Abwendung erklärt am (§ 27 BauGB)', 'Aversion declared on (§ 27 BauGB)'),
    exercised_on: date('Vorkaufsrecht ausgeübt am', 'Pre-emption exercised on'),
    heard_on: date('Angehört am', 'Heard on'),
    ordered_on: date('Anordnung vom', 'Order of'),
    served_on: date('Bekanntgegeben am', 'Served on'),
    comply_by: date('Umzusetzen bis', 'To be carried out by'),
    waiver_registered_on: date('Verzicht eingetragen am', 'Waiver registered on'),
    rehoused: yesNo('Ersatzwohnraum gesichert', 'Replacement housing secured'),
    outcome: text('Ergebnis', 'Outcome'),
    reason: text('Begründung', 'Reason'),
    author: text('Erfasst von', 'Recorded by'),
  },
});

const tasks = defineDataset({
  id: 'property-tasks',
  table: 'property_tasks',
  parent: 'property_key',
  edited: true,
  fields: {
    property_key,
    title: text('Aufgabe', 'Task', { table: true }),
    due: date('Fällig am', 'Due', { table: true }),
    office: text('Zuständige Stelle', 'Responsible office', { table: true }),
    assignee: text('Bearbeitung', 'Assigned to'),
    state: code('Stand', 'State', TASK_STATES, { table: true }),
    done_on: date('Erledigt am', 'Done on'),
    // Key of another task of the same case; a circle is refused.
    after_task: text('Erst nach', 'Only after'),
    note: text('Bemerkung', 'Note'),
  },
});

const decisions = defineDataset({
  id: 'property-decisions',
  table: 'property_decisions',
  parent: 'property_key',
  edited: true,
  fields: {
    property_key,
    on_date: date('Datum', 'Date', { table: true }),
    body: text('Gremium', 'Body', { table: true }),
    decision: text('Entscheidung', 'Decision', { table: true }),
    reason: text('Begründung', 'Reason'),
    reference: text('Vorlage', 'Reference'),
    author: text('Erfasst von', 'Recorded by'),
  },
});

const notes = defineDataset({
  id: 'property-notes',
  table: 'property_notes',
  parent: 'property_key',
  edited: true,
  fields: {
    property_key,
    on_date: date('Datum', 'Date', { table: true }),
    note: text('Notiz', 'Note', { table: true }),
    author: text('Erfasst von', 'Recorded by', { table: true }),
  },
});

const files = defineDataset({
  id: 'property-files',
  table: 'property_files',
  parent: 'property_key',
  edited: true,
  fields: {
    property_key,
    kind: code('Art', 'Kind', FILE_KINDS, { table: true }),
    title: text('Titel', 'Title', { table: true }),
    taken_on: date('Datum', 'Date', { table: true }),
    note: text('Bemerkung', 'Note'),
    file_name: text('Datei', 'File'),
    media_type: text('Dateityp', 'Media type'),
    bytes: integer('Größe', 'Size', { unit: 'B' }),
    sha256: text('Prüfsumme', 'Checksum'),
    width: integer('Breite', 'Width', { unit: 'px' }),
    height: integer('Höhe', 'Height', { unit: 'px' }),
    author: text('Hochgeladen von', 'Uploaded by'),
  },
});

/** The parts of a case file in the order in which its page shows them. */
export const CASE_PARTS = [
  {
    id: 'owners',
    title: { de: 'Eigentum', en: 'Ownership' },
    one: { de: 'Eigentümer', en: 'Owner' },
    dataset: owners,
    dateField: 'valid_from',
    required: ['kind', 'purpose', 'delete_on'],
    protected: ['name', 'contact', 'note', 'share'],
  },
  {
    id: 'defects',
    title: { de: 'Mängel', en: 'Defects' },
    one: { de: 'Mangel', en: 'Defect' },
    dataset: defects,
    dateField: 'found_on',
    required: ['part', 'grade', 'found_on'],
    serverSet: ['author'],
  },
  {
    id: 'steps',
    title: { de: 'Rechtsweg', en: 'Legal path' },
    one: { de: 'Schritt', en: 'Step' },
    dataset: steps,
    dateField: 'started_on',
    required: ['instrument', 'state', 'started_on'],
    serverSet: ['author'],
  },
  {
    id: 'tasks',
    title: { de: 'Aufgaben', en: 'Tasks' },
    one: { de: 'Aufgabe', en: 'Task' },
    dataset: tasks,
    dateField: 'due',
    required: ['title', 'state'],
  },
  {
    id: 'costs',
    title: { de: 'Kosten', en: 'Costs' },
    one: { de: 'Kostenposten', en: 'Cost item' },
    dataset: costs,
    dateField: 'on_date',
    required: ['kind', 'amount_eur', 'state'],
  },
  {
    id: 'funding',
    title: { de: 'Förderung', en: 'Funding' },
    one: { de: 'Förderung', en: 'Grant' },
    dataset: funding,
    dateField: 'on_date',
    required: ['programme', 'state'],
  },
  {
    id: 'decisions',
    title: { de: 'Entscheidungen', en: 'Decisions' },
    one: { de: 'Entscheidung', en: 'Decision' },
    dataset: decisions,
    dateField: 'on_date',
    required: ['on_date', 'body', 'decision'],
    serverSet: ['author'],
  },
  {
    id: 'notes',
    title: { de: 'Notizen', en: 'Notes' },
    one: { de: 'Notiz', en: 'Note' },
    dataset: notes,
    dateField: 'on_date',
    required: ['note'],
    serverSet: ['author'],
  },
  {
    id: 'files',
    title: { de: 'Fotos und Dokumente', en: 'Photos and documents' },
    one: { de: 'Datei', en: 'File' },
    dataset: files,
    dateField: 'taken_on',
    required: ['kind'],
    serverSet: ['file_name', 'media_type', 'bytes', 'sha256', 'width', 'height', 'author'],
  },
] as const satisfies readonly CasePart[];

export type CasePartId = (typeof CASE_PARTS)[number]['id'];

/** The part with this id, or undefined where there is none. */
export function casePart(id: string): CasePart | undefined {
  return CASE_PARTS.find((part) => part.id === id);
}
