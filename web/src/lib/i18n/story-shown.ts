/** Words of the page that a link to a published story opens. */
const de = {
  loading: 'Die Geschichte wird geladen …',
  noLinkTitle: 'Hier wird eine Geschichte gezeigt',
  noLink: 'Dazu gehört ein vollständiger Link. Bitte öffnen Sie ihn so, wie Sie ihn bekommen haben.',
  gone: 'Dieser Link führt nirgendwohin (mehr)',
  failed: 'Die Geschichte konnte nicht geladen werden.',
  passwordTitle: 'Diese Geschichte hat ein Passwort',
  passwordLead: 'Sie haben es mit dem Link bekommen, oder Sie fragen dort danach.',
  password: 'Passwort',
  open: 'Öffnen',
  published: (date: string) => `Stand: veröffentlicht am ${date}`,
  checksum: (start: string) => `Prüfsumme ${start}…`,
  about: 'Quellen und Prüfsumme',
  sources: 'Quellen',
  wholeChecksum: 'Prüfsumme (SHA-256) dessen, was veröffentlicht wurde',
  verified: 'Nachgerechnet: Was hier steht, ist unverändert.',
  forged: 'Nachgerechnet: Was hier steht, passt nicht zur Prüfsumme.',
  frozen: 'Zahlen und Texte sind die vom Tag der Veröffentlichung; Karten zeigen die Ebenen in ihrem heutigen Stand.',
};

export type ShownWords = typeof de;

const en = {
  loading: 'The story is loading …',
  noLinkTitle: 'A story is shown here',
  noLink: 'It takes a complete link. Please open it the way you were given it.',
  gone: 'This link leads nowhere (any more)',
  failed: 'The story could not be loaded.',
  passwordTitle: 'This story has a password',
  passwordLead: 'You were given it with the link, or ask for it there.',
  password: 'Password',
  open: 'Open',
  published: (date: string) => `As published on ${date}`,
  checksum: (start: string) => `checksum ${start}…`,
  about: 'Sources and checksum',
  sources: 'Sources',
  wholeChecksum: 'Checksum (SHA-256) of what was published',
  verified: 'Computed again here: what you see is unchanged.',
  forged: 'Computed again here: what you see does not match the checksum.',
  frozen: 'Figures and texts are those of the day of publication; maps show their layers as they are today.',
} satisfies ShownWords;

export const SHOWN_WORDS = { de, en };
