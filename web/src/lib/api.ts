import type { AppType } from '@quartierblick/api/app';
import { hc } from 'hono/client';
import type {
  FeatureDetail,
  FeaturePage,
  FeatureQuery,
  LayerInfo,
  MeasureValues,
  Project,
  SearchHit,
} from '@quartierblick/gis/layers/answers.ts';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';

/** An answer of the api that says what went wrong (RFC 9457), in the language of the screen. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly type: string;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  /** The whole problem, for kinds that carry more than the standard members. */
  readonly body: Record<string, unknown>;

  constructor(status: number, body: Record<string, unknown>) {
    const text = (key: string): string | undefined => (typeof body[key] === 'string' ? body[key] : undefined);
    super(text('title') ?? `HTTP ${status}`);
    this.status = status;
    this.type = text('type') ?? 'about:blank';
    this.detail = text('detail');
    this.requestId = text('requestId');
    this.body = body;
  }
}

/** The server did not answer at all. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

export interface ApiOptions {
  /** Origin and base path of the installation, without a slash at the end. */
  root: string;
  language: () => string;
  onFailure: (state: 'away' | 'offline') => void;
  /** The server wants a sign-in, or another role than the one it now knows. */
  onRefused: (status: 401 | 403) => void;
}

/** Whether an error only says that a newer request took the place of this one. */
export function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  return new ApiProblem(response.status, isRecord(body) ? body : {});
}

/** The typed client of the api, and what every call has in common: language, errors, connection state. */
export function createApi({ root, language, onFailure, onRefused }: ApiOptions) {
  /** `fetch` with the reader's language; failures become {@link ApiProblem} or {@link Unreachable}. */
  async function send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const headers = new Headers(init?.headers);
    headers.set('Accept-Language', language());
    let response: Response;
    try {
      response = await fetch(input, { ...init, headers });
    } catch (error) {
      if (isAborted(error)) throw error;
      onFailure('offline');
      throw new Unreachable(String(input));
    }
    if (response.status === 503) onFailure('away');
    if (!response.ok) {
      const problem = await problemOf(response);
      // Other reasons for these answers, such as a wrong password, are for those who asked.
      if (problem.type.endsWith(':sign-in-required')) onRefused(401);
      if (problem.type.endsWith(':forbidden')) onRefused(403);
      throw problem;
    }
    return response;
  }

  const client = hc<AppType>(root, { fetch: send });
  const freeLayers = new Map<string, LayerDefinition>();
  const using = (signal?: AbortSignal) => ({ init: signal ? { signal } : {} });

  const project = async (): Promise<Project> =>
    (await client.api.project.$get({ query: {} })).json() as Promise<Project>;

  return {
    root,
    client,
    send,
    project,

    /** The project, or null where none is set up yet: a dashboard without one is empty, not broken. */
    async projectIfAny(): Promise<Project | null> {
      try {
        return await project();
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 404) return null;
        throw error;
      }
    },

    async layers(): Promise<LayerInfo[]> {
      const infos = (await (await client.api.layers.$get()).json()) as LayerInfo[];
      if (!infos.some(({ free }) => free)) return infos;
      return (await import('./layers/free-definitions.ts')).withFreeLayers(infos, freeLayers);
    },

    async features(layer: string, query: FeatureQuery, signal?: AbortSignal): Promise<FeaturePage> {
      const response = await client.api.layers[':layer'].features.$get(
        { param: { layer }, query: queryOf(query) },
        using(signal),
      );
      return (await response.json()) as FeaturePage;
    },

    async feature(layer: string, key: string, signal?: AbortSignal): Promise<FeatureDetail> {
      // A key may hold slashes (way/123); the client puts parameters into the path as they are.
      const param = { layer, id: encodeURIComponent(key) };
      const response = await client.api.layers[':layer'].features[':id'].$get({ param, query: {} }, using(signal));
      return (await response.json()) as FeatureDetail;
    },

    async measure(layer: string, measure: string, year: number | null, signal?: AbortSignal): Promise<MeasureValues> {
      const response = await client.api.layers[':layer'].measures[':measure'].$get(
        { param: { layer, measure: encodeURIComponent(measure) }, query: year === null ? {} : { year: String(year) } },
        using(signal),
      );
      return (await response.json()) as MeasureValues;
    },

    async search(q: string, signal?: AbortSignal): Promise<SearchHit[]> {
      const response = await client.api.search.$get({ query: { q, limit: '8' } }, using(signal));
      return (await response.json()) as SearchHit[];
    },
  };
}

export type Api = ReturnType<typeof createApi>;

function queryOf(query: FeatureQuery) {
  return {
    ...(query.bbox && { bbox: query.bbox.map((n) => n.toFixed(6)).join(',') }),
    ...(query.limit !== undefined && { limit: String(query.limit) }),
    ...(query.offset !== undefined && { offset: String(query.offset) }),
    ...(query.class && { class: query.class.join(',') }),
    ...(query.mark && { mark: query.mark.join(',') }),
    ...(query.sort && { sort: query.sort }),
    ...(query.geometry && { geometry: query.geometry }),
  };
}
