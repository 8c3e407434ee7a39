import type { Api } from '#lib/api.ts';
import type { Properties } from '@quartierblick/gis/layers/answers.ts';
import type { EnteredOffer, LonLat, Register, RegisteredOffer, RegisteredSite, RegisterRow } from './types.ts';

/** The parts of the api that keep the register of offers. Errors are ApiProblem or Unreachable. */
export class RegisterClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async #json<T>(path: string, method = 'GET', body?: unknown, version?: number): Promise<T> {
    const response = await this.#api.send(`${this.#api.root}/api/offer-register${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(version !== undefined && { 'If-Match': `"${version}"` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  read(): Promise<Register> {
    return this.#json('');
  }

  one(key: string): Promise<RegisteredOffer> {
    return this.#json(`/${encodeURIComponent(key)}`);
  }

  add(offer: EnteredOffer): Promise<RegisteredOffer> {
    return this.#json('', 'POST', offer);
  }

  change(key: string, version: number, offer: EnteredOffer): Promise<RegisteredOffer> {
    return this.#json(`/${encodeURIComponent(key)}`, 'PUT', offer, version);
  }

  remove(key: string, version: number): Promise<void> {
    return this.#json(`/${encodeURIComponent(key)}`, 'DELETE', undefined, version);
  }

  addProvider(provider: Properties): Promise<RegisterRow> {
    return this.#json('/providers', 'POST', { provider });
  }

  addSite(site: Properties, point: LonLat): Promise<RegisteredSite> {
    return this.#json('/sites', 'POST', { site, point });
  }

  changeProvider(key: string, version: number, provider: Properties): Promise<RegisterRow> {
    return this.#json(`/providers/${encodeURIComponent(key)}`, 'PUT', { provider }, version);
  }

  changeSite(key: string, version: number, site: Properties, point: LonLat): Promise<RegisteredSite> {
    return this.#json(`/sites/${encodeURIComponent(key)}`, 'PUT', { site, point }, version);
  }
}
