import type { OfferName, RunName } from '@quartierblick/gis/offers/proposal.ts';

const de = {
  title: 'Stimmen Ihre Angebote noch?',
  lead: 'So stehen Ihre Angebote im Register des Quartiers. Familien finden sie darüber. Bitte sagen Sie zu jedem, ob es noch stimmt.',
  how: 'Was Sie bestätigen, gilt sofort. Was Sie ändern, prüft zuerst eine Person aus der Planung.',
  until: (day: string) => `Dieser Link gilt bis ${day} und ist nur für Sie. Bitte geben Sie ihn nicht weiter.`,
  offers: (n: number, text: string) => (n === 1 ? '1 Angebot' : `${text} Angebote`),
  none: 'Unter Ihrem Namen steht zurzeit kein Angebot im Register.',
  ask: 'Fragen? Wenden Sie sich an die Person, von der Sie den Link haben.',

  is: 'Stimmt das noch?',
  choices: {
    confirm: 'Ja, stimmt so',
    change: 'Nein, etwas stimmt nicht mehr',
    gone: 'Das Angebot gibt es nicht mehr',
    none: 'Dazu sage ich jetzt nichts',
  },
  correct: 'Angaben berichtigen',
  correctHint: 'Ändern Sie nur, was nicht mehr stimmt.',
  remark: 'Bemerkung (freiwillig)',
  remarkHint: 'Zum Beispiel, was hier kein Feld hat.',
  send: 'Absenden',

  whereWhen: 'Wo und wann',
  places: 'Plätze',
  validity: 'Läuft',
  description: 'Beschreibung',
  always: 'ohne Ende',
  never: 'noch nie bestätigt',
  stale: 'seit über einem Jahr nicht bestätigt',

  fields: {
    title: 'Name des Angebots',
    description: 'Beschreibung',
    age_from: 'Alter von',
    age_to: 'Alter bis unter',
    languages: 'Sprachen',
    places: 'Plätze',
    cost: 'Kosten',
    registration: 'Anmeldung nötig',
    contact: 'Kontakt für Familien',
    valid_from: 'Läuft ab',
    valid_to: 'Läuft bis',
    weekdays: 'Wochentage',
    starts_at: 'Beginn',
    ends_at: 'Ende',
  } satisfies Record<OfferName | RunName, string>,
  otherLanguages: 'Fehlt eine Sprache? Bitte in die Bemerkung schreiben.',
  at: (site: string) => `Zeiten: ${site}`,
  open: 'keine Angabe',

  waits: (day: string) => `Ihre Angaben vom ${day} warten auf die Prüfung. Wenn Sie neue senden, gelten nur die neuen.`,
  waitsChange: 'Sie haben vorgeschlagen:',
  waitsGone: 'Sie haben gemeldet, dass es das Angebot nicht mehr gibt.',
  waitsRemark: 'Ihre Bemerkung:',
  approved: (day: string) => `Ihre Angaben vom ${day} wurden übernommen.`,
  approvedPart: (day: string) => `Ihre Angaben vom ${day} wurden zum Teil übernommen.`,
  rejected: (day: string) => `Ihre Angaben vom ${day} wurden nicht übernommen. Grund:`,

  thanks: 'Danke, Ihre Angaben sind da.',
  confirmed: (n: number) => (n === 1 ? '1 Angebot ist bestätigt.' : `${n} Angebote sind bestätigt.`),
  changed: (n: number) => (n === 1 ? '1 Änderung wartet auf die Prüfung.' : `${n} Änderungen warten auf die Prüfung.`),
  ended: (n: number) => (n === 1 ? '1 Angebot ist als beendet gemeldet.' : `${n} Angebote sind als beendet gemeldet.`),
  next: 'Sie müssen nichts weiter tun. Mit demselben Link sehen Sie später, was daraus wurde.',

  wrong: 'Bitte noch einmal ansehen',
  wrongLead: 'Es ist noch nichts gespeichert. Was Sie eingetragen haben, steht unten.',
  nothing: 'Sie haben noch zu keinem Angebot etwas ausgewählt.',
  meanwhile: 'Dieses Angebot wurde gerade im Register geändert. Bitte sehen Sie es noch einmal an.',
  both: 'Sie haben Angaben geändert. Wählen Sie „Nein“, oder nehmen Sie die Änderung zurück.',
  what: 'Bitte ändern Sie, was nicht stimmt, oder schreiben Sie es in die Bemerkung.',
  choose: 'Bitte wählen Sie eine Antwort zu Ihrer Bemerkung.',
  required: 'Bitte ausfüllen.',
  tooLong: (text: string) => `Höchstens 2.000 Zeichen; es sind ${text}.`,
  badNumber: 'Bitte eine ganze Zahl ab 0 eintragen.',
  badTime: 'Bitte eine Uhrzeit wie 09:30 eintragen.',
  badDate: 'Bitte einen Tag wie 31.12.2027 eintragen.',
  badChoice: 'Bitte etwas aus der Liste wählen.',
  badText: 'Der Text enthält ein Zeichen, das sich nicht speichern lässt.',
  ageOrder: 'Muss über „Alter von“ liegen.',
  dayOrder: 'Darf nicht vor „Läuft ab“ liegen.',
  timeOrder: 'Muss nach dem Beginn liegen.',

  void: 'Dieser Link gilt nicht',
  voidLead: 'Er ist abgelaufen, wurde durch einen neueren ersetzt oder ist nicht vollständig.',
  voidAsk:
    'Haben Sie eine neuere Nachricht mit einem Link? Dann benutzen Sie bitte den. Sonst wenden Sie sich an die Person, von der Sie den Link haben: Sie kann einen neuen schicken.',
  failed: 'Das hat nicht geklappt',
  tooMuch: 'Das ist mehr, als hier auf einmal gesendet werden kann. Bitte kürzen Sie die Texte.',
  foreign: 'Die Anfrage kommt von einer fremden Seite. Bitte öffnen Sie den Link aus der Nachricht noch einmal.',
  later: 'Es wurde nichts gespeichert. Bitte versuchen Sie es in ein paar Minuten noch einmal.',
  again: 'Zurück zu Ihren Angeboten',
};

/** Words of the page on which a provider confirms. */
export type ConfirmWords = typeof de;

const en: ConfirmWords = {
  title: 'Are your offers still right?',
  lead: 'This is how your offers stand in the register of the quarter, where families find them. Please say of each whether it is still right.',
  how: 'What you confirm counts at once. What you change is checked first by a person from the planning team.',
  until: (day) => `This link holds until ${day} and is only for you. Please do not pass it on.`,
  offers: (n, text) => (n === 1 ? '1 offer' : `${text} offers`),
  none: 'There is no offer under your name in the register at present.',
  ask: 'Questions? Please ask the person who sent you the link.',

  is: 'Is this still right?',
  choices: {
    confirm: 'Yes, all is right',
    change: 'No, something is not right any more',
    gone: 'The offer does not exist any more',
    none: 'I say nothing about it now',
  },
  correct: 'Correct the details',
  correctHint: 'Please change only what is not right any more.',
  remark: 'Remark (optional)',
  remarkHint: 'For instance what has no field here.',
  send: 'Send',

  whereWhen: 'Where and when',
  places: 'Places',
  validity: 'Runs',
  description: 'Description',
  always: 'without an end',
  never: 'never confirmed yet',
  stale: 'not confirmed for over a year',

  fields: {
    title: 'Name of the offer',
    description: 'Description',
    age_from: 'Age from',
    age_to: 'Age to under',
    languages: 'Languages',
    places: 'Places',
    cost: 'Cost',
    registration: 'Registration needed',
    contact: 'Contact for families',
    valid_from: 'Runs from',
    valid_to: 'Runs until',
    weekdays: 'Days of the week',
    starts_at: 'Start',
    ends_at: 'End',
  },
  otherLanguages: 'Is a language missing? Please write it in the remark.',
  at: (site) => `Times: ${site}`,
  open: 'not stated',

  waits: (day) => `What you sent on ${day} is waiting to be checked. If you send something new, only that counts.`,
  waitsChange: 'You proposed:',
  waitsGone: 'You reported that the offer does not exist any more.',
  waitsRemark: 'Your remark:',
  approved: (day) => `What you sent on ${day} was taken over.`,
  approvedPart: (day) => `What you sent on ${day} was taken over in part.`,
  rejected: (day) => `What you sent on ${day} was not taken over. Reason:`,

  thanks: 'Thank you, we have received it.',
  confirmed: (n) => (n === 1 ? '1 offer is confirmed.' : `${n} offers are confirmed.`),
  changed: (n) => (n === 1 ? '1 change is waiting to be checked.' : `${n} changes are waiting to be checked.`),
  ended: (n) => (n === 1 ? '1 offer is reported as ended.' : `${n} offers are reported as ended.`),
  next: 'There is nothing more to do. The same link shows later what became of it.',

  wrong: 'Please look again',
  wrongLead: 'Nothing has been saved yet. What you entered stands below.',
  nothing: 'You have not chosen anything for any offer yet.',
  meanwhile: 'This offer has just been changed in the register. Please look at it again.',
  both: 'You have changed details. Choose “No”, or take the change back.',
  what: 'Please change what is not right, or write it in the remark.',
  choose: 'Please choose an answer to go with your remark.',
  required: 'Please fill in.',
  tooLong: (text) => `At most 2,000 characters; there are ${text}.`,
  badNumber: 'Please enter a whole number, 0 or more.',
  badTime: 'Please enter a time such as 09:30.',
  badDate: 'Please enter a day such as 31/12/2027.',
  badChoice: 'Please choose from the list.',
  badText: 'The text contains a character that cannot be kept.',
  ageOrder: 'Must be above “age from”.',
  dayOrder: 'Must not be before “runs from”.',
  timeOrder: 'Must be after the start.',

  void: 'This link is not valid',
  voidLead: 'It has expired, was replaced by a newer one, or is incomplete.',
  voidAsk:
    'Do you have a newer message with a link? Then please use that one. If not, please ask the person who sent you the link: they can send a new one.',
  failed: 'That did not work',
  tooMuch: 'This is more than can be sent here at once. Please shorten the texts.',
  foreign: 'The request comes from another site. Please open the link from the message again.',
  later: 'Nothing was saved. Please try again in a few minutes.',
  again: 'Back to your offers',
};

/** What can be wrong with an entry, by its words. */
export type Wrong =
  | 'required'
  | 'tooLong'
  | 'badNumber'
  | 'badTime'
  | 'badDate'
  | 'badChoice'
  | 'badText'
  | 'ageOrder'
  | 'dayOrder'
  | 'timeOrder'
  | 'meanwhile'
  | 'both'
  | 'what'
  | 'choose';

/** Languages of the page: those of the register itself. */
export const CONFIRM_LANGUAGES = ['de', 'en'] as const;
export type ConfirmLanguage = (typeof CONFIRM_LANGUAGES)[number];
export const CONFIRM_WORDS: Readonly<Record<ConfirmLanguage, ConfirmWords>> = { de, en };
