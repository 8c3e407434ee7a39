import { isLoopback } from '../auth/address.ts';
import type { Env } from '../env.ts';
import { hint, holds, wrong } from './findings.ts';
import type { Finding } from './findings.ts';

/** Whether the public address, the address it listens at and the proxies in front go together. */
export function checkAddresses(env: Env): Finding[] {
  const listens = holds('HOST, PORT', `lauscht an ${env.host}:${env.port}`, `listens at ${env.host}:${env.port}`);
  if (env.baseUrl === undefined) {
    const open = !isLoopback(env.host);
    return [
      listens,
      open
        ? hint(
            'BASE_URL',
            'fehlt, obwohl andere Rechner herankommen: Links entstehen aus dem Namen, der gerade gefragt wird',
            'is missing although other machines can reach it: links are made of the name that is asked',
          )
        : holds('BASE_URL', 'nicht gesetzt: nur an diesem Rechner', 'not set: at this machine only'),
    ];
  }
  const { protocol, hostname, search, hash, username } = new URL(env.baseUrl);
  const found = [listens];
  if (search !== '' || hash !== '' || username !== '') {
    found.push(
      wrong('BASE_URL', 'darf weder Konto noch ? noch # enthalten', 'must contain neither an account nor ? nor #'),
    );
  } else {
    const below = env.basePath === '' ? '' : ` (${env.basePath})`;
    found.push(
      holds(
        'BASE_URL',
        `${env.baseUrl}${below && `, Unterpfad${below}`}`,
        `${env.baseUrl}${below && `, sub-path${below}`}`,
      ),
    );
  }
  if (protocol === 'http:' && !isLoopback(hostname)) {
    found.push(
      hint(
        'BASE_URL',
        'ohne https: Cookies und Kennwörter gehen lesbar über das Netz, und Gänge arbeiten nicht ohne Netz',
        'without https: cookies and passwords pass readable through the network, and walks do not work offline',
      ),
    );
  }
  if (!isLoopback(hostname) && env.trustProxy === 0) {
    found.push(
      hint(
        'TRUST_PROXY',
        'ist 0: hinter einem Proxy haben alle dieselbe Adresse, und Grenzen je Adresse treffen alle zugleich',
        'is 0: behind a proxy everyone has the same address, and limits by address hit all at once',
      ),
    );
  }
  return found;
}
