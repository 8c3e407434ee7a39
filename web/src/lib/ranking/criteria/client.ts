import type { Criterion, RawValue } from '@quartierblick/gis/ranking/criterion.ts';
import type { OwnCriterion } from '@quartierblick/gis/ranking/own-criterion.ts';
import type { Api } from '#lib/api.ts';

/** An own criterion with its values by case. */
export interface OwnWithValues {
  criterion: Criterion;
  /** YYYY-MM-DD of the newest change. */
  day: string;
  values: Record<string, RawValue>;
}

/** Own criteria and their values. Errors are `ApiProblem` or `Unreachable`. */
export class CriteriaClient {
  readonly #api: Api;
  readonly #root: string;

  constructor(api: Api) {
    this.#api = api;
    this.#root = `${api.root}/api/ranking/criteria`;
  }

  async #json<T>(path: string, method = 'GET', body?: unknown, version?: number): Promise<T> {
    const response = await this.#api.send(this.#root + path, {
      method,
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(version !== undefined && { 'If-Match': `"${version}"` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  all(): Promise<OwnWithValues[]> {
    return this.#json('');
  }

  add(definition: OwnCriterion): Promise<Criterion> {
    return this.#json('', 'POST', definition);
  }

  change({ key, version }: NonNullable<Criterion['own']>, definition: OwnCriterion): Promise<Criterion> {
    return this.#json(`/${key}`, 'PUT', definition, version);
  }

  remove({ key, version }: NonNullable<Criterion['own']>): Promise<void> {
    return this.#json(`/${key}`, 'DELETE', undefined, version);
  }

  /** All of them, or none. @param values by case; null takes a value away */
  save(key: string, values: Record<string, RawValue>): Promise<{ changed: number }> {
    return this.#json(`/${key}/values`, 'PUT', { values });
  }
}
