import type { LanguageCode } from '#lib/app/language.svelte.ts';

const de = {
  steps: ['Datei', 'Zuordnung', 'Prüfung', 'Ergebnis'],

  choose: 'Datei auswählen',
  dropHint:
    'Excel (.xlsx, .xls), OpenDocument (.ods) oder CSV, bis 40 MB. Die Datei wird nur gelesen; übernommen wird erst nach der Prüfung.',
  otherFile: 'Andere Datei',

  file: (name: string, rows: string, sheet: string | null) =>
    sheet === null ? `${name} · ${rows} Zeilen` : `${name} · Blatt „${sheet}“ · ${rows} Zeilen`,
  mapping: 'Zuordnung der Spalten',
  headerAt: (line: number) => `Die Spaltennamen stehen in Zeile ${line}.`,
  suggestion: 'Vorgeschlagen nach den Namen der Spalten; bitte durchsehen.',
  remembered: 'Wie beim letzten Mal mit diesen Spalten.',
  column: 'Spalte der Datei',
  samples: 'Beispiele',
  target: 'Feld im Register',
  targetOf: (column: string) => `Feld für „${column}“`,
  ignored: 'nicht übernehmen',
  groups: { fields: 'Felder', parts: 'Teile, Sammelspalten, Koordinaten', texts: 'Texte in anderen Sprachen' },
  ignoredColumns: (n: number) => (n === 1 ? '1 Spalte wird nicht übernommen' : `${n} Spalten werden nicht übernommen`),
  doubled: (target: string) => `„${target}“ ist zweimal gewählt. Bitte nur eine Spalte zuordnen.`,
  words: (n: number) => (n === 1 ? '1 Wort ist noch einzuordnen' : `${n} Wörter sind noch einzuordnen`),
  wordsDone: 'Alle Wörter sind eingeordnet.',
  wordMeans: (word: string) => `„${word}“ bedeutet`,
  wordOpen: 'bitte einordnen',
  wordNothing: 'kein Wert',
  tooManyWords: 'Mehr als 60 verschiedene Wörter: Das ist vermutlich keine Spalte mit festen Werten.',
  nothingMapped: 'Noch ist keine Spalte zugeordnet.',
  check: 'Prüfen',
  checkAgain: 'Noch einmal prüfen',
  changedSince: 'Die Zuordnung ist seit der Prüfung geändert.',

  report: 'Was die Datei ändern würde',
  states: { new: 'neu', changed: 'geändert', unchanged: 'unverändert', problem: 'mit Problem' },
  all: 'alle',
  show: 'Zeilen zeigen',
  line: (n: number) => `Zeile ${n}`,
  before: 'bisher',
  after: 'neu',
  fieldsChanged: (n: number) => (n === 1 ? '1 Feld' : `${n} Felder`),
  cell: (column: string) => `Spalte „${column}“`,
  more: (n: number) => `${n} weitere zeigen`,
  none: 'Keine Zeile mit diesem Ergebnis.',
  problemsStay: (n: number) =>
    n === 1 ? 'Die Zeile mit Problem bleibt außen vor.' : `Die ${n} Zeilen mit Problemen bleiben außen vor.`,

  matched: { offer: 'Angebot', provider: 'Träger', site: 'Standort' },
  matchedBy: {
    key: 'nach dem Schlüssel',
    name: 'nach dem Namen',
    address: 'nach der Adresse',
    'name-address': 'nach Name und Adresse',
    answer: 'wie bestätigt',
    new: 'neu',
  },
  questions: 'Zu klären',
  questionsOpen: (n: number) => (n === 1 ? '1 Frage ist offen' : `${n} Fragen sind offen`),
  questionsAgain: 'alles beantwortet; bitte noch einmal prüfen',
  questionsDone: 'alles beantwortet',
  questionsHint:
    'Diese Namen ähneln bekannten. Geraten wird nicht: Bitte sagen, was gemeint ist, dann noch einmal prüfen.',
  questionFor: (word: string, lines: readonly number[]) =>
    `„${word}“ (${lines.length === 1 ? 'Zeile' : 'Zeilen'} ${lines.slice(0, 5).join(', ')}${lines.length > 5 ? ' …' : ''})`,
  leaveOut: 'nichts davon: auslassen',

  phases: {
    waiting: 'Wird übertragen',
    reading: 'Wird gelesen',
    checking: 'Wird mit dem Register abgeglichen',
    applying: 'Wird übernommen',
  },
  progress: (done: string, total: string) => `${done} von ${total}`,
  cancel: 'Abbrechen',

  done: 'Eingelesen',
  added: (n: string) => `${n} neu`,
  changed: (n: string) => `${n} geändert`,
  unchanged: (n: string) => `${n} unverändert`,
  problems: (n: string) => `${n} mit Problem, nicht übernommen`,
  kept: 'Nicht überschrieben: seit der Prüfung von jemand anderem geändert',
  keptBy: (line: number, title: string, by: string, at: string) => `Zeile ${line}, ${title}: ${by}, ${at}`,
  undo: 'Zurücknehmen',
  undoKept: 'Nicht zurückgenommen, weil seither geändert:',
  somebody: 'jemand',
  failed: 'Das hat nicht geklappt',
  network: 'Der Server ist nicht zu erreichen. Die Datei ist nicht verloren; bitte noch einmal versuchen.',
};

const en = {
  steps: ['File', 'Mapping', 'Dry run', 'Result'],

  choose: 'Choose a file',
  dropHint:
    'Excel (.xlsx, .xls), OpenDocument (.ods) or CSV, up to 40 MB. The file is only read; nothing is taken before the dry run.',
  otherFile: 'Another file',

  file: (name: string, rows: string, sheet: string | null) =>
    sheet === null ? `${name} · ${rows} rows` : `${name} · sheet “${sheet}” · ${rows} rows`,
  mapping: 'Mapping of the columns',
  headerAt: (line: number) => `The column names stand in line ${line}.`,
  suggestion: 'Suggested by the names of the columns; please look it over.',
  remembered: 'As the last time with these columns.',
  column: 'Column of the file',
  samples: 'Examples',
  target: 'Field of the register',
  targetOf: (column: string) => `Field for “${column}”`,
  ignored: 'leave out',
  groups: { fields: 'Fields', parts: 'Parts, combined columns, coordinates', texts: 'Texts in other languages' },
  ignoredColumns: (n: number) => (n === 1 ? '1 column is left out' : `${n} columns are left out`),
  doubled: (target: string) => `“${target}” is chosen twice. Please map one column only.`,
  words: (n: number) => (n === 1 ? '1 word is yet to be mapped' : `${n} words are yet to be mapped`),
  wordsDone: 'All words are mapped.',
  wordMeans: (word: string) => `“${word}” means`,
  wordOpen: 'please choose',
  wordNothing: 'no value',
  tooManyWords: 'More than 60 different words: this is probably no column with fixed values.',
  nothingMapped: 'No column is mapped yet.',
  check: 'Dry run',
  checkAgain: 'Dry run again',
  changedSince: 'The mapping has changed since the dry run.',

  report: 'What the file would change',
  states: { new: 'new', changed: 'changed', unchanged: 'unchanged', problem: 'with a problem' },
  all: 'all',
  show: 'Show rows',
  line: (n: number) => `Line ${n}`,
  before: 'before',
  after: 'after',
  fieldsChanged: (n: number) => (n === 1 ? '1 field' : `${n} fields`),
  cell: (column: string) => `Column “${column}”`,
  more: (n: number) => `Show ${n} more`,
  none: 'No row with this result.',
  problemsStay: (n: number) =>
    n === 1 ? 'The row with a problem is left out.' : `The ${n} rows with problems are left out.`,

  matched: { offer: 'Offer', provider: 'Provider', site: 'Site' },
  matchedBy: {
    key: 'by its key',
    name: 'by its name',
    address: 'by its address',
    'name-address': 'by name and address',
    answer: 'as confirmed',
    new: 'new',
  },
  questions: 'To be clarified',
  questionsOpen: (n: number) => (n === 1 ? '1 question is open' : `${n} questions are open`),
  questionsAgain: 'all answered; please run the dry run again',
  questionsDone: 'all answered',
  questionsHint:
    'These names are like known ones. Nothing is guessed: please say what is meant, then run the dry run again.',
  questionFor: (word: string, lines: readonly number[]) =>
    `“${word}” (${lines.length === 1 ? 'line' : 'lines'} ${lines.slice(0, 5).join(', ')}${lines.length > 5 ? ' …' : ''})`,
  leaveOut: 'none of these: leave out',

  phases: {
    waiting: 'Uploading',
    reading: 'Being read',
    checking: 'Being compared with the register',
    applying: 'Being applied',
  },
  progress: (done: string, total: string) => `${done} of ${total}`,
  cancel: 'Cancel',

  done: 'Imported',
  added: (n: string) => `${n} new`,
  changed: (n: string) => `${n} changed`,
  unchanged: (n: string) => `${n} unchanged`,
  problems: (n: string) => `${n} with a problem, not taken`,
  kept: 'Not overwritten: changed by somebody else since the dry run',
  keptBy: (line: number, title: string, by: string, at: string) => `Line ${line}, ${title}: ${by}, ${at}`,
  undo: 'Undo',
  undoKept: 'Not undone, because changed since:',
  somebody: 'somebody',
  failed: 'That did not work',
  network: 'The server cannot be reached. The file is not lost; please try again.',
} satisfies typeof de;

export type RegisterWords = typeof de;

/** What each register says in its own words. */
export interface OwnWords {
  title: string;
  lead: string;
  toList: string;
  drop: string;
  dropNow: string;
  export: string;
  exportHint: string;
  rules: string;
  ruleList: readonly string[];
  nothingToDo: string;
  take: (n: string) => string;
  undone: (n: string) => string;
}

/** Words of the screen on which a register is imported, whichever it is; only the routes of imports load them. */
export const REGISTER_WORDS: Record<LanguageCode, RegisterWords> = { de, en };
