import type { Text } from '../fields.ts';

/** Parts of a building by which defects are recorded; each is graded by Dortmund's five-point scheme (`CONDITION`). */
export const DEFECT_PARTS = {
  roof: { de: 'Dach', en: 'Roof' },
  facade: { de: 'Fassade', en: 'Façade' },
  windows: { de: 'Fenster und Türen', en: 'Windows and doors' },
  stairs: { de: 'Treppenhaus', en: 'Stairs' },
  'fire-safety': { de: 'Brandschutz', en: 'Fire safety' },
  utilities: { de: 'Haustechnik (Strom, Wasser, Heizung)', en: 'Utilities (power, water, heating)' },
  rubbish: { de: 'Müll und Ungeziefer', en: 'Rubbish and vermin' },
} as const satisfies Record<string, Text>;

export const OWNER_KINDS = {
  person: { de: 'Privatperson', en: 'Person' },
  heirs: { de: 'Erbengemeinschaft', en: 'Community of heirs' },
  company: { de: 'Unternehmen', en: 'Company' },
  'dissolved-company': { de: 'aufgelöste Gesellschaft', en: 'Dissolved company' },
  public: { de: 'öffentliche Hand', en: 'Public body' },
  ownerless: { de: 'herrenlos (§ 928 BGB)', en: 'Ownerless (§ 928 BGB)' },
  unknown: { de: 'unbekannt', en: 'Unknown' },
} as const satisfies Record<string, Text>;

export const OWNER_ROLES = {
  owner: { de: 'Eigentümer', en: 'Owner' },
  'co-owner': { de: 'Miteigentümer', en: 'Co-owner' },
  heir: { de: 'Erbe', en: 'Heir' },
  administrator: { de: 'Hausverwaltung', en: 'Property manager' },
  'insolvency-administrator': { de: 'Insolvenzverwaltung', en: 'Insolvency administrator' },
  'estate-curator': { de: 'Nachlasspflegschaft (§ 1960 BGB)', en: 'Curator of the estate (§ 1960 BGB)' },
  representative: { de: 'Vertretung (§ 207 BauGB)', en: 'Representative (§ 207 BauGB)' },
} as const satisfies Record<string, Text>;

export const COST_KINDS = {
  purchase: { de: 'Kaufpreis', en: 'Purchase price' },
  ancillary: { de: 'Nebenkosten des Kaufs', en: 'Ancillary costs of the purchase' },
  securing: { de: 'Sicherung', en: 'Securing' },
  modernisation: { de: 'Modernisierung und Instandsetzung', en: 'Modernisation and repair' },
  uneconomic: { de: 'unrentierliche Kosten (§ 177 Abs. 4 BauGB)', en: 'Uneconomic costs (§ 177(4) BauGB)' },
  demolition: { de: 'Abbruch', en: 'Demolition' },
  running: { de: 'laufende Kosten', en: 'Running costs' },
  other: { de: 'Sonstiges', en: 'Other' },
} as const satisfies Record<string, Text>;

export const COST_STATES = {
  estimated: { de: 'geschätzt', en: 'estimated' },
  planned: { de: 'eingeplant', en: 'budgeted' },
  committed: { de: 'beauftragt', en: 'committed' },
  paid: { de: 'bezahlt', en: 'paid' },
} as const satisfies Record<string, Text>;

export const FUNDING_STATES = {
  intended: { de: 'vorgesehen', en: 'intended' },
  applied: { de: 'beantragt', en: 'applied for' },
  approved: { de: 'bewilligt', en: 'approved' },
  rejected: { de: 'abgelehnt', en: 'rejected' },
  paid: { de: 'ausgezahlt', en: 'paid out' },
} as const satisfies Record<string, Text>;

export const TASK_STATES = {
  open: { de: 'offen', en: 'open' },
  done: { de: 'erledigt', en: 'done' },
  dropped: { de: 'entfallen', en: 'dropped' },
} as const satisfies Record<string, Text>;

export const STEP_STATES = {
  running: { de: 'läuft', en: 'running' },
  completed: { de: 'abgeschlossen', en: 'completed' },
  stopped: { de: 'abgebrochen', en: 'stopped' },
} as const satisfies Record<string, Text>;

/** Instruments of the legal path; what each needs and which deadlines follow stands in `gis/legal-path`. */
export const INSTRUMENTS = {
  'owner-search': { de: 'Eigentümerermittlung', en: 'Search for the owner' },
  'purchase-talks': { de: 'Ankaufverhandlung', en: 'Purchase talks' },
  '24': { de: '§ 24 BauGB Vorkaufsrecht', en: '§ 24 BauGB right of pre-emption' },
  '175': { de: '§ 175 BauGB Erörterung', en: '§ 175 BauGB discussion' },
  '176': { de: '§ 176 BauGB Baugebot', en: '§ 176 BauGB order to build' },
  '177': {
    de: '§ 177 BauGB Modernisierungs- und Instandsetzungsgebot',
    en: '§ 177 BauGB order to modernise and repair',
  },
  '179': { de: '§ 179 BauGB Rückbaugebot', en: '§ 179 BauGB order to demolish' },
  '136': { de: '§§ 136 ff. BauGB Sanierungsmaßnahme', en: '§§ 136 ff. BauGB redevelopment measure' },
  '928': { de: '§ 928 BGB Aneignung', en: '§ 928 BGB appropriation' },
  'housing-supervision': { de: 'Wohnungsaufsicht (WohnStG NRW)', en: 'Housing supervision (WohnStG NRW)' },
} as const satisfies Record<string, Text>;

export const FILE_KINDS = {
  photo: { de: 'Foto', en: 'Photo' },
  document: { de: 'Dokument', en: 'Document' },
} as const satisfies Record<string, Text>;
