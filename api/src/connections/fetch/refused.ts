import type { Text } from '@quartierblick/gis/layers/fields.ts';

/** Why something could not be fetched. */
export type RefusalType =
  | 'address-refused'
  | 'name-unknown'
  | 'not-reached'
  | 'too-slow'
  | 'too-large'
  | 'wrong-length'
  | 'bad-encoding'
  | 'html-instead'
  | 'empty-answer'
  | 'bad-status'
  | 'too-many-redirects'
  | 'bad-redirect'
  | 'cancelled';

interface Rest {
  /** The same request may succeed a little later. */
  retry?: boolean;
  /** When the service wants to be asked again, milliseconds since 1970. */
  notBefore?: number;
}

/** Something that was to be fetched was refused, by us or by the service; the text is for people. */
export class FetchRefused extends Error {
  override name = 'FetchRefused';
  readonly type: RefusalType;
  readonly text: Text;
  readonly retry: boolean;
  readonly notBefore: number | null;

  constructor(type: RefusalType, text: Text, { retry = false, notBefore }: Rest = {}) {
    super(`${type}: ${text.en}`);
    this.type = type;
    this.text = text;
    this.retry = retry;
    this.notBefore = notBefore ?? null;
  }
}

export const tooLarge = (limit: number): FetchRefused =>
  new FetchRefused('too-large', {
    de: `Die Antwort ist größer als ${Math.floor(limit / 1024 / 1024)} MB.`,
    en: `The answer is larger than ${Math.floor(limit / 1024 / 1024)} MB.`,
  });

export const tooSlow = (what: 'connect' | 'idle' | 'total', ms: number): FetchRefused => {
  const seconds = Math.max(1, Math.round(ms / 1000));
  const words = {
    connect: { de: `Keine Verbindung nach ${seconds} s.`, en: `No connection after ${seconds} s.` },
    idle: { de: `Der Dienst schweigt seit ${seconds} s.`, en: `The service has been silent for ${seconds} s.` },
    total: {
      de: `Die Antwort war nach ${seconds} s nicht vollständig.`,
      en: `The answer was not complete after ${seconds} s.`,
    },
  };
  // What takes too long as a whole takes as long the next time.
  return new FetchRefused('too-slow', words[what], { retry: what !== 'total' });
};

export const wrongLength = (expected: number | null, got: number): FetchRefused =>
  new FetchRefused(
    'wrong-length',
    expected === null
      ? {
          de: `Die Übertragung brach nach ${got} Bytes ab oder enthält mehr, als sie ankündigt.`,
          en: `The transfer broke off after ${got} bytes, or holds more than it announces.`,
        }
      : {
          de: `Angekündigt waren ${expected} Bytes, angekommen sind ${got}.`,
          en: `${expected} bytes were announced, ${got} arrived.`,
        },
    { retry: true },
  );

export const htmlInstead = (): FetchRefused =>
  new FetchRefused('html-instead', {
    de: 'Statt Daten kam eine Webseite, etwa eine Anmeldung, eine Wartungsseite oder die Beschreibung des Datensatzes.',
    en: 'A web page came instead of data, such as a sign-in, a maintenance page or the description of the data set.',
  });
