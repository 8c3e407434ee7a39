/** Languages of the command line. */
export type Language = 'de' | 'en';

/** English where the environment asks for it, German otherwise. */
export function languageOf(variables: Record<string, string | undefined>): Language {
  const wanted = variables['LC_ALL'] || variables['LC_MESSAGES'] || variables['LANG'] || '';
  return /^en/i.test(wanted) ? 'en' : 'de';
}

const WORDS = {
  help: {
    de: `npm run import -- [Optionen] DATEI …

  --as EBENE         in diese Ebene; sonst wird sie am Inhalt erkannt
  --year JAHR        Jahr der Werte, wenn die Datei es nicht nennt
  --as-of DATUM      Stand der Daten, JJJJ-MM-TT
  --map SPALTE=NAME  Feldzuordnung für beliebiges GeoJSON; mehrfach möglich
  --inspect          nur zeigen, was in der Datei ist: Ebenen, Koordinatensystem, Felder
  --layer-name NAME  diese Ebene oder dieses Blatt der Datei
  --crs SYSTEM       Koordinatensystem, z. B. EPSG:25832; sonst das wahrscheinlichste
  --header-row ZEILE Zeile mit den Spaltennamen einer Tabelle, ab 1; sonst wird sie gefunden
  --recipe NAME      Rezept, das im Import-Assistenten aufgehoben wurde
  --json             je Datei eine Zeile JSON auf der Standardausgabe
  --undo KENNUNG     den jüngsten Import einer Ebene rückgängig machen
  --remove-demo      alles Erfundene entfernen

Läuft der Server, geht der Import über ihn; sonst wird die Datenbank selbst geöffnet.`,
    en: `npm run import -- [options] FILE …

  --as LAYER         into this layer; otherwise it is recognised by content
  --year YEAR        year of the figures where the file does not say it
  --as-of DATE       as-of date of the data, YYYY-MM-DD
  --map COLUMN=NAME  field mapping for any GeoJSON; may be given several times
  --inspect          only show what is in the file: layers, coordinate system, fields
  --layer-name NAME  this layer or sheet of the file
  --crs SYSTEM       coordinate system, e.g. EPSG:25832; otherwise the likeliest
  --header-row LINE  line with the names of a table's columns, from 1; otherwise it is found
  --recipe NAME      recipe that was kept in the import assistant
  --json             one line of JSON for each file on standard output
  --undo ID          undo the latest import of a layer
  --remove-demo      remove everything invented

Where the server runs the import goes through it; otherwise the database is opened directly.`,
  },
  'bad-option': { de: 'Unbekannte oder unvollständige Option: {0}', en: 'Unknown or incomplete option: {0}' },
  'bad-map': { de: '--map erwartet SPALTE=NAME, nicht „{0}“.', en: '--map wants COLUMN=NAME, not “{0}”.' },
  'bad-crs': {
    de: '--crs erwartet ein System wie EPSG:25832, nicht „{0}“.',
    en: '--crs wants a system such as EPSG:25832, not “{0}”.',
  },
  'bad-row': {
    de: '--header-row erwartet eine Zeile ab 1, nicht „{0}“.',
    en: '--header-row wants a line from 1, not “{0}”.',
  },
  'no-such-layer': {
    de: 'Eine Ebene „{0}“ gibt es in der Datei nicht. Es gibt: {1}',
    en: 'There is no layer “{0}” in the file. There are: {1}',
  },
  'several-layers': {
    de: 'Die Datei enthält mehrere Ebenen. Bitte mit --layer-name wählen: {0}',
    en: 'The file holds several layers. Please choose by --layer-name: {0}',
  },
  'which-target': {
    de: 'Die Datei ist lesbar, aber nicht von selbst einer Ebene zuzuordnen. Bitte mit --as wählen.',
    en: 'The file is readable but belongs to no layer by itself. Please choose by --as.',
  },
  'no-recipe': { de: 'Ein Rezept „{0}“ gibt es nicht.', en: 'There is no recipe “{0}”.' },
  'file-format': { de: '{0}: {1}', en: '{0}: {1}' },
  'file-layer': { de: '  {0}: {1} Objekte ({2})', en: '  {0}: {1} features ({2})' },
  'file-crs': { de: '    {0}: {1}', en: '    {0}: {1}' },
  'file-fields': { de: '    Felder: {0}', en: '    Fields: {0}' },
  'file-claims': { de: '    bekannt als: {0}', en: '    known as: {0}' },
  'bad-year': { de: '--year erwartet eine Jahreszahl, nicht „{0}“.', en: '--year wants a year, not “{0}”.' },
  'bad-date': { de: '--as-of erwartet JJJJ-MM-TT, nicht „{0}“.', en: '--as-of wants YYYY-MM-DD, not “{0}”.' },
  'unknown-layer': { de: 'Die Ebene „{0}“ gibt es nicht. Es gibt: {1}', en: 'There is no layer “{0}”. There are: {1}' },
  'no-file': {
    de: 'Welche Datei? Hilfe: npm run import -- --help',
    en: 'Which file? For help: npm run import -- --help',
  },
  'not-there': { de: '{0}: Die Datei gibt es nicht.', en: '{0}: there is no such file.' },
  'is-folder': { de: '{0}: Das ist ein Ordner, keine Datei.', en: '{0}: this is a folder, not a file.' },
  'not-readable': { de: '{0}: Die Datei darf nicht gelesen werden.', en: '{0}: the file may not be read.' },
  'no-import': { de: 'Diesen Import gibt es nicht: {0}', en: 'There is no such import: {0}' },
  'server-lost': {
    de: 'Die Verbindung zum laufenden Server ist abgerissen; ob der Import fertig wurde, steht unter „Daten“.',
    en: 'The connection to the running server broke; whether the import was completed stands under “Data”.',
  },
  'read-by': { de: '{0} → {1}', en: '{0} → {1}' },
  counts: {
    de: '  gelesen {0}, neu {1}, geändert {2}, unverändert {3}, ausgelassen {4} ({5} s)',
    en: '  read {0}, new {1}, changed {2}, unchanged {3}, skipped {4} ({5} s)',
  },
  repaired: { de: '  repariert: {0}', en: '  repaired: {0}' },
  skipped: { de: '  ausgelassen: {0} {1}', en: '  skipped: {0} {1}' },
  example: { de: '    z. B. Datensatz {0}: {1}', en: '    e.g. record {0}: {1}' },
  'how-to-undo': {
    de: '  rückgängig: npm run import -- --undo {0}',
    en: '  to undo: npm run import -- --undo {0}',
  },
  cancelled: { de: '{0}: abgebrochen, nichts geändert.', en: '{0}: cancelled, nothing changed.' },
  undone: { de: 'Rückgängig gemacht: {0} ({1})', en: 'Undone: {0} ({1})' },
  'demo-removed': { de: 'Demo entfernt aus: {0}', en: 'Demo removed from: {0}' },
  'no-demo': { de: 'Es war keine Demo geladen.', en: 'No demo was loaded.' },
  queued: { de: 'wartet', en: 'waiting' },
  reading: { de: 'liest', en: 'reading' },
  checking: { de: 'prüft', en: 'checking' },
  applying: { de: 'übernimmt', en: 'applying' },
} as const satisfies Record<string, Record<Language, string>>;

export type Word = keyof typeof WORDS;

/** A sentence of the command line with its blanks filled in. */
export function say(language: Language, word: Word, ...blanks: (string | number)[]): string {
  return WORDS[word][language].replace(/\{(\d)\}/g, (_, index: string) => String(blanks[Number(index)] ?? ''));
}
