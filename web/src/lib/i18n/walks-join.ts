/** Words of the page on which one joins a walk; a phone in the street loads no others. */
const de = {
  joinTitle: 'Mitgehen',
  joinLead: 'Gleich geht es los. Ein Konto ist nicht nötig.',
  joinName: 'Wie dürfen wir dich nennen?',
  joinNameHint: 'Freiwillig, ein Vorname reicht. Er wird ein Jahr nach dem Gang gelöscht.',
  joinCode: 'Code',
  joinCodeHint: 'Zehn Zeichen, zum Beispiel 7K3MQ-X9D2A',
  joinCodeNeeded: 'Bitte den Code eingeben: zehn Buchstaben und Ziffern.',
  join: 'Los geht’s',
  joining: 'Einen Moment …',
  joinProblems: {
    void: [
      'Dieser Code gilt nicht',
      'Vielleicht hat er sich verschrieben, ist abgelaufen oder beendet. Bitte die Leitung des Gangs fragen.',
    ],
    full: ['Über diesen Code nehmen schon zu viele teil', 'Die Leitung kann einen weiteren erstellen.'],
    often: ['Zu viele Versuche', 'Bitte eine Viertelstunde warten.'],
    offline: ['Keine Verbindung', 'Zum Beitreten braucht es einmal ein Netz. Danach geht alles auch ohne.'],
    storage: [
      'Dieser Browser lässt nichts speichern',
      'Bitte kein privates Fenster verwenden oder einen anderen Browser öffnen.',
    ],
  } satisfies Record<'void' | 'full' | 'often' | 'offline' | 'storage', [title: string, text: string]>,
  joinPrivacy: 'Gespeichert wird, was du aufnimmst, und wo – nur wenn du etwas aufnimmst. Niemand verfolgt deinen Weg.',
  insecure: 'Ohne https kann ein Telefon den Gang nicht mitnehmen. Bitte die Adresse mit https öffnen.',
};

const en: typeof de = {
  joinTitle: 'Come along',
  joinLead: 'We are about to start. You need no account.',
  joinName: 'What may we call you?',
  joinNameHint: 'Voluntary, a first name is enough. It is deleted a year after the walk.',
  joinCode: 'Code',
  joinCodeHint: 'Ten characters, for instance 7K3MQ-X9D2A',
  joinCodeNeeded: 'Please enter the code: ten letters and digits.',
  join: 'Let’s go',
  joining: 'One moment …',
  joinProblems: {
    void: [
      'This code does not hold',
      'It may be mistyped, have expired or have been ended. Please ask the lead of the walk.',
    ],
    full: ['Too many take part by this code already', 'The lead can make another one.'],
    often: ['Too many tries', 'Please wait a quarter of an hour.'],
    offline: ['No connection', 'Joining takes a network once. After that everything works without.'],
    storage: ['This browser lets nothing be stored', 'Please do not use a private window, or open another browser.'],
  },
  joinPrivacy: 'What you record is stored, and where – only when you record something. Nobody follows your way.',
  insecure: 'Without https a phone cannot take the walk along. Please open the address with https.',
};

export const JOIN_WORDS = { de, en };
