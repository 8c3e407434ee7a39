import type { Change } from '@quartierblick/gis/ranking/changes.ts';
import type { DecisionContent, DecisionEntry } from '@quartierblick/gis/ranking/decision.ts';
import type { RankingSettings } from '@quartierblick/gis/ranking/settings.ts';
import type { Api } from '#lib/api.ts';

/** A way of ranking that somebody saved. */
export interface Scenario {
  id: string;
  name: string;
  note: string | null;
  settings: RankingSettings;
  shared: boolean;
  own: boolean;
  owner: string;
  version: number;
  changedAt: string;
}
export type ScenarioEntry = Pick<Scenario, 'name' | 'note' | 'settings' | 'shared'>;

/** A decision as the list tells it. */
export interface DecisionHead {
  id: string;
  title: string;
  /** YYYY-MM-DD */
  decidedOn: string;
  hash: string;
  chosen: { key: string; address: string | null }[];
  by: string;
  at: string;
  corrects: string | null;
  correctedBy: string | null;
}

/** A decision opened: what was frozen, whether the server still finds it intact, what has changed since. */
export interface OpenedDecision {
  id: string;
  hash: string;
  computedHash: string;
  intact: boolean;
  at: string;
  by: string;
  correctedBy: string | null;
  content: DecisionContent;
  changes: Change[];
}

/** Saved scenarios and recorded decisions. Errors are `ApiProblem` or `Unreachable`. */
export class DecisionClient {
  readonly #api: Api;
  readonly #root: string;

  constructor(api: Api) {
    this.#api = api;
    this.#root = `${api.root}/api/ranking`;
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

  scenarios(): Promise<Scenario[]> {
    return this.#json('/scenarios');
  }

  addScenario(entry: ScenarioEntry): Promise<Scenario> {
    return this.#json('/scenarios', 'POST', entry);
  }

  changeScenario({ id, version }: Pick<Scenario, 'id' | 'version'>, entry: ScenarioEntry): Promise<Scenario> {
    return this.#json(`/scenarios/${id}`, 'PUT', entry, version);
  }

  removeScenario({ id, version }: Pick<Scenario, 'id' | 'version'>): Promise<void> {
    return this.#json(`/scenarios/${id}`, 'DELETE', undefined, version);
  }

  decisions(): Promise<DecisionHead[]> {
    return this.#json('/decisions');
  }

  decision(id: string): Promise<OpenedDecision> {
    return this.#json(`/decisions/${encodeURIComponent(id)}`);
  }

  /** @param expected hash of the data that the person saw */
  record(entry: DecisionEntry, expected: string): Promise<{ id: string; hash: string }> {
    return this.#json('/decisions', 'POST', { ...entry, expected });
  }
}
