import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Mapping } from '@quartierblick/gis/register/mapping.ts';
import type { Api } from '#lib/api.ts';
import type { LanguageCode } from '#lib/app/language.svelte.ts';

export type RowState = 'new' | 'changed' | 'unchanged' | 'problem';
type Value = string | number | boolean | readonly string[] | null;

/** What a name in a row was taken for, and by what it was found. */
export interface Matched {
  what: 'site' | 'provider' | 'offer';
  label: string;
  by: 'key' | 'name' | 'address' | 'name-address' | 'answer' | 'new';
}

/** A name that is like known ones: somebody must say which is meant. */
export interface Question {
  column: number;
  word: string;
  lines: number[];
  options: { value: string; label: Text }[];
}

/** What becomes of one row of the file. */
export interface ReportRow {
  line: number;
  state: RowState;
  key: string | null;
  title: string;
  changes: { field: string; before: Value; after: Value }[];
  problems: { column: number | null; text: Text }[];
  matched: Matched[];
}

export interface Report {
  counts: Record<RowState, number>;
  rows: ReportRow[];
  questions: Question[];
  /** Goes back with the import as it is. */
  basis: string;
}

export interface RegisterColumn {
  header: string;
  samples: string[];
  words: string[];
}

export interface RegisterPreview {
  sha256: string;
  sheet: string | null;
  headerLine: number;
  rows: number;
  columns: RegisterColumn[];
  mapping: Mapping;
  remembered: boolean;
  report: Report | null;
}

export interface RegisterResult {
  id: string;
  added: number;
  changed: number;
  unchanged: number;
  problems: number;
  kept: { line: number; key: string; title: string; by: string | null; at: string | null }[];
}

export interface RegisterUndone {
  restored: number;
  kept: { key: string; title: string | null; by: string | null; at: string }[];
}

export interface RegisterProgress {
  phase: 'waiting' | 'reading' | 'checking' | 'applying';
  done: number;
  total: number;
}

/** Where a register lies in the api. */
export interface RegisterPaths {
  /** Under which it is previewed, imported and undone, e.g. `/register`. */
  base: string;
  /** Address of the register as a file, below the api. */
  file(format: 'xlsx' | 'csv', language: LanguageCode): string;
}

/** The parts of the api that take a register in. Files travel as forms, which the typed client does not describe. */
export class RegisterClient {
  readonly #api: Api;

  readonly #paths: RegisterPaths;

  constructor(api: Api, paths: RegisterPaths) {
    this.#api = api;
    this.#paths = paths;
  }

  #url(path: string): string {
    return `${this.#api.root}/api${this.#paths.base}${path}`;
  }

  /** Address of the register as a file. */
  exportUrl(format: 'xlsx' | 'csv', language: LanguageCode): string {
    return `${this.#api.root}/api${this.#paths.file(format, language)}`;
  }

  async #post<T>(path: string, body?: FormData): Promise<T> {
    const response = await this.#api.send(this.#url(path), { method: 'POST', ...(body ? { body } : {}) });
    return (await response.json()) as T;
  }

  /** Columns and mapping of a file; with a mapping also the dry run. */
  preview(file: File, job: string, mapping?: Mapping): Promise<RegisterPreview> {
    const form = new FormData();
    form.set('file', file);
    if (mapping) form.set('mapping', JSON.stringify(mapping));
    return this.#post(`/preview?job=${job}`, form);
  }

  /** Imports exactly what the dry run has shown. */
  take(file: File, job: string, { sha256, mapping, report }: RegisterPreview): Promise<RegisterResult> {
    const form = new FormData();
    form.set('file', file);
    form.set('mapping', JSON.stringify(mapping));
    form.set('sha256', sha256);
    form.set('basis', report?.basis ?? '');
    return this.#post(`/import?job=${job}`, form);
  }

  async progress(job: string): Promise<RegisterProgress> {
    return (await (await this.#api.send(this.#url(`/jobs/${job}`))).json()) as RegisterProgress;
  }

  async cancel(job: string): Promise<void> {
    await this.#api.send(this.#url(`/jobs/${job}`), { method: 'DELETE' });
  }

  undo(id: string): Promise<RegisterUndone> {
    return this.#post(`/imports/${id}/undo`);
  }
}
