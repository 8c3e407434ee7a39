import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { MEDIA } from './asked.ts';
import type { Asked } from './asked.ts';
import { LIMIT } from './items.ts';
import { queryablesOf, valueSchema } from './queryables.ts';
import { CRS84, SYSTEMS } from './systems.ts';
import { ogcTemplate } from './tilesets.ts';

type Json = Readonly<Record<string, unknown>>;

const ref = (kind: string, name: string): Json => ({ $ref: `#/components/${kind}/${name}` });
const parameter = (name: string, schema: Json, description: string): Json => ({
  name,
  in: 'query',
  required: false,
  style: 'form',
  explode: false,
  description,
  schema,
});

const uris = SYSTEMS.map(({ uri }) => uri);

/** QGIS reads the most features of a page here, under just this name. */
const PARAMETERS: Record<string, Json> = {
  f: parameter('f', { type: 'string', enum: ['json', 'html'] }, 'Form of the answer; stands before the header Accept'),
  lang: parameter('lang', { type: 'string', enum: ['de', 'en'] }, 'Language; stands before the header Accept-Language'),
  limit: parameter(
    'limit',
    { type: 'integer', ...LIMIT },
    'Most features of a page; more than the maximum gives the maximum',
  ),
  bbox: parameter(
    'bbox',
    { type: 'array', oneOf: [4, 6].map((n) => ({ minItems: n, maxItems: n })), items: { type: 'number' } },
    'Only features that touch this box: lower corner, upper corner; heights are passed over',
  ),
  'bbox-crs': parameter(
    'bbox-crs',
    { type: 'string', format: 'uri', enum: uris, default: CRS84.uri },
    'System of bbox',
  ),
  datetime: parameter(
    'datetime',
    { type: 'string' },
    'Only features of this time: a date, a date-time, or an interval (2020-01-01/.., ../2021-12-31). A collection without a time answers with all features',
  ),
  crs: parameter('crs', { type: 'string', format: 'uri', enum: uris, default: CRS84.uri }, 'System of the answer'),
  after: parameter('after', { type: 'integer', minimum: 0 }, 'Where the page begins, as links with rel=next give it'),
};

const answer = (description: string, type: string): Json => ({
  description,
  content: {
    [type]: { schema: { type: 'object' } },
    [MEDIA.html]: { schema: { type: 'string' } },
  },
});

const failure = (description: string): Json => ({
  description,
  content: { 'application/problem+json': { schema: ref('schemas', 'problem') } },
});

const FAILURES: Json = {
  400: ref('responses', 'invalid'),
  401: ref('responses', 'unauthorized'),
  403: ref('responses', 'foreign'),
  404: ref('responses', 'unknown'),
};

/** A resource that is read by GET. */
function reading(tag: string, id: string, summary: string, type: string, parameters: readonly Json[]): Json {
  return {
    get: {
      tags: [tag],
      operationId: id,
      summary,
      parameters: [...parameters, ref('parameters', 'f'), ref('parameters', 'lang')],
      responses: {
        200: answer(summary, type),
        ...FAILURES,
      },
    },
  };
}

/** The tiles of a layer (OGC 20-057, requirements class core). They are the map's and stand beside `/ogc`, so the path has its own server. */
function tilePath({ id, title, tile: { minzoom, maxzoom } }: LayerDefinition, root: string): [string, Json] {
  const variable = (name: string, description: string, schema: Json): Json => ({
    name,
    in: 'path',
    required: true,
    description,
    schema,
  });
  const place = { type: 'integer', minimum: 0 };
  const zooms = Array.from({ length: maxzoom - minzoom + 1 }, (_, index) => String(minzoom + index));
  const operation: Json = {
    tags: [id],
    operationId: `${id}.tile`,
    summary: `${title.en}: a tile`,
    parameters: [
      variable('version', 'State of the data, as the tile set names it', place),
      variable('tileMatrix', 'Zoom', { type: 'string', enum: zooms }),
      variable('tileCol', 'Column', place),
      variable('tileRow', 'Row', place),
    ],
    responses: {
      200: {
        description: 'The tile',
        content: { 'application/vnd.mapbox-vector-tile': { schema: { type: 'string', format: 'binary' } } },
      },
      204: { description: 'Nothing of the layer lies in this tile' },
      ...FAILURES,
    },
  };
  return [ogcTemplate(id, '{version}'), { servers: [{ url: root.replace(/\/ogc$/, '') }], get: operation }];
}

function collectionPaths(layer: LayerDefinition, root: string): [string, Json][] {
  const at = `/collections/${layer.id}`;
  const name = layer.id;
  const title = layer.title.en;
  const item: Json = {
    name: 'featureId',
    in: 'path',
    required: true,
    schema: { type: 'string' },
    description: 'Id of the feature',
  };
  const common = ['limit', 'bbox', 'bbox-crs', 'datetime', 'crs', 'after'].map((one) => ref('parameters', one));
  const own = queryablesOf(layer.dataset).map(([field, { label, unit, ...rest }]) =>
    parameter(field, { ...valueSchema({ label, ...rest }) }, unit ? `${label.en} (${unit})` : label.en),
  );
  return [
    [at, reading(name, `${name}.collection`, title, MEDIA.json, [])],
    [`${at}/items`, reading(name, `${name}.items`, `${title}: features`, MEDIA.geojson, [...common, ...own])],
    [
      `${at}/items/{featureId}`,
      reading(name, `${name}.item`, `${title}: one feature`, MEDIA.geojson, [item, ref('parameters', 'crs')]),
    ],
    [`${at}/queryables`, reading(name, `${name}.queryables`, `${title}: properties to choose by`, MEDIA.schema, [])],
    [`${at}/tiles`, reading(name, `${name}.tilesets`, `${title}: tile sets`, MEDIA.json, [])],
    [`${at}/tiles/WebMercatorQuad`, reading(name, `${name}.tileset`, `${title}: tile set`, MEDIA.json, [])],
    tilePath(layer, root),
  ];
}

/**
 * The interface below `/ogc` as OpenAPI 3.0 (17-069r4, requirements class oas30), as its reader sees it: with their collections, their
 * fields and no others.
 */
export function apiDocument(layers: readonly LayerDefinition[], { root, language }: Asked, version: string) {
  const fixed: [string, Json][] = [
    ['/', reading('service', 'landing', 'Landing page', MEDIA.json, [])],
    ['/conformance', reading('service', 'conformance', 'Conformance classes', MEDIA.json, [])],
    ['/api', reading('service', 'api', 'This document', MEDIA.openapi, [])],
    ['/collections', reading('service', 'collections', 'Collections', MEDIA.json, [])],
    ['/tileMatrixSets', reading('service', 'tileMatrixSets', 'Tile matrix sets', MEDIA.json, [])],
    ['/tileMatrixSets/WebMercatorQuad', reading('service', 'tileMatrixSet', 'WebMercatorQuad', MEDIA.json, [])],
  ];
  return {
    openapi: '3.0.3',
    info: {
      title: { de: 'Quartierblick: Geodaten', en: 'Quartierblick: geodata' }[language],
      version,
      description: 'OGC API – Features and Tiles. What the caller may not see does not exist for them.',
      license: { name: 'EUPL-1.2', url: 'https://interoperable-europe.ec.europa.eu/collection/eupl/eupl-text-eupl-12' },
    },
    servers: [{ url: root }],
    tags: [{ name: 'service' }, ...layers.map(({ id, title }) => ({ name: id, description: title[language] }))],
    // None is needed for what is public.
    security: [{}, { basic: [] }, { bearer: [] }],
    paths: Object.fromEntries([...fixed, ...layers.flatMap((layer) => collectionPaths(layer, root))]),
    components: {
      parameters: PARAMETERS,
      responses: {
        invalid: failure('A parameter is malformed or unknown'),
        unauthorized: failure('The token is wrong, has expired or was withdrawn'),
        foreign: failure('The bearer token is none of this service'),
        unknown: failure('There is no such thing, or it is not visible to the caller'),
      },
      schemas: {
        problem: {
          type: 'object',
          required: ['type', 'title', 'status'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
          },
        },
      },
      securitySchemes: { basic: { type: 'http', scheme: 'basic' }, bearer: { type: 'http', scheme: 'bearer' } },
    },
  };
}
