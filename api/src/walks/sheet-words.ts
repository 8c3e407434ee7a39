import { ROLE_WORDS } from '@quartierblick/gis/walks/role-words.ts';
import type { Role } from '@quartierblick/gis/walks/event.ts';

export type SheetLanguage = 'de' | 'en';

const de = {
  print: 'Drucken',
  join: 'Mitgehen mit dem Handy',
  joinHow: 'Code scannen oder die Adresse eingeben. Ein Konto ist nicht nötig, der Name ist freiwillig.',
  code: 'Code',
  until: (time: string) => `Der Code gilt bis ${time} Uhr.`,
  voidCode: 'Der Code für dieses Blatt gilt nicht (mehr). Unter „Teilnehmende“ lässt sich ein neuer Link erstellen.',
  meetingPoint: 'Treffpunkt',
  at: (time: string) => `${time} Uhr`,
  minutes: (n: number) => `${n} min`,
  dark: 'im Dunkeln',
  map: (n: number) => `Karte mit ${n} Halten und der Route`,
  stops: 'Halte',
  noStops: 'Noch kein Halt.',
  leg: (metres: number, seconds: number) =>
    `Weiter: ${Math.round(metres / 10) * 10} m, ${Math.max(1, Math.round(seconds / 60))} min zu Fuß`,
  figures: (metres: number, end: string) => `${(metres / 1000).toFixed(1).replace('.', ',')} km, Ende gegen ${end} Uhr`,
  demo: 'Demo: Dieser Gang ist erfunden.',
  roles: (roles: readonly Role[]) => roles.map((role) => ROLE_WORDS.de[role]).join(', '),
};

export type SheetWords = typeof de;

const en: SheetWords = {
  print: 'Print',
  join: 'Come along with your phone',
  joinHow: 'Scan the code or type the address. You need no account, and your name is up to you.',
  code: 'Code',
  until: (time) => `The code holds until ${time}.`,
  voidCode: 'The code for this sheet does not hold (any more). A new link can be made under “Participants”.',
  meetingPoint: 'Meeting point',
  at: (time) => time,
  minutes: (n) => `${n} min`,
  dark: 'in the dark',
  map: (n) => `Map with ${n} stops and the route`,
  stops: 'Stops',
  noStops: 'No stop yet.',
  leg: (metres, seconds) =>
    `Then: ${Math.round(metres / 10) * 10} m, ${Math.max(1, Math.round(seconds / 60))} min on foot`,
  figures: (metres, end) => `${(metres / 1000).toFixed(1)} km, ends about ${end}`,
  demo: 'Demo: this walk is invented.',
  roles: (roles) => roles.map((role) => ROLE_WORDS.en[role]).join(', '),
};

export const SHEET_WORDS: Readonly<Record<SheetLanguage, SheetWords>> = { de, en };
