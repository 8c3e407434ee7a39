import type { LanguageCode } from '#lib/app/language.svelte.ts';

/** Words of finding faces in a photo. */
const de = {
  searching: 'Gesichter werden gesucht …',
  covered: (n: number) => (n === 1 ? '1 Gesicht gefunden und verdeckt' : `${n} Gesichter gefunden und verdeckt`),
  partly: (n: number, covered: number) => `${n} Stellen gefunden, ${covered === 0 ? 'keine' : covered} verdeckt`,
  check: 'bitte prüfen. Kennzeichen und übersehene Gesichter von Hand verdecken.',
  none: 'Kein Gesicht gefunden',
  failed: 'Auf diesem Gerät ließ sich nicht nach Gesichtern suchen. Bitte alle von Hand verdecken.',
  late: 'Die Suche nach Gesichtern dauerte zu lange. Bitte alle von Hand verdecken, dann „Fertig“.',
  list: 'Gefundene Gesichter',
  place: (n: number) => `Fundstelle ${n}:`,
  isNone: 'Kein Gesicht',
  coverAgain: 'Verdecken',
};

const en: typeof de = {
  searching: 'Looking for faces …',
  covered: (n) => (n === 1 ? '1 face found and covered' : `${n} faces found and covered`),
  partly: (n, covered) => `${n} places found, ${covered === 0 ? 'none' : covered} covered`,
  check: 'please check. Cover number plates and faces that were missed by hand.',
  none: 'No face found',
  failed: 'This device could not look for faces. Please cover all of them by hand.',
  late: 'Looking for faces took too long. Please cover all of them by hand, then “Done”.',
  list: 'Faces found',
  place: (n) => `Place ${n}:`,
  isNone: 'Not a face',
  coverAgain: 'Cover',
};

export const FACE_WORDS: Record<LanguageCode, typeof de> = { de, en };
