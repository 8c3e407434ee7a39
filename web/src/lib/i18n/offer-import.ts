import type { LanguageCode } from '#lib/app/language.svelte.ts';
import type { OwnWords } from './register.ts';

const de: OwnWords = {
  title: 'Angebote einlesen',
  lead: 'Eine Liste (Excel, ODS, CSV) von Angeboten mit dem Register abgleichen. Vor dem Einlesen zeigt eine Prüfung jede Zeile.',
  toList: 'Zu den Angeboten',
  drop: 'Liste hierher ziehen',
  dropNow: 'Loslassen, um die Liste zu prüfen',
  export: 'Angebote herunterladen',
  exportHint:
    'Eine Zeile für jedes Angebot an jedem Standort. Bearbeiten und wieder einlesen: Die beiden Schlüssel ordnen jede Zeile zu. Ansprechpersonen der Träger sind nicht enthalten.',
  rules: 'So wird gelesen',
  ruleList: [
    'Eine leere Zelle lässt den Wert, wie er ist. „–“ oder „(leer)“ löscht ihn.',
    'Ein Angebot wird über den Schlüssel gefunden, sonst über Name und Träger; ein Standort über Name und Adresse; ein Träger über den Namen. Was nur ähnlich heißt, wird gefragt.',
    'Mehrere Zeilen mit gleichem Namen und Träger sind ein Angebot mit mehreren Orten und Zeiten.',
    'Gelesen werden auch „Krabbelgruppe“, „türkisch“, „Mo + Do“, „9.30–11 Uhr“, „3–6 Jahre“, „ab 18 Monaten“, „Schwangere“, „14-täglich“.',
    'Alter ohne Einheit sind Jahre. „3–6“ endet mit dem 6. Geburtstag; schließt es Sechsjährige ein, bitte bei der Zuordnung wählen.',
    'Ein neuer Standort braucht eine bekannte Adresse oder Koordinaten, und jemand muss sagen, was er ist.',
    'Gelöscht wird nichts: Angebote, die nicht in der Datei stehen, bleiben unberührt.',
  ],
  nothingToDo: 'Die Datei stimmt mit dem Register überein. Es gibt nichts zu übernehmen.',
  take: (n) => (n === '1' ? '1 Zeile übernehmen' : `${n} Zeilen übernehmen`),
  undone: (n) => `Zurückgenommen: ${n === '1' ? '1 Eintrag ist' : `${n} Einträge sind`} wieder wie vorher.`,
};

const en: OwnWords = {
  title: 'Import offers',
  lead: 'Compare a list (Excel, ODS, CSV) of offers with the register. A dry run shows every row before anything is taken.',
  toList: 'To the offers',
  drop: 'Drag the list here',
  dropNow: 'Drop to check the list',
  export: 'Download the offers',
  exportHint:
    'One row for each offer at each site. Edit it and import it again: the two keys tell what each row is. Contact persons of the providers are not in it.',
  rules: 'How it is read',
  ruleList: [
    'An empty cell leaves the value as it is. “–” or “(empty)” clears it.',
    'An offer is found by its key, else by name and provider; a site by name and address; a provider by its name. What is only spelled alike is asked.',
    'Several rows of one name and provider are one offer with several places and times.',
    'Also read are “Krabbelgruppe”, “Turkish”, “Mon + Thu”, “9:30–11:00”, “3–6 years”, “from 18 months”, “pregnancy”, “fortnightly”.',
    'Ages without a unit are years. “3–6” ends with the sixth birthday; if it includes those aged six, please say so in the mapping.',
    'A new site needs a known address or coordinates, and somebody must say what it is.',
    'Nothing is deleted: offers that are not in the file stay untouched.',
  ],
  nothingToDo: 'The file agrees with the register. There is nothing to take.',
  take: (n) => (n === '1' ? 'Take 1 row' : `Take ${n} rows`),
  undone: (n) => `Undone: ${n === '1' ? '1 entry is' : `${n} entries are`} as before.`,
};

/** What the import of offers says in its own words. */
export const OFFER_IMPORT_WORDS: Record<LanguageCode, OwnWords> = { de, en };
