import type { createApp } from '@quartierblick/api/app';
import type { Database } from '@quartierblick/api/db';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import { layers } from '@quartierblick/gis/layers/index.ts';
import { PROPERTY_CLASSES, PROPERTY_MARKS } from '@quartierblick/gis/layers/properties/layer.ts';
import { properties } from '@quartierblick/gis/layers/properties/layer.ts';
import { CASE_PARTS } from '@quartierblick/gis/layers/properties/parts.ts';
import { FREE_LAYER } from './planted.ts';
import type { Plantation } from './planted.ts';

type App = ReturnType<typeof createApp>;

/** Ids of all layers, built-in and planted. */
const LAYERS: readonly string[] = [...layers.map(({ id }) => id), FREE_LAYER];

interface Parameter {
  name: string;
  in: string;
  schema?: { enum?: unknown[] };
}

/** A stream never ends by itself; what it says at once is what counts here. */
const PATIENCE_MS = 250;

/** What an address answers, as text; bytes one to one as characters. */
export async function answerOf(
  app: App,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string; bytes: Uint8Array<ArrayBuffer> }> {
  const response = await app.request(path, { headers });
  const type = response.headers.get('content-type') ?? '';
  const heads = JSON.stringify([...response.headers]);
  if (!type.includes('event-stream')) {
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = /json|text|calendar|html/.test(type)
      ? new TextDecoder().decode(bytes)
      : Buffer.from(bytes).toString('latin1');
    return { status: response.status, text: heads + text, bytes };
  }
  const reader = response.body?.getReader();
  let text = heads;
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  for (;;) {
    const part = await Promise.race([reader?.read(), late]);
    if (!part?.value) break;
    text += new TextDecoder().decode(part.value);
  }
  await reader?.cancel();
  return { status: response.status, text, bytes: new Uint8Array() };
}

/**
 * An answer without what it repeats of its own address, which is no news to the caller: problems name it, and the links of OGC
 * resources carry its parameters on.
 */
export function withoutEcho(text: string, address: string): string {
  const [path = '', query = ''] = address.split('?');
  const echoes = [...new URLSearchParams(query)].map((pair) => new URLSearchParams([pair]).toString());
  return [`"instance":"${path}"`, ...(path.startsWith('/ogc/') ? echoes : [])].reduce(
    (said, echo) => (echo.endsWith('=') ? said : said.replaceAll(echo, '')),
    text,
  );
}

/** Every GET address that the app describes for this edition, parameters filled in with everything that could lead to a case. */
export async function* addresses(
  app: App,
  { ledger, cases, partKeys, imports }: Plantation,
  { sql }: Database,
): AsyncGenerator<string> {
  const ids = (await sql<{ id: number }[]>`select id from properties order by id`).map(({ id }) => String(id));
  const words = [
    'zzplant',
    ...ledger.of('properties.address'),
    ...ledger.of('property_owners.name'),
    ...ledger.of('property_notes.note'),
  ];
  const path: Record<string, readonly string[]> = {
    layer: LAYERS,
    id: [FREE_LAYER, ...ids, ...cases, ...imports, ...partKeys.slice(0, 12)],
    key: cases,
    file: partKeys,
    rowKey: partKeys,
    part: CASE_PARTS.map(({ id }) => id),
    measure: ['inhabitants', 'density-total', 'total', 'cases'],
    token: ledger.of('account_invitations.token_hash'),
  };
  const query: Record<string, readonly string[]> = {
    q: words,
    bbox: ['7.4,51.4,7.6,51.6'],
    class: [...PROPERTY_CLASSES.map(({ id }) => id), 'unclassed'],
    mark: [...PROPERTY_MARKS.map(({ id }) => id), 'unclassed'],
    sort: ['key', ...Object.keys(properties.dataset.fields).flatMap((name) => [name, `-${name}`])],
    limit: ['500'],
    offset: ['1'],
    year: ['2022', '2024'],
    size: ['original', 'thumb'],
    // GeoJSON without asking; packed formats are opened in secrets.test.ts, where they can be read.
    format: ['csv'],
    crs: ['25832'],
  };
  const document = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } });
  for (const [template, operations] of Object.entries(document.paths ?? {})) {
    const { get } = operations as { get?: { parameters?: Parameter[] } };
    if (!get || template.endsWith('.mvt')) continue;
    for (const address of filled(template, path)) {
      yield address;
      for (const { name, in: place, schema } of get.parameters ?? []) {
        if (place !== 'query') continue;
        for (const value of query[name] ?? schema?.enum ?? words.slice(0, 2)) {
          yield `${address}?${name}=${encodeURIComponent(String(value))}`;
        }
      }
    }
  }
}

/** Every GET address below one of these beginnings, with the values that each query parameter may have. */
export function* addressesBelow(
  app: App,
  begins: RegExp,
  values: Record<string, readonly string[]>,
): Generator<string> {
  const document = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } });
  for (const [template, operations] of Object.entries(document.paths ?? {})) {
    const { get } = operations as { get?: { parameters?: Parameter[] } };
    if (!get || !begins.test(template)) continue;
    for (const address of filled(template, values)) {
      yield address;
      for (const { name, in: place, schema } of get.parameters ?? []) {
        if (place !== 'query') continue;
        for (const value of schema?.enum ?? []) yield `${address}?${name}=${encodeURIComponent(String(value))}`;
      }
    }
  }
}

/** The template with every combination of the values of its parameters. */
function filled(template: string, values: Record<string, readonly string[]>): string[] {
  const name = /\{(\w+)\}/.exec(template)?.[1];
  if (name === undefined) return [template];
  return (values[name] ?? ['zzplant']).flatMap((value) =>
    filled(template.replace(`{${name}}`, encodeURIComponent(value)), values),
  );
}

/** Addresses of all tiles over a point, of every layer and zoom, whether the layer has them or not. */
export async function tilesOver({ sql }: Database, longitude: number, latitude: number): Promise<string[]> {
  const versions = await sql<
    { layer: string; version: number }[]
  >`select layer, version::float8 as version from layer_versions`;
  const radians = (latitude * Math.PI) / 180;
  return LAYERS.flatMap((id) => {
    const version = versions.find(({ layer }) => layer === id)?.version ?? 0;
    return Array.from({ length: 10 }, (_, i) => i + 8).flatMap((z) => {
      const x = ((longitude + 180) / 360) * 2 ** z;
      const y = ((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * 2 ** z;
      return [-1, 0, 1].flatMap((east) =>
        [-1, 0, 1].map((south) => `/tiles/${id}/${version}/${z}/${Math.floor(x) + east}/${Math.floor(y) + south}.mvt`),
      );
    });
  });
}

/** Editions that must not see what planners see. */
export const BELOW_PLANNERS = ['public', 'steering'] as const satisfies readonly Edition[];
