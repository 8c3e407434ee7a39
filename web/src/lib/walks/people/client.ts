import type { Role } from '@quartierblick/gis/walks/event.ts';
import type { WalkLink, WalkPerson } from '@quartierblick/gis/walks/people.ts';
import type { Api } from '#lib/api.ts';

/** A link that was just made. */
export interface MadeLink {
  key: string;
  role: Role;
  url: string;
  code: string;
  expiresAt: string;
  /** Dark modules of its QR code as the data of a path in a box of `size`. */
  qr: { size: number; d: string };
}

/** Who takes part in one walk. Errors are `ApiProblem` or `Unreachable`. */
export class PeopleClient {
  readonly #api: Api;
  readonly #path: string;

  constructor(api: Api, walk: string) {
    this.#api = api;
    this.#path = `${api.root}/api/walks/${walk}`;
  }

  people = async (): Promise<{ links: WalkLink[]; devices: WalkPerson[] }> =>
    (await this.#api.send(`${this.#path}/people`)).json();
  /** @param hours for which it holds; null: to the end of the day of the walk */
  makeLink = async (role: Role, hours: number | null): Promise<MadeLink> => {
    const body = JSON.stringify({ role, ...(hours !== null && { hours }) });
    const headers = { 'Content-Type': 'application/json' };
    return (await this.#api.send(`${this.#path}/links`, { method: 'POST', headers, body })).json();
  };
  endLink = (link: string): Promise<Response> => this.#api.send(`${this.#path}/links/${link}`, { method: 'DELETE' });
  endDevice = (device: string): Promise<Response> =>
    this.#api.send(`${this.#path}/devices/${device}`, { method: 'DELETE' });
}
