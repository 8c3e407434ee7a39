import type { FreeLayerSpec } from '@quartierblick/gis/layers/free/spec.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Api } from '#lib/api.ts';

/** A free layer as it is kept. */
export interface FreeLayerRow {
  key: string;
  spec: FreeLayerSpec;
  version: number;
  changedAt: string;
  changedBy: string | null;
  deletedAt: string | null;
  deletedBy: string | null;
}

/** What would miss a free layer. */
export interface FreeLayerUses {
  rows: number;
  stories: { key: string; title: Text }[];
  recipes: { id: string; name: string }[];
  connections: { id: string; title: string }[];
}

/** What the api knows of free layers. Every call rejects with an ApiProblem or Unreachable. */
export function freeLayerClient({ root, send }: Pick<Api, 'root' | 'send'>) {
  const at = `${root}/api/free-layers`;
  const ask = async <T>(path = '', method = 'GET', body?: unknown, version?: number): Promise<T> => {
    const response = await send(at + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (response.status === 204 ? undefined : await response.json()) as T;
  };
  return {
    list: () => ask<FreeLayerRow[]>(),
    read: (id: string) => ask<FreeLayerRow>(`/${id}`),
    add: (spec: FreeLayerSpec) => ask<FreeLayerRow>('', 'POST', spec),
    change: (spec: FreeLayerSpec, version: number) => ask<FreeLayerRow>(`/${spec.id}`, 'PUT', spec, version),
    remove: (id: string, version: number) => ask<undefined>(`/${id}`, 'DELETE', undefined, version),
    restore: (id: string) => ask<FreeLayerRow>(`/${id}/restore`, 'POST'),
    uses: (id: string) => ask<FreeLayerUses>(`/${id}/uses`),
  };
}
