import type { Api } from '#lib/api.ts';
import { formOf, upload } from '#lib/app/upload.ts';
import type { Properties } from '@quartierblick/gis/layers/answers.ts';
import type { AuditEntry, CaseFile, Finding, NewFinding, PartRow } from './types.ts';

/** A change of fields that somebody saw at a version. */
export interface FieldChange {
  version: number;
  changes: Properties;
  /** Values that the edit began with, so that the server can tell a conflict from a neighbour's change. */
  base: Properties;
}

interface ChangedCase {
  key: string;
  version: number;
  properties: Properties;
  history?: Finding[];
}

interface AuditPage {
  entries: AuditEntry[];
  next: number | null;
  total: number;
}

/** The parts of the api that belong to one case. Errors are `ApiProblem` or `Unreachable`. */
export class CaseClient {
  readonly #api: Api;
  readonly #path: string;

  constructor(api: Api, key: string) {
    this.#api = api;
    this.#path = `${api.root}/api/properties/${encodeURIComponent(key)}`;
  }

  async #json<T>(path: string, method = 'GET', body?: unknown, version?: number, signal?: AbortSignal): Promise<T> {
    const response = await this.#api.send(this.#path + path, {
      method,
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(version !== undefined && { 'If-Match': `"${version}"` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  load(signal?: AbortSignal): Promise<CaseFile> {
    return this.#json('', 'GET', undefined, undefined, signal);
  }

  change({ version, ...body }: FieldChange): Promise<ChangedCase> {
    return this.#json('', 'PATCH', body, version);
  }

  find(axis: string, finding: NewFinding, version: number): Promise<ChangedCase> {
    return this.#json(`/axes/${axis}`, 'POST', finding, version);
  }

  add(part: string, row: Properties, key?: string): Promise<PartRow> {
    return this.#json(`/parts/${part}`, 'POST', { row, ...(key !== undefined && { key }) });
  }

  changeRow(part: string, key: string, { version, ...body }: FieldChange): Promise<PartRow> {
    return this.#json(`/parts/${part}/${encodeURIComponent(key)}`, 'PATCH', body, version);
  }

  remove(part: string, { key, version }: PartRow): Promise<void> {
    return this.#json(`/parts/${part}/${encodeURIComponent(key)}`, 'DELETE', undefined, version);
  }

  restoreFile(key: string): Promise<PartRow> {
    return this.#json(`/files/${encodeURIComponent(key)}/restore`, 'POST');
  }

  fileUrl(key: string, size: 'thumb' | 'full' | 'original'): string {
    return `${this.#path}/files/${encodeURIComponent(key)}?size=${size}`;
  }

  /** Entries of the audit log about this case, newest first; `before` is the id from which the page goes on. */
  async audit(property: string, before: number | null): Promise<AuditPage> {
    const query = new URLSearchParams({ property, limit: '30', ...(before !== null && { before: String(before) }) });
    return (await this.#api.send(`${this.#api.root}/api/audit?${query}`)).json() as Promise<AuditPage>;
  }

  /**
   * Sends one file.
   * @throws ApiProblem where the server refuses it, with its reason; Unreachable
   */
  upload(file: File, language: string, onsent: (share: number) => void): Promise<PartRow> {
    return upload(`${this.#path}/files`, formOf([file]), {
      language,
      onsent: (sent, total) => onsent(total > 0 ? sent / total : 0),
    });
  }
}
