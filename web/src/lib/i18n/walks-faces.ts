import type { LanguageCode } from '#lib/app/language.svelte.ts';

/** Words of finding faces in a photo. */
const de = {
  searching: 'Gesichter werden gesucht …',
  covered: (n: number) => (n === 1 ? '1 Gesicht gefunden und verdeckt' : `${n} Gesichter gefunden und verdeckt`),
  partly: (n: number, covered: number) => `${n} Stellen gefunden, ${covered === 0 ? 'keine' : covered} verdeckt`,
  check: 'bitte prüfen. Kennzeichen und übersehene Gesichter mit dem Finger übermalen.',
  none: 'Kein Gesicht gefunden',
  failed: 'Auf diesem Gerät ließ sich nicht nach Gesichtern suchen. Bitte alle mit dem Finger übermalen.',
  late: 'Die Suche nach Gesichtern dauerte zu lange. Bitte alle mit dem Finger übermalen, dann „Fertig“.',
  list: 'Gefundene Gesichter',
  place: (n: number) => `Fundstelle ${n}:`,
  isNone: 'Kein Gesicht?',
  coverAgain: 'Verdecken',
  gone: 'Verdecktes ist dann endgültig weg.',
};

const en: typeof de = {
  searching: 'Looking for faces …',
  covered: (n) => (n === 1 ? '1 face found and covered' : `${n} faces found and covered`),
  partly: (n, covered) => `${n} places found, ${covered === 0 ? 'none' : covered} covered`,
  check: 'please check. Paint over number plates and faces that were missed with a finger.',
  none: 'No face found',
  failed: 'This device could not look for faces. Please paint over all of them with a finger.',
  late: 'Looking for faces took too long. Please paint over all of them with a finger, then “Done”.',
  list: 'Faces found',
  place: (n) => `Place ${n}:`,
  isNone: 'Not a face?',
  coverAgain: 'Cover',
  gone: 'What is covered is then gone for good.',
};

export const FACE_WORDS: Record<LanguageCode, typeof de> = { de, en };
