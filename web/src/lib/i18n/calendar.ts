/** Words of the calendar that an account subscribes to. */
export const CALENDAR_WORDS = {
  de: {
    subscribe: 'Kalender abonnieren',
    subscribeText:
      'Mit dieser Adresse liest Ihr Kalenderprogramm mit: fällige Maßnahmen und, wer planen darf, die Fristen der Immobilien. Die Adresse gehört zu Ihrem Konto und endet mit ihm. Wer sie hat, kann mitlesen: nicht weitergeben.',
    subscribeNew: 'Adresse erzeugen',
    subscribeAgain: 'Neue Adresse erzeugen',
    subscribedSince: (date: string) => `Abonniert seit ${date}. Eine neue Adresse macht die bisherige ungültig.`,
    notSubscribed: 'Noch nicht abonniert.',
    subscribeEnd: 'Abonnement beenden',
    subscribeEnded: 'Das Abonnement ist beendet.',
    address: 'Adresse des Kalenders',
    shownOnce: 'Die Adresse wird nur jetzt gezeigt.',
    copy: 'Kopieren',
    copied: 'Kopiert.',
    copyFailed: 'Kopieren ist hier nicht erlaubt; bitte die Adresse markieren.',
  },
  en: {
    subscribe: 'Subscribe to the calendar',
    subscribeText:
      'With this address your calendar application reads along: due measures and, for planners, the deadlines of properties. The address belongs to your account and ends with it. Whoever has it can read along: do not pass it on.',
    subscribeNew: 'Make an address',
    subscribeAgain: 'Make a new address',
    subscribedSince: (date: string) => `Subscribed since ${date}. A new address ends the former one.`,
    notSubscribed: 'Not subscribed yet.',
    subscribeEnd: 'End the subscription',
    subscribeEnded: 'The subscription has ended.',
    address: 'Address of the calendar',
    shownOnce: 'The address is shown only now.',
    copy: 'Copy',
    copied: 'Copied.',
    copyFailed: 'Copying is not allowed here; please select the address.',
  },
};
