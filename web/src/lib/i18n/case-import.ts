import type { LanguageCode } from '#lib/app/language.svelte.ts';
import type { OwnWords } from './register.ts';

const de: OwnWords = {
  title: 'Register einlesen',
  lead: 'Eine Liste (Excel, ODS, CSV) mit dem Register abgleichen. Vor dem Einlesen zeigt eine Prüfung jede Zeile.',
  toList: 'Zur Liste der Immobilien',
  drop: 'Register hierher ziehen',
  dropNow: 'Loslassen, um das Register zu prüfen',
  export: 'Register herunterladen',
  exportHint:
    'Bearbeiten und wieder einlesen: Die Spalte „Schlüssel“ ordnet jede Zeile ihrem Fall zu. Eigentümer sind nicht enthalten.',
  rules: 'So wird gelesen',
  ruleList: [
    'Eine leere Zelle lässt den Wert, wie er ist. „–“ oder „(leer)“ löscht ihn.',
    'Gefunden wird ein Fall über den Schlüssel, sonst über das Aktenzeichen, sonst über die Adresse.',
    'Ein neuer Fall braucht eine Adresse, die es auf der Karte gibt, oder Koordinaten (WGS 84 oder ETRS89/UTM 32) an einem Gebäude.',
    'Zustand, Belegung, Eigentümer, Verfügbarkeit, Verfahren, Bauarbeiten und Nachnutzung bekommen einen neuen Eintrag im Verlauf; der alte bleibt stehen.',
    'Gelöscht wird nichts: Fälle, die nicht in der Datei stehen, bleiben unberührt.',
    'Ampellisten: Problemdruck und Handlungsfähigkeit werden als Ampelfarben übernommen. Zustand und Priorität werden daraus nicht abgeleitet.',
  ],
  nothingToDo: 'Die Datei stimmt mit dem Register überein. Es gibt nichts zu übernehmen.',
  take: (n: string) => (n === '1' ? '1 Fall übernehmen' : `${n} Fälle übernehmen`),
  undone: (n: string) => `Zurückgenommen: ${n} Fälle sind wieder wie vorher.`,
};

const en: OwnWords = {
  title: 'Import the register',
  lead: 'Compare a list (Excel, ODS, CSV) with the register. A dry run shows every row before anything is taken.',
  toList: 'To the list of properties',
  drop: 'Drag the register here',
  dropNow: 'Drop to check the register',
  export: 'Download the register',
  exportHint: 'Edit it and import it again: the column “Key” tells which case a row is. Owners are not in it.',
  rules: 'How it is read',
  ruleList: [
    'An empty cell leaves the value as it is. “–” or “(empty)” clears it.',
    'A case is found by its key, else by its case number, else by its address.',
    'A new case needs an address that is on the map, or coordinates (WGS 84 or ETRS89/UTM 32) at a building.',
    'Condition, occupancy, owner, availability, procedure, works and after-use get a new entry in their history; the old one stays.',
    'Nothing is deleted: cases that are not in the file stay untouched.',
    'Traffic-light lists: problem pressure and ability to act are taken as colours. Condition and priority are not derived from them.',
  ],
  nothingToDo: 'The file agrees with the register. There is nothing to take.',
  take: (n: string) => (n === '1' ? 'Take 1 case' : `Take ${n} cases`),
  undone: (n: string) => `Undone: ${n} cases are as before.`,
};

/** What the import of problem properties says in its own words. */
export const CASE_IMPORT_WORDS: Record<LanguageCode, OwnWords> = { de, en };
