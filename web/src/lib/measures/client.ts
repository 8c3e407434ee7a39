import type { Api } from '#lib/api.ts';
import type { Measure, MeasureChange, MeasureTheme } from '@quartierblick/gis/walks/measure.ts';
import type { MeasureFields } from './types.ts';

/** The list of measures at the server. Errors are `ApiProblem` or `Unreachable`. */
export class MeasureClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  list = (walk: string | null): Promise<{ measures: Measure[]; themes: MeasureTheme[] }> =>
    this.#json('GET', walk === null ? '' : `?walk=${encodeURIComponent(walk)}`);
  history = (key: string): Promise<MeasureChange[]> => this.#json('GET', `/${key}/history`);
  add = (fields: MeasureFields & { title: string }): Promise<Measure> => this.#json('POST', '', fields);

  /** Changes a measure that was seen in a version. @param why for the history */
  change(key: string, version: number, changes: MeasureFields, why: string): Promise<Measure> {
    return this.#json('PATCH', `/${key}`, { changes, why }, { 'If-Match': `"${version}"` });
  }

  async addPhoto(key: string, moment: 'before' | 'after', file: Blob, name: string): Promise<Measure> {
    const body = new FormData();
    // Fields first: the server reads the form as it arrives.
    body.set('moment', moment);
    body.set('file', file, name);
    const response = await this.#api.send(this.#url(`/${key}/evidence`), { method: 'POST', body });
    return (await response.json()) as Measure;
  }
  removePhoto = (key: string, photo: string): Promise<Measure> => this.#json('DELETE', `/${key}/evidence/${photo}`);

  photoUrl = (key: string, photo: string): string => this.#url(`/${key}/evidence/${photo}?size=full`);
  findingPhotoUrl = (walk: string, sha256: string): string =>
    `${this.#api.root}/api/walks/${walk}/blobs/${sha256}?size=full`;
  fileUrl = (format: 'xlsx' | 'csv', language: string): string =>
    this.#url(`/export?format=${format}&lang=${language}`);
  calendarUrl = (): string => this.#url('/calendar');

  #url = (path: string): string => `${this.#api.root}/api/measures${path}`;

  async #json<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
    const response = await this.#api.send(this.#url(path), {
      method,
      ...(body === undefined
        ? { headers }
        : { headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return (await response.json()) as T;
  }
}
