import type { LanguageCode } from '#lib/app/language.svelte.ts';

/** Words of the field on what this device does by itself, and on forgetting a walk on it. */
const de = {
  sendsWhenClosed: 'Sendet auch, wenn diese Seite zu ist.',
  sendsWhileOpen: 'Sendet nur, solange diese Seite offen ist.',

  forget: 'Gang auf diesem Gerät vergessen',
  forgetTitle: 'Diesen Gang vergessen?',
  forgetWhat:
    'Von diesem Gerät gelöscht werden: Notizen, Antworten, Fotos und Aufnahmen dieses Gangs, der Zugang zu ihm und alles, was mitgenommen wurde.',
  forgetStays: 'Was beim Server ist, bleibt dort. Andere Gänge bleiben auf diesem Gerät.',
  forgetUnsent: (notes: number, files: number) =>
    `Nur auf diesem Gerät: ${notes === 1 ? '1 Eintrag' : `${notes} Einträge`} und ${files === 1 ? '1 Foto oder Aufnahme' : `${files} Fotos oder Aufnahmen`}. Das geht verloren.`,
  forgetExport: 'Erst als Datei sichern',
  forgetSure: (n: number) =>
    n === 1 ? 'Ja, was nicht gesendet ist, endgültig löschen' : `Ja, ${n} nicht gesendete endgültig löschen`,
  forgetNow: 'Gang vergessen',
  forgetNot: 'Behalten',
  forgetFailed: 'Das Löschen ist nicht gelungen. Es ist alles noch da; bitte noch einmal.',

  takeRetry: 'Nochmal versuchen',
  takeSlow: 'Seit einer Weile kommt nichts an. Es geht weiter, sobald das Netz reicht.',
  appTrouble: {
    worker: 'Schritt 1, Anwendung anmelden: Der Browser bekommt ihr Programm nicht oder kann es nicht starten.',
    list: 'Schritt 2, Liste der Dateien: Sie fehlt oder gehört zu einer anderen Fassung. Bitte die Seite neu laden.',
    page: 'Schritt 3, Seite der Anwendung: Der Server gibt sie gerade nicht her.',
    file: (path: string) => `Schritt 4, Dateien der Anwendung: ${path} fehlt beim Server oder kam nicht an.`,
    room: 'Schritt 4, Dateien der Anwendung: Auf dem Gerät ist zu wenig Platz.',
    unknown: 'Die Anwendung konnte nicht geladen werden. Bitte mit Netz noch einmal.',
  },
};

type DeviceWords = typeof de;

const en: DeviceWords = {
  sendsWhenClosed: 'Sends even when this page is closed.',
  sendsWhileOpen: 'Sends only as long as this page is open.',

  forget: 'Forget the walk on this device',
  forgetTitle: 'Forget this walk?',
  forgetWhat:
    'Deleted from this device: notes, answers, photos and recordings of this walk, the access to it and everything that was taken along.',
  forgetStays: 'What is at the server stays there. Other walks stay on this device.',
  forgetUnsent: (notes, files) =>
    `On this device only: ${notes === 1 ? '1 entry' : `${notes} entries`} and ${files === 1 ? '1 photo or recording' : `${files} photos or recordings`}. That is lost.`,
  forgetExport: 'Save as a file first',
  forgetSure: (n) =>
    n === 1 ? 'Yes, delete what is not sent for good' : `Yes, delete ${n} that are not sent for good`,
  forgetNow: 'Forget the walk',
  forgetNot: 'Keep it',
  forgetFailed: 'Deleting did not work. All of it is still there; please try again.',

  takeRetry: 'Try again',
  takeSlow: 'Nothing has arrived for a while. It goes on as soon as the network suffices.',
  appTrouble: {
    worker: 'Step 1, registering the application: the browser does not get its program or cannot start it.',
    list: 'Step 2, list of files: it is missing or of another version. Please reload the page.',
    page: 'Step 3, page of the application: the server does not give it just now.',
    file: (path) => `Step 4, files of the application: ${path} is missing at the server or did not arrive.`,
    room: 'Step 4, files of the application: there is too little room on the device.',
    unknown: 'The application could not be loaded. Please try again with a network.',
  },
};

export const DEVICE_WORDS = { de, en } satisfies Readonly<Record<LanguageCode, DeviceWords>>;
