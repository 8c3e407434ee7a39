import type { Api } from '#lib/api.ts';
import { upload, type UploadOptions } from '#lib/app/upload.ts';
import type { ImportFormat, ImportReport } from './report.ts';

/** As many as the server hands out at once. */
export const MOST_REPORTS = 500;

interface SendOptions extends UploadOptions {
  query: URLSearchParams;
}

/** The parts of the api that belong to imports. */
export class ImportClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  get #imports() {
    return this.#api.client.api.imports;
  }

  async list(): Promise<ImportReport[]> {
    const response = await this.#imports.$get({ query: { limit: String(MOST_REPORTS) } });
    return (await response.json()) as ImportReport[];
  }

  async formats(): Promise<ImportFormat[]> {
    return (await (await this.#imports.formats.$get()).json()) as ImportFormat[];
  }

  async report(id: string): Promise<ImportReport> {
    const response = await this.#imports[':id'].$get({ param: { id: encodeURIComponent(id) } });
    return (await response.json()) as ImportReport;
  }

  async cancel(id: string): Promise<ImportReport> {
    return (await (await this.#imports[':id'].cancel.$post({ param: { id } })).json()) as ImportReport;
  }

  async undo(id: string): Promise<ImportReport> {
    return (await (await this.#imports[':id'].undo.$post({ param: { id } })).json()) as ImportReport;
  }

  /** Brings the layer back to how it was after this import. @returns the later imports, which are undone now */
  async restore(id: string): Promise<ImportReport[]> {
    return (await (await this.#imports[':id'].restore.$post({ param: { id } })).json()) as ImportReport[];
  }

  async removeDemo(): Promise<void> {
    await this.#api.client.api.demo.remove.$post();
  }

  /** Address of the progress of an import, for an `EventSource`. */
  eventsUrl(id: string): string {
    return `${this.#api.root}/api/imports/${id}/events`;
  }

  /**
   * Sends a file as the body of the request, straight from the disk.
   * @throws ApiProblem where the server refuses it, Unreachable, or AbortError
   */
  send(file: File, { query, ...options }: SendOptions): Promise<ImportReport> {
    return upload(`${this.#api.root}/api/imports?${query.toString()}`, file, {
      ...options,
      headers: { 'Content-Type': 'application/octet-stream', 'X-File-Name': encodeURIComponent(file.name) },
    });
  }
}
