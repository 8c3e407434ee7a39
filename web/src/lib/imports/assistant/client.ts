import type { Api } from '#lib/api.ts';
import { formOf, upload, type UploadOptions } from '#lib/app/upload.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { ImportReport } from '../report.ts';
import type { Choice, FileLayer, ImportOptions, Inspection, Preview, Recipe } from './types.ts';

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
   * Sends files that belong together, e.g. the parts of a shapefile.
   * @throws ApiProblem where the server refuses them, Unreachable, or AbortError
   */
  send(files: readonly File[], options: UploadOptions): Promise<Inspection> {
    return upload(`${this.#api.root}/api/inspections`, formOf(files), options);
  }
}
