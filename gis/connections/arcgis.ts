// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- an ambient module is found by no import, and the page is checked without this folder
/// <reference path="./terraformer-arcgis.d.ts" />
import { arcgisToGeoJSON } from '@terraformer/arcgis';
import { excerpt, featuresOf, parseJson, ServiceRefused, withParameters } from './protocol.ts';
import type { Area, Ask, Page, Paged } from './protocol.ts';
import type { SettingsOf } from './settings.ts';

const LIMIT = 1000;
const WGS84 = '4326';

interface EsriError {
  code?: unknown;
  message?: unknown;
  details?: unknown;
}

/** ArcGIS answers errors with status 200. */
function refuseError(answer: Record<string, unknown>): void {
  if (!('error' in answer)) return;
  const { code, message } = answer['error'] as EsriError;
  const said = excerpt(`${String(code ?? '')} ${String(message ?? '')}`);
  throw new ServiceRefused({
    de: `Der Dienst meldet einen Fehler: „${said}“`,
    en: `The service reports an error: “${said}”`,
  });
}

/**
 * Whether more features are to be had than the page holds: said at the top, in `properties` (GeoJSON), or not at all, as by some servers
 * in GeoJSON; what follows a full page is seen then.
 */
function exceeded(answer: Record<string, unknown>, got: number): boolean {
  const inside = answer['properties'];
  const flag =
    answer['exceededTransferLimit'] ??
    (typeof inside === 'object' && inside !== null
      ? (inside as Record<string, unknown>)['exceededTransferLimit']
      : undefined);
  return got > 0 && (flag === true || (flag === undefined && got >= LIMIT));
}

function featureOf(feature: unknown): unknown {
  // Answers in Esri's own JSON come from servers that have no GeoJSON; asked for in WGS 84, they need no other system.
  return arcgisToGeoJSON(feature as object) as unknown;
}

/**
 * A layer of an ArcGIS Feature or Map Service (`…/FeatureServer/0`), paged by `resultOffset` in the order of the object ids, without
 * which pages may overlap. GeoJSON where the server has it, else Esri's JSON.
 */
export function arcgis({ url, filter, within }: SettingsOf<'arcgis'>, area: Area): Paged {
  const base = new URL(url);
  base.pathname = `${base.pathname.replace(/\/+$/, '').replace(/\/query$/, '')}/query`;
  const ask = (offset: number, format: 'geojson' | 'json'): Ask => ({
    url: withParameters(base.href, {
      where: filter === '' ? '1=1' : filter,
      outFields: '*',
      outSR: WGS84,
      returnGeometry: 'true',
      resultOffset: String(offset),
      resultRecordCount: String(LIMIT),
      f: format,
      ...(within && area
        ? {
            geometry: area.join(','),
            geometryType: 'esriGeometryEnvelope',
            inSR: WGS84,
            spatialRel: 'esriSpatialRelIntersects',
          }
        : {}),
    }),
    headers: { accept: 'application/json' },
  });
  return {
    paged: true,
    first: ask(0, 'geojson'),
    read(text, { url: asked }): Page {
      const parameters = new URL(asked).searchParams;
      const offset = Number(parameters.get('resultOffset'));
      const format = parameters.get('f') === 'json' ? 'json' : 'geojson';
      const answer = parseJson(text);
      if (format === 'geojson' && 'error' in answer && offset === 0) {
        const { message, details } = answer['error'] as EsriError;
        // "Output format not supported": the same in the older format, from the start.
        if (/format/i.test(`${String(message)} ${String(details)}`)) {
          return { features: [], matched: null, next: ask(0, 'json') };
        }
      }
      refuseError(answer);
      const raw = featuresOf(answer);
      const features = format === 'json' ? raw.map(featureOf) : raw;
      const more = exceeded(answer, features.length);
      return { features, matched: null, next: more ? ask(offset + features.length, format) : null };
    },
  };
}
