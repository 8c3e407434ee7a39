import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { tileTemplate } from '../layers/catalogue.ts';
import { MEDIA } from './asked.ts';
import type { Asked, Link } from './asked.ts';
import { REL } from './collections.ts';
import type { Known } from './collections.ts';
import { valueSchema } from './queryables.ts';

export const MATRIX_SET = 'WebMercatorQuad';
const MATRIX_SET_URI = `http://www.opengis.net/def/tilematrixset/OGC/1.0/${MATRIX_SET}`;
const CRS_URI = 'http://www.opengis.net/def/crs/EPSG/0/3857';
/** Half the length of Web Mercator's equator, metres. */
const HALF = 20_037_508.342_789_244;
/** Metres to a pixel of 0.28 mm make a scale denominator of one (OGC 17-083r4, section 6.2). */
const PIXEL = 0.000_28;
const DEEPEST = 24;

/** The tile matrix set as OGC 17-083r4, annex D.1, defines it. */
export function matrixSet() {
  return {
    id: MATRIX_SET,
    title: 'Google Maps Compatible for the World',
    uri: MATRIX_SET_URI,
    crs: CRS_URI,
    orderedAxes: ['X', 'Y'],
    wellKnownScaleSet: 'http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible',
    tileMatrices: Array.from({ length: DEEPEST + 1 }, (_, zoom) => {
      const cellSize = (2 * HALF) / 256 / 2 ** zoom;
      return {
        id: String(zoom),
        scaleDenominator: cellSize / PIXEL,
        cellSize,
        cornerOfOrigin: 'topLeft',
        pointOfOrigin: [-HALF, HALF],
        tileWidth: 256,
        tileHeight: 256,
        matrixWidth: 2 ** zoom,
        matrixHeight: 2 ** zoom,
      };
    }),
  };
}

/** Path of a layer's tiles from the top of the server, its variables named as OGC 20-057 names them. */
export const ogcTemplate = (layer: string, version: number | '{version}') =>
  tileTemplate(layer, version).replace('{z}', '{tileMatrix}').replace('{x}', '{tileCol}').replace('{y}', '{tileRow}');

/** Column and row of the tile at a place. */
function tileAt(longitude: number, latitude: number, zoom: number): [column: number, row: number] {
  const most = 2 ** zoom - 1;
  const radians = (latitude * Math.PI) / 180;
  const column = Math.floor(((longitude + 180) / 360) * 2 ** zoom);
  const row = Math.floor(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * 2 ** zoom);
  return [Math.max(0, Math.min(most, column)), Math.max(0, Math.min(most, row))];
}

/** Which tiles of each zoom have something in them; none of an empty layer is named. */
function limitsOf({ tile: { minzoom, maxzoom } }: LayerDefinition, { facts }: Known) {
  if (!facts?.bounds) return [];
  const [west, south, east, north] = facts.bounds;
  return Array.from({ length: maxzoom - minzoom + 1 }, (_, index) => {
    const zoom = minzoom + index;
    const [minTileCol, minTileRow] = tileAt(west, north, zoom);
    const [maxTileCol, maxTileRow] = tileAt(east, south, zoom);
    return { tileMatrix: String(zoom), minTileRow, maxTileRow, minTileCol, maxTileCol };
  });
}

const titleOf = (layer: LayerDefinition, { language }: Asked) =>
  `${layer.title[language]}: ${{ de: 'Vektorkacheln', en: 'vector tiles' }[language]}`;

/** The tile set of a layer, as the list of tile sets names it. */
export function tilesetItem(layer: LayerDefinition, asked: Asked) {
  return {
    title: titleOf(layer, asked),
    dataType: 'vector',
    crs: CRS_URI,
    tileMatrixSetURI: MATRIX_SET_URI,
    links: [
      { href: `${asked.root}/collections/${layer.id}/tiles/${MATRIX_SET}?f=json`, rel: 'self', type: MEDIA.json },
      { href: `${asked.root}/tileMatrixSets/${MATRIX_SET}?f=json`, rel: REL.tilingScheme, type: MEDIA.json },
    ],
  };
}

/** Schema of a property as a tile has it, which knows no lists; nothing is said of one that is no field. */
function tilePropertySchema({ dataset }: LayerDefinition, name: string) {
  if (name === 'key') return { type: 'string' };
  const field = { ...dataset.fields, ...dataset.generated }[name];
  if (!field) return {};
  return field.kind === 'list' || field.kind === 'codes' ? { type: 'string' } : valueSchema(field);
}

/**
 * The tile set itself (OGC 20-057, section 9). Its tiles are those of the map, under the address that changes with the data: a client
 * that keeps a tile never shows an old one for a new.
 */
export function describeTileset(layer: LayerDefinition, known: Known, asked: Asked, links: Link[]) {
  const base = asked.root.replace(/\/ogc$/, '');
  const template = ogcTemplate(layer.id, known.version);
  const { minzoom, maxzoom, properties } = layer.tile;
  return {
    ...tilesetItem(layer, asked),
    description: layer.description[asked.language],
    tileMatrixSetLimits: limitsOf(layer, known),
    layers: [
      {
        id: layer.id,
        title: layer.title[asked.language],
        dataType: 'vector',
        minTileMatrix: String(minzoom),
        maxTileMatrix: String(maxzoom),
        propertiesSchema: {
          type: 'object',
          properties: Object.fromEntries(['key', ...properties].map((name) => [name, tilePropertySchema(layer, name)])),
        },
      },
    ],
    links: [
      ...links,
      { href: base + template, rel: 'item', type: 'application/vnd.mapbox-vector-tile', templated: true as const },
      { href: `${base}/tiles/${layer.id}.json`, rel: 'describedby', type: MEDIA.json, title: 'TileJSON 3.0' },
      { href: `${asked.root}/tileMatrixSets/${MATRIX_SET}?f=json`, rel: REL.tilingScheme, type: MEDIA.json },
      { href: `${asked.root}/collections/${layer.id}?f=json`, rel: REL.geodata, type: MEDIA.json },
    ],
  };
}
