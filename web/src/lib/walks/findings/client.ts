import type { Decision, ReviewedFinding, Settling, WalkFindings } from '@quartierblick/gis/walks/review.ts';
import type { Api } from '#lib/api.ts';

/** What is decided of a finding, as a whole. */
export interface ReviewFields {
  summary: string | null;
  theme: string | null;
  decision: Decision | null;
  reason: string | null;
  mergedInto: string | null;
}

/** A measure as it is made of a finding. */
export interface NewMeasure {
  title: string;
  theme: string | null;
  place: { lon: number; lat: number } | null;
  placeText: string | null;
  responsible: string | null;
  /** ISO date. */
  due: string | null;
}

/** Findings of a walk and what is decided of them. Errors are `ApiProblem` or `Unreachable`. */
export class FindingsClient {
  readonly #api: Api;
  readonly #walk: string;

  constructor(api: Api, walk: string) {
    this.#api = api;
    this.#walk = walk;
  }

  findings = (): Promise<WalkFindings> => this.#json('GET', `${this.#path}/findings`);
  review = ({ key, review }: ReviewedFinding, fields: ReviewFields): Promise<WalkFindings> =>
    this.#json('PUT', `${this.#path}/reviews/${key}`, fields, review?.version ?? 0);
  settle = ({ key }: ReviewedFinding, settling: Settling): Promise<WalkFindings> =>
    this.#json('POST', `${this.#path}/findings/${key}/settle`, settling);
  close = (evenSo: boolean): Promise<WalkFindings> => this.#json('POST', `${this.#path}/close`, { evenSo });
  reopen = (reason: string): Promise<WalkFindings> => this.#json('POST', `${this.#path}/reopen`, { reason });
  addMeasure = (measure: NewMeasure, finding: string): Promise<{ number: number }> =>
    this.#json('POST', 'measures', { ...measure, walk: this.#walk, findings: [finding] });

  /** Where a photo or voice lies. */
  file = (sha256: string, size: 'thumb' | 'full'): string =>
    `${this.#api.root}/api/${this.#path}/blobs/${sha256}?size=${size}`;
  /** Where the protocol lies. */
  protocol = (format: 'html' | 'docx', language: string): string =>
    `${this.#api.root}/api/${this.#path}/protocol?format=${format}&lang=${language}`;
  async document(language: string): Promise<Blob> {
    return (await this.#api.send(this.protocol('docx', language))).blob();
  }

  get #path(): string {
    return `walks/${encodeURIComponent(this.#walk)}`;
  }

  async #json<T>(method: string, path: string, body?: unknown, seen?: number): Promise<T> {
    const response = await this.#api.send(`${this.#api.root}/api/${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(seen !== undefined && { 'If-Match': `"${seen}"` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as T;
  }
}
