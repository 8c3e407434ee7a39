import { ApiProblem, Unreachable, type Api } from '#lib/api.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { ImportReport } from '../report.ts';
import type { Choice, FileLayer, ImportOptions, Inspection, Preview, Recipe } from './types.ts';

interface Sending {
  language: string;
  signal: AbortSignal;
  onsent: (sent: number, total: number) => void;
}

/** The parts of the api that look into files before they are imported. */
export class AssistantClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async #ask<T>(path: string, method: 'GET' | 'POST' | 'DELETE', body?: unknown): Promise<T> {
    const response = await this.#api.send(`${this.#api.root}/api${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  inspection = (id: string): Promise<Inspection> => this.#ask(`/inspections/${id}`, 'GET');
  forget = (id: string): Promise<void> => this.#ask(`/inspections/${id}`, 'DELETE');
  systems = (): Promise<{ id: string; label: Text }[]> => this.#ask('/inspections/systems', 'GET');
  look = (id: string, choice: Choice): Promise<FileLayer> => this.#ask(`/inspections/${id}/look`, 'POST', choice);
  preview = (id: string, choice: Choice): Promise<Preview> => this.#ask(`/inspections/${id}/preview`, 'POST', choice);
  recipes = (): Promise<Recipe[]> => this.#ask('/import-recipes', 'GET');
  import = (id: string, choice: Choice & ImportOptions): Promise<ImportReport> =>
    this.#ask(`/inspections/${id}/import`, 'POST', choice);

  /**
   * Sends files that belong together, e.g. the parts of a shapefile. `fetch` does not tell how much has been sent, hence the older way.
   * @throws ApiProblem where the server refuses them, Unreachable, or AbortError
   */
  send(files: readonly File[], { language, signal, onsent }: Sending): Promise<Inspection> {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const form = new FormData();
      for (const file of files) form.append('file', file, file.name);
      request.open('POST', `${this.#api.root}/api/inspections`);
      request.setRequestHeader('Accept-Language', language);
      request.responseType = 'json';
      request.upload.onprogress = ({ loaded, total }) => onsent(loaded, total);
      request.onload = () => {
        const body = (request.response ?? {}) as Record<string, unknown>;
        if (request.status >= 200 && request.status < 300) resolve(body as unknown as Inspection);
        else reject(new ApiProblem(request.status, body));
      };
      request.onerror = () => reject(new Unreachable('inspections'));
      request.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
      signal.addEventListener('abort', () => request.abort(), { once: true });
      request.send(form);
    });
  }
}
