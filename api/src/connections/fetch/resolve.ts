import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import { FetchRefused } from './refused.ts';
import { isAllowedHost, mayConnect } from './targets.ts';
import type { Allowed } from './targets.ts';

/** An address that a connection goes to, whatever the name means a moment later. */
export interface Pinned {
  address: string;
  family: 4 | 6;
}

/** Addresses of a name. */
export type Resolve = (host: string) => Promise<Pinned[]>;

/** Asks the system, as every program on the machine does (hosts file included). */
export const systemResolve: Resolve = async (host) => {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

const refused = (host: string): FetchRefused =>
  new FetchRefused('address-refused', {
    de: `„${host}“ liegt in keinem öffentlichen Netz. Ziele im eigenen Netz muss die Verwaltung freigeben (CONNECTIONS_ALLOW).`,
    en: `“${host}” is not on a public network. Targets inside must be allowed by the administration (CONNECTIONS_ALLOW).`,
  });

/**
 * Finds out where a URL leads, once, so that what was checked is what is connected to.
 * A name of which any address is refused is refused whole: no honest service has one public and one private address.
 * @throws FetchRefused where the scheme, the name or its address is not allowed, or the name is unknown
 */
export async function pin(url: URL, allowed: Allowed, resolve: Resolve): Promise<Pinned> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new FetchRefused('address-refused', {
      de: `Nur http und https werden abgerufen, nicht „${url.protocol}“.`,
      en: `Only http and https are fetched, not “${url.protocol}”.`,
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new FetchRefused('address-refused', {
      de: 'Die Adresse enthält einen Benutzernamen oder ein Kennwort.',
      en: 'The address carries a user name or a password.',
    });
  }
  // The parser of URLs has brought decimal, octal and hexadecimal forms of IPv4 into the usual one.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const literal = ipaddr.IPv4.isValidFourPartDecimal(host) || ipaddr.IPv6.isValid(host);
  const found: Pinned[] = literal
    ? [{ address: host, family: host.includes(':') ? 6 : 4 }]
    : await resolve(host).catch(() => []);
  const [first] = found;
  if (!first) {
    throw new FetchRefused(
      'name-unknown',
      { de: `Der Name „${host}“ ist nicht bekannt.`, en: `The name “${host}” is not known.` },
      { retry: true },
    );
  }
  const free = isAllowedHost(host, allowed);
  if (!free && !found.every(({ address }) => mayConnect(address, allowed))) throw refused(host);
  return found.find(({ family }) => family === 4) ?? first;
}
