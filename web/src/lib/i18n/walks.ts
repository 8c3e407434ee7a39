import type { ProfileId } from '@quartierblick/gis/analysis/network/profiles.ts';
import type { WalkState } from '@quartierblick/gis/walks/walk.ts';
import { CARD_WORDS } from './walks-cards.ts';
import { JOIN_WORDS } from './walks-join.ts';
import { PEOPLE_WORDS } from './walks-people.ts';
import { PLAN_WORDS } from './walks-plan.ts';

/** Words of the list of walks and of what is said of one. */
const own = {
  title: 'Gänge durchs Quartier',
  lead: 'Mit Kindern, Eltern und Fachleuten gehen, aufnehmen und nachhalten.',
  loading: 'Gänge werden geladen …',
  failed: 'Die Gänge konnten nicht geladen werden.',
  tabs: 'Teile dieser Seite',
  walks: 'Gänge',
  cards: 'Fragekarten',
  measures: 'Maßnahmen',

  newWalk: 'Gang vorbereiten',
  toCome: 'Kommende',
  past: 'Gegangene',
  noWalks: 'Noch kein Gang',
  noWalksHint: 'Ein Gang hat einen Termin, Halte auf der Karte und Karten mit Fragen. Wer mitgeht, braucht kein Konto.',
  noneToCome: 'Kein Gang steht an.',
  nonePast: 'Noch keiner gegangen.',
  states: { draft: 'Entwurf', open: 'offen', walked: 'gegangen', closed: 'abgeschlossen' } satisfies Record<
    WalkState,
    string
  >,
  stopsCount: (n: number) => (n === 1 ? '1 Halt' : `${n} Halte`),
  peopleCount: (n: number) => (n === 1 ? '1 Gerät' : `${n} Geräte`),
  findingsCount: (n: number) => (n === 1 ? '1 Fund' : `${n} Funde`),
  dark: 'im Dunkeln',
  partlyDark: 'teils im Dunkeln',
  byDay: 'bei Tag',
  span: (from: string, to: string) => `${from} bis ${to} Uhr`,
  metres: (text: string) => `${text} m`,
  kilometres: (text: string) => `${text} km`,
  minutes: (text: string) => `${text} min`,

  back: 'Alle Gänge',
  plan: 'Planung',
  people: 'Teilnehmende',
  go: 'Mitgehen',
  goHint: 'Öffnet den Gang auf diesem Gerät',
  sheet: 'Blatt zum Drucken',
  open: 'Öffnen',
  openTitle: 'Gang öffnen',
  openText: 'Dann können Links verschickt werden, und wer einen hat, kann mitgehen und Funde aufnehmen.',
  consent: 'Gehen Kinder mit, sind ihre Eltern mit Fotos einverstanden.',
  consentHint:
    'Gesichter werden auf dem Gerät abgedeckt, bevor ein Foto gespeichert wird. Das ersetzt keine Einwilligung.',
  consentNeeded: 'Bitte bestätigen, bevor der Gang öffnet.',
  markWalked: 'Als gegangen markieren',
  reopen: 'Wieder öffnen',
  toDraft: 'Zurück zum Entwurf',
  stateChanged: (state: string) => `Der Gang ist jetzt: ${state}`,
  changedMeanwhile:
    'Inzwischen hat jemand den Gang geändert. Hier steht der neue Stand; bitte die Änderung noch einmal machen.',
  saving: 'Wird gespeichert …',

  edit: 'Bearbeiten',
  about: 'Angaben',
  fields: {
    title: 'Titel',
    purpose: 'Worum es geht',
    meetingPoint: 'Treffpunkt',
    day: 'Tag',
    time: 'Beginn',
    profile: 'Wer geht',
    minutesAStop: 'Minuten je Halt',
    showsOthers: 'Gäste sehen Orte und Notizen der anderen',
  },
  showsOthersHint: 'Nie Namen, Fotos oder Sprachnotizen.',
  titleNeeded: 'Bitte einen Titel angeben.',
  timeNeeded: 'Bitte Tag und Uhrzeit angeben.',
  profiles: {
    'child-with-adult': 'Kinder mit Erwachsenen',
    'child-alone': 'Kinder allein',
    adult: 'Erwachsene',
    'step-free': 'stufenlos (Kinderwagen, Rollstuhl)',
  } satisfies Record<ProfileId, string>,
  create: 'Anlegen',
  save: 'Speichern',
  cancel: 'Abbrechen',
};

const ownEn: typeof own = {
  title: 'Walks through the quarter',
  lead: 'Walk with children, parents and professionals, record it, and follow it up.',
  loading: 'Loading walks …',
  failed: 'The walks could not be loaded.',
  tabs: 'Parts of this page',
  walks: 'Walks',
  cards: 'Question cards',
  measures: 'Measures',

  newWalk: 'Prepare a walk',
  toCome: 'To come',
  past: 'Walked',
  noWalks: 'No walk yet',
  noWalksHint: 'A walk has a date, stops on the map and cards with questions. Whoever comes along needs no account.',
  noneToCome: 'No walk is due.',
  nonePast: 'None walked yet.',
  states: { draft: 'draft', open: 'open', walked: 'walked', closed: 'closed' },
  stopsCount: (n) => (n === 1 ? '1 stop' : `${n} stops`),
  peopleCount: (n) => (n === 1 ? '1 device' : `${n} devices`),
  findingsCount: (n) => (n === 1 ? '1 finding' : `${n} findings`),
  dark: 'in the dark',
  partlyDark: 'partly in the dark',
  byDay: 'by day',
  span: (from, to) => `${from} to ${to}`,
  metres: (text) => `${text} m`,
  kilometres: (text) => `${text} km`,
  minutes: (text) => `${text} min`,

  back: 'All walks',
  plan: 'Plan',
  people: 'Participants',
  go: 'Come along',
  goHint: 'Opens the walk on this device',
  sheet: 'Sheet to print',
  open: 'Open',
  openTitle: 'Open the walk',
  openText: 'Then links can be sent, and whoever has one can come along and record findings.',
  consent: 'If children come along, their parents agree to photos.',
  consentHint: 'Faces are covered on the device before a photo is stored. That replaces no consent.',
  consentNeeded: 'Please confirm before the walk opens.',
  markWalked: 'Mark as walked',
  reopen: 'Open again',
  toDraft: 'Back to draft',
  stateChanged: (state) => `The walk is now: ${state}`,
  changedMeanwhile: 'Somebody has changed the walk meanwhile. This is how it is now; please make your change again.',
  saving: 'Saving …',

  edit: 'Edit',
  about: 'Details',
  fields: {
    title: 'Title',
    purpose: 'What it is about',
    meetingPoint: 'Meeting point',
    day: 'Day',
    time: 'Start',
    profile: 'Who walks',
    minutesAStop: 'Minutes a stop',
    showsOthers: 'Guests see places and notes of the others',
  },
  showsOthersHint: 'Never names, photos or voice notes.',
  titleNeeded: 'Please give a title.',
  timeNeeded: 'Please give day and time.',
  profiles: {
    'child-with-adult': 'children with adults',
    'child-alone': 'children alone',
    adult: 'adults',
    'step-free': 'step-free (stroller, wheelchair)',
  },
  create: 'Create',
  save: 'Save',
  cancel: 'Cancel',
};

const de = { ...own, ...PLAN_WORDS.de, ...CARD_WORDS.de, ...PEOPLE_WORDS.de, ...JOIN_WORDS.de };
export type WalkWords = typeof de;
const en: WalkWords = { ...ownEn, ...PLAN_WORDS.en, ...CARD_WORDS.en, ...PEOPLE_WORDS.en, ...JOIN_WORDS.en };

/** All words of preparing walks, by language: only their routes load them. */
export const WALK_WORDS = { de, en };
