import { FetchRefused } from './refused.ts';

/** Statuses after which the same request may succeed. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

/** When a service wants to be asked again, from `Retry-After` (seconds or a date), milliseconds since 1970; undefined where it says nothing. */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return now + Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : date;
}

const WORDS: Record<number, { de: string; en: string }> = {
  401: { de: 'Der Dienst verlangt eine Anmeldung (401).', en: 'The service asks for a sign-in (401).' },
  403: { de: 'Der Dienst erlaubt den Abruf nicht (403).', en: 'The service does not allow fetching (403).' },
  404: { de: 'Unter der Adresse gibt es nichts (404).', en: 'There is nothing at the address (404).' },
  410: { de: 'Das Angebot ist eingestellt (410).', en: 'The offer has ended (410).' },
  429: { de: 'Der Dienst bittet um weniger Anfragen (429).', en: 'The service asks for fewer requests (429).' },
};

/** The refusal for a status that is neither 200 nor 304. */
export function statusRefusal(status: number, notBefore: number | undefined): FetchRefused {
  const words = WORDS[status] ?? {
    de: `Der Dienst antwortet mit Status ${status}.`,
    en: `The service answers with status ${status}.`,
  };
  const retry = PASSING.has(status);
  return new FetchRefused('bad-status', words, { retry, ...(notBefore === undefined ? {} : { notBefore }) });
}
