import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { SearchHit } from '@quartierblick/gis/layers/answers.ts';
import type { Api } from '#lib/api.ts';

/** A row of `GET /api/properties`. */
export interface CaseRow {
  key: string;
  id: number;
  version: number;
  changedAt: string;
  changedBy: string | null;
  tasksOpen: number;
  nextDeadline: string | null;
  center: [number, number];
  /** Invented for the demonstration. */
  demo: boolean;
  [field: string]: unknown;
}

export interface Group {
  value: string | null;
  count: number;
}

export interface SavedView {
  id: string;
  name: string;
  query: Record<string, string>;
  shared: boolean;
  own: boolean;
}

/** Which cases a change is about. */
export type Scope = { keys: string[] } | { filters: Record<string, string> };

export interface BulkOrder {
  field: string;
  value: string | number | boolean | null;
  validFrom?: string;
  source?: string;
  reason?: string;
}

export interface BulkPreview {
  cases: number;
  changing: number;
  unchanged: number;
  changes: { key: string; address: string | null; before: unknown }[];
  refused: { key: string; address: string | null; reason: Text }[];
}

export interface Undone {
  restored: number;
  kept: { key: string; address: string | null; by: string; at: string }[];
}

export interface NewCase {
  buildingKey: string;
  properties: Record<string, unknown>;
}

/** Calls of the list's part of the api. */
export function listClient(api: Api) {
  const get = async <T>(path: string, query: Record<string, string> = {}, signal?: AbortSignal): Promise<T> => {
    const search = new URLSearchParams(query).toString();
    const response = await api.send(
      `${api.root}/api/${path}${search === '' ? '' : `?${search}`}`,
      signal ? { signal } : {},
    );
    return (await response.json()) as T;
  };
  const send = async (method: string, path: string, body?: unknown): Promise<Response> =>
    api.send(`${api.root}/api/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
  const post = async <T>(path: string, body?: unknown): Promise<T> =>
    (await (await send('POST', path, body)).json()) as T;

  return {
    page: (query: Record<string, string>, signal?: AbortSignal) =>
      get<{ total: number; rows: CaseRow[] }>('properties', query, signal),
    keys: (query: Record<string, string>, signal?: AbortSignal) =>
      get<{ id: number; key: string }[]>('properties/keys', query, signal),
    groups: (by: string, query: Record<string, string>, signal?: AbortSignal) =>
      get<Group[]>('properties/groups', { ...query, by }, signal),
    views: () => get<SavedView[]>('views'),
    saveView: (view: Pick<SavedView, 'name' | 'query' | 'shared'>) => post<SavedView>('views', view),
    changeView: async ({ id, name, query, shared }: SavedView): Promise<void> => {
      await send('PUT', `views/${id}`, { name, query, shared });
    },
    deleteView: async (id: string): Promise<void> => void (await send('DELETE', `views/${id}`)),
    preview: (scope: Scope, order: BulkOrder) => post<BulkPreview>('properties/bulk/preview', { ...scope, ...order }),
    change: (scope: Scope, order: BulkOrder, expected: number) =>
      post<{ id: string; changed: number }>('properties/bulk', { ...scope, ...order, expected }),
    undo: (id: string) => post<Undone>(`properties/bulk/${id}/undo`),
    /** Buildings by their address: what a new case can be about. */
    buildings: async (q: string, signal: AbortSignal): Promise<SearchHit[]> => {
      // The best hits of all layers come together, so more are asked for than are shown.
      const hits = await get<SearchHit[]>('search', { q, limit: '50' }, signal);
      return hits.filter(({ layer }) => layer === 'buildings');
    },
    create: (newCase: NewCase) => post<{ key: string }>('properties', newCase),
  };
}
export type ListClient = ReturnType<typeof listClient>;
