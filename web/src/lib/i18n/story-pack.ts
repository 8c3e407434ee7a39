/** Words of the dialog that makes a pack. */
const de = {
  button: 'Forum-Paket',
  title: 'Forum-Paket',
  lead: 'Eine einzige Datei, die vom USB-Stick ohne Netz läuft: mit Karten, Schriften, Fotos und Zahlen einer Ausgabe. Sie ruft nichts aus dem Netz ab.',
  edition: 'Ausgabe',
  frozen: (edition: string, date: string) =>
    `Enthalten ist, was am ${date} für „${edition}“ veröffentlicht wurde, mit den Texten und Zahlen von damals. Die Karten zeigen die Ebenen von heute; was sich seither geändert hat, nennt das Paket.`,
  publicationHash: 'Prüfsumme der Veröffentlichung:',
  editions: { public: 'Öffentlichkeit', steering: 'Steuerungsgruppe', planner: 'intern' },
  notes: 'Notizen für Vortragende mitnehmen',
  noNotes: 'Notizen gehören nie in die öffentliche Ausgabe.',
  care: 'Diese Ausgabe ist nicht öffentlich. Wer die Datei hat, kann alles darin lesen, auch ohne Kennwort.',
  make: 'Zusammenstellen',
  cancel: 'Abbrechen',
  progress: (done: number, of: number, size: string) => `${done} von ${of} Teilen, ${size} MB`,
  beginning: 'Die Folien werden berechnet …',
  ready: (size: string) => `Fertig: ${size} MB.`,
  whole: 'Die Datei ist vollständig angekommen; ihre Prüfsumme stimmt.',
  unchecked: 'Die Datei ist vollständig angekommen. Prüfsummen kann dieser Browser hier nicht rechnen.',
  replaced: (slides: string) =>
    `Folie ${slides}: Der gewählte Hintergrund gehört anderen und ist nicht im Paket. Es zeigt dort die Quartierskarte.`,
  hash: 'SHA-256 der Datei',
  save: 'Noch einmal speichern',
  saveHash: 'Prüfsumme speichern',
  cut: 'Die Datei kam nicht vollständig an. Vielleicht war sie zu groß (mehr als 200 MB), oder das Netz riss ab.',
  again: 'Neu zusammenstellen',
};

export type PackWords = typeof de;

const en = {
  button: 'Forum pack',
  title: 'Forum pack',
  lead: 'A single file that runs from a USB stick without a network: with maps, fonts, photos and figures of one edition. It asks the network for nothing.',
  edition: 'Edition',
  frozen: (edition: string, date: string) =>
    `It holds what was published on ${date} for “${edition}”, with the texts and figures of then. Its maps show the layers of today; the pack names those that have changed since.`,
  publicationHash: 'Checksum of the publication:',
  editions: { public: 'public', steering: 'steering group', planner: 'internal' },
  notes: 'Take the presenter’s notes along',
  noNotes: 'Notes are never part of the public edition.',
  care: 'This edition is not public. Whoever has the file can read all that is in it, without a password.',
  make: 'Put together',
  cancel: 'Cancel',
  progress: (done: number, of: number, size: string) => `${done} of ${of} parts, ${size} MB`,
  beginning: 'The slides are being reckoned …',
  ready: (size: string) => `Ready: ${size} MB.`,
  whole: 'All of the file has arrived; its checksum is right.',
  unchecked: 'All of the file has arrived. This browser cannot compute checksums here.',
  replaced: (slides: string) =>
    `Slide ${slides}: the chosen background belongs to others and is not in the pack. It shows the quarter map there.`,
  hash: 'SHA-256 of the file',
  save: 'Save once more',
  saveHash: 'Save the checksum',
  cut: 'The file did not arrive as a whole. Perhaps it was too large (more than 200 MB), or the network was lost.',
  again: 'Put together anew',
} satisfies PackWords;

export const PACK_WORDS = { de, en };
