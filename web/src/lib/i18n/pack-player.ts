import { SLIDE_KEYS } from './present.ts';

/** Words of the player inside a pack. */
const de = {
  notes: 'Notizen (N)',
  hideNotes: 'Notizen schließen',
  info: 'Über dieses Paket (I)',
  language: 'Show in English',
  keyList: [
    ...SLIDE_KEYS.de,
    ['N', 'Notizen, wenn das Paket sie enthält'],
    ['I', 'über dieses Paket'],
    ['Esc', 'zurück zur Folie'],
  ],
  title: 'Über dieses Paket',
  story: 'Geschichte',
  edition: 'Ausgabe',
  published: 'Veröffentlicht',
  made: 'Zusammengestellt',
  madeBy: (version: string) => `mit Quartierblick ${version}`,
  withNotes: 'mit Notizen',
  withoutNotes: 'ohne Notizen',
  offline: 'Diese Datei enthält alles, was sie zeigt, und ruft nichts aus dem Netz ab.',
  replaced: (slides: string, base: string) =>
    `Folie ${slides}: Der Hintergrund „${base}“ gehört anderen und ist nicht im Paket. Gezeigt wird die Quartierskarte.`,
  overtaken: (layers: string) => `Während das Paket entstand, hat jemand geändert: ${layers}.`,
  changedSince: (layers: string) =>
    `Seit der Veröffentlichung haben sich Ebenen geändert. Die Karten zeigen sie, wie sie waren, als das Paket entstand: ${layers}.`,
  explore: 'Wer die Karte weit über den Ausschnitt hinaus bewegt, findet dort nur, was kleinere Maßstäbe zeigen.',
  check: 'Prüfung',
  checking: 'Die Teile werden geprüft …',
  allRight: (parts: number) => `Alle ${parts} Teile sind unverändert.`,
  wrong: (parts: number) => `${parts} Teile sind beschädigt oder verändert. Bitte das Paket neu herunterladen.`,
  unable: 'Dieser Browser kann Prüfsummen hier nicht rechnen.',
  whole: 'Die Prüfsumme der ganzen Datei steht in ihrer letzten Zeile; sie gilt für alle Zeilen davor.',
  part: 'Teil',
  size: 'Größe',
  kinds: { rendition: 'Folien und Zahlen', tiles: 'Kartenkacheln', photo: 'Foto' },
  states: { right: 'stimmt', wrong: 'stimmt nicht', waiting: '…' },
  sources: 'Quellen und Lizenzen',
  broken: 'Dieses Paket lässt sich nicht öffnen. Vielleicht wurde der Download abgebrochen: Bitte neu herunterladen.',
};

export type PackPlayerWords = typeof de;

const en = {
  notes: 'Notes (N)',
  hideNotes: 'Close the notes',
  info: 'About this pack (I)',
  language: 'Auf Deutsch zeigen',
  keyList: [
    ...SLIDE_KEYS.en,
    ['N', 'notes, where the pack has them'],
    ['I', 'about this pack'],
    ['Esc', 'back to the slide'],
  ],
  title: 'About this pack',
  story: 'Story',
  edition: 'Edition',
  published: 'Published',
  made: 'Put together',
  madeBy: (version: string) => `with Quartierblick ${version}`,
  withNotes: 'with notes',
  withoutNotes: 'without notes',
  offline: 'This file holds all that it shows, and asks the network for nothing.',
  replaced: (slides: string, base: string) =>
    `Slide ${slides}: the background “${base}” belongs to others and is not in the pack. The quarter map is shown.`,
  overtaken: (layers: string) => `While the pack was made somebody changed: ${layers}.`,
  changedSince: (layers: string) =>
    `Layers have changed since it was published. The maps show them as they were when the pack was made: ${layers}.`,
  explore: 'Whoever moves the map far beyond its frame finds only what smaller scales show there.',
  check: 'Check',
  checking: 'The parts are being checked …',
  allRight: (parts: number) => `All ${parts} parts are unchanged.`,
  wrong: (parts: number) => `${parts} parts are damaged or changed. Please download the pack again.`,
  unable: 'This browser cannot compute checksums here.',
  whole: 'The checksum of the whole file stands in its last line; it is that of all lines before it.',
  part: 'Part',
  size: 'Size',
  kinds: { rendition: 'slides and figures', tiles: 'map tiles', photo: 'photo' },
  states: { right: 'right', wrong: 'wrong', waiting: '…' },
  sources: 'Sources and licences',
  broken: 'This pack cannot be opened. Perhaps the download was interrupted: please download it again.',
} satisfies PackPlayerWords;

export const PACK_PLAYER_WORDS = { de, en };
