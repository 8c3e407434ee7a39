import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { misbehaving } from './misbehaving-services.ts';
import { feature, numberOf, send, sendJson } from './service-answers.ts';
import type { DataServices, Handler, Place } from './service-answers.ts';

/** Features a page, whatever is asked for: real servers have limits of their own, and tests few places. */
const PAGE = 2;

/** As ldproxy answers at ogc-api.nrw.de: links, numberMatched, numberReturned, CRS84. */
function ogcItems(services: DataServices): Handler {
  return (_request, response, url) => {
    const offset = numberOf(url, 'offset', 0);
    const page = services.places.slice(offset, offset + PAGE);
    const next = new URL(url);
    next.searchParams.set('offset', String(offset + PAGE));
    const links = [
      { href: url.href, rel: 'self', type: 'application/geo+json' },
      { href: `${url.href}&f=html`, rel: 'alternate', type: 'text/html' },
      ...(offset + PAGE < services.places.length
        ? [{ href: next.href, rel: 'next', type: 'application/geo+json' }]
        : []),
    ];
    const answer = {
      type: 'FeatureCollection',
      links,
      numberReturned: page.length,
      numberMatched: services.places.length,
      timeStamp: '2026-11-28T07:00:00Z',
      features: page.map(feature),
    };
    sendJson(response, answer, 'application/geo+json');
  };
}

const CAPABILITIES = (url: URL, formats: string[]) => `<?xml version="1.0" encoding="UTF-8"?>
<wfs:WFS_Capabilities version="2.0.0" xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:ows="http://www.opengis.net/ows/1.1" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:stadt="http://stadt.example/gis">
  <ows:OperationsMetadata>
    <ows:Operation name="GetCapabilities"><ows:DCP><ows:HTTP><ows:Get xlink:href="http://inner.example:8080/geoserver/wfs"/></ows:HTTP></ows:DCP></ows:Operation>
    <ows:Operation name="GetFeature">
      <ows:DCP><ows:HTTP><ows:Get xlink:href="${url.origin}${url.pathname}"/></ows:HTTP></ows:DCP>
      <ows:Parameter name="outputFormat"><ows:AllowedValues>${formats.map((format) => `<ows:Value>${format}</ows:Value>`).join('')}</ows:AllowedValues></ows:Parameter>
      <ows:Constraint name="CountDefault"><ows:NoValues/><ows:DefaultValue>${PAGE}</ows:DefaultValue></ows:Constraint>
    </ows:Operation>
    <ows:Constraint name="ImplementsResultPaging"><ows:NoValues/><ows:DefaultValue>TRUE</ows:DefaultValue></ows:Constraint>
  </ows:OperationsMetadata>
  <wfs:FeatureTypeList>
    <wfs:FeatureType><wfs:Name>stadt:spielplaetze</wfs:Name><wfs:Title>Spielplätze</wfs:Title><wfs:DefaultCRS>urn:ogc:def:crs:EPSG::4326</wfs:DefaultCRS></wfs:FeatureType>
    <wfs:FeatureType><wfs:Name>stadt:baeume</wfs:Name><wfs:DefaultCRS>urn:ogc:def:crs:EPSG::25832</wfs:DefaultCRS></wfs:FeatureType>
  </wfs:FeatureTypeList>
</wfs:WFS_Capabilities>`;

const EXCEPTION = (said: string) =>
  `<?xml version="1.0"?><ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1" version="2.0.0"><ows:Exception exceptionCode="InvalidParameterValue" locator="typeNames"><ows:ExceptionText>${said}</ows:ExceptionText></ows:Exception></ows:ExceptionReport>`;

const gmlMember = ({ id, name, lon, lat }: Place) =>
  `<wfs:member><stadt:spielplaetze gml:id="spielplaetze.${id}"><stadt:id>${id}</stadt:id><stadt:name>${name}</stadt:name><stadt:geom><gml:Point srsName="urn:ogc:def:crs:EPSG::4326"><gml:pos>${lat} ${lon}</gml:pos></gml:Point></stadt:geom></stadt:spielplaetze></wfs:member>`;

/** As GeoServer answers; `formats` decides whether it has GeoJSON. The number of matches may be unknown, as with many stores. */
function wfs(services: DataServices, formats: string[], knows: boolean): Handler {
  return (_request, response, url) => {
    const asked = Object.fromEntries([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value]));
    if (asked['request'] === 'GetCapabilities') return send(response, 'application/xml', CAPABILITIES(url, formats));
    if (asked['typenames'] !== 'stadt:spielplaetze') {
      return send(response, 'application/xml', EXCEPTION(`Feature type ${asked['typenames']} unknown`));
    }
    const start = numberOf(url, 'startIndex', 0);
    const page = services.places.slice(start, start + Math.min(PAGE, numberOf(url, 'count', PAGE)));
    const matched = knows ? services.places.length : 'unknown';
    if (/json/.test(asked['outputformat'] ?? '')) {
      return sendJson(response, {
        type: 'FeatureCollection',
        features: page.map((place) => ({ ...feature(place), geometry_name: 'geom' })),
        totalFeatures: matched,
        numberMatched: matched,
        numberReturned: page.length,
        crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4326' } },
      });
    }
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:stadt="http://stadt.example/gis" numberMatched="${matched}" numberReturned="${page.length}" timeStamp="2026-11-28T07:00:00Z">${page.map(gmlMember).join('')}</wfs:FeatureCollection>`;
    send(response, 'application/gml+xml; version=3.2', body);
  };
}

/** As an ArcGIS server answers; one of before 10.4 has no GeoJSON and says so with status 200. */
function arcgisQuery(services: DataServices, old: boolean): Handler {
  return (_request, response, url) => {
    const offset = numberOf(url, 'resultOffset', 0);
    const page = services.places.slice(offset, offset + PAGE);
    const more = offset + PAGE < services.places.length;
    if (url.searchParams.get('f') === 'geojson') {
      if (old) {
        return sendJson(response, {
          error: {
            code: 400,
            message: 'Invalid or missing input parameters.',
            details: ["Output format 'geojson' is not supported."],
          },
        });
      }
      const features = page.map((place) => ({
        ...feature(place),
        id: Number(place.id.replace(/\D/g, '')) || place.id,
      }));
      return sendJson(response, {
        type: 'FeatureCollection',
        ...(more ? { properties: { exceededTransferLimit: true } } : {}),
        features,
      });
    }
    sendJson(response, {
      objectIdFieldName: 'OBJECTID',
      geometryType: 'esriGeometryPoint',
      spatialReference: { wkid: 4326, latestWkid: 4326 },
      ...(more ? { exceededTransferLimit: true } : {}),
      features: page.map(({ id, name, lon, lat }) => ({
        attributes: { OBJECTID: id, name, objektart: 'Kinderspielplatz' },
        geometry: { x: lon, y: lat },
      })),
    });
  };
}

/** As an Opendatasoft portal exports: no ids, everything in the properties, packed. */
function opendatasoftExport(services: DataServices): Handler {
  return (_request, response) => {
    const features = services.places.map(({ name, lon, lat }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: {
        objektkate: 'XE_Erholung',
        objektart: 'Kinderspielplatz',
        objektname: name,
        objektzusa: null,
        i_beschr: null,
        strasse: 'Bornstraße',
        hausnummer: '1',
        ort: 'Dortmund',
        kommune: 'Dortmund',
      },
    }));
    const body = gzipSync(JSON.stringify({ type: 'FeatureCollection', features }));
    send(response, 'application/geo+json; charset=utf-8', body, { 'content-encoding': 'gzip' });
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

/** As Overpass answers; a query that it cannot read gets status 400 and a page. */
function overpassApi(services: DataServices): Handler {
  return async (request, response) => {
    const query = new URLSearchParams(await bodyOf(request)).get('data') ?? '';
    if (request.method !== 'POST' || !query.includes('[out:json]')) {
      response.writeHead(400, { 'content-type': 'text/html' });
      return void response.end('<html><body><strong>Error</strong>: line 1: parse error</body></html>');
    }
    sendJson(response, {
      version: 0.6,
      generator: 'Overpass API 0.7.62',
      osm3s: {
        timestamp_osm_base: '2026-11-27T05:00:00Z',
        copyright: 'The data included in this document is from www.openstreetmap.org.',
      },
      elements: services.places.map(({ id, name, lon, lat }) => ({
        type: 'node',
        id: Number(id.replace(/\D/g, '')),
        lat,
        lon,
        tags: { leisure: 'playground', name },
      })),
    });
  };
}

/** A file with an ETag, as web servers give it. */
function file(services: DataServices): Handler {
  return (request, response) => {
    const body = JSON.stringify({ type: 'FeatureCollection', features: services.places.map(feature) });
    const etag =
      `"${Buffer.from(body).toString('base64').length}-${body.length}-${services.places.map(({ name }) => name).join('')}"`.replace(
        /[^\x21-\x7e]/g,
        '',
      );
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, { etag });
      return void response.end();
    }
    send(response, 'application/geo+json', body, { etag, 'last-modified': 'Fri, 27 Nov 2026 05:00:00 GMT' });
  };
}

/** Starts the services on a free port of 127.0.0.1. */
export async function startDataServices(places: Place[]): Promise<DataServices> {
  const services: DataServices = { url: '', host: '', places, requests: [], headers: {}, close: async () => undefined };
  const handlers: Record<string, Handler> = {
    '/ogc/v1/collections/spielplaetze/items': ogcItems(services),
    '/geoserver/wfs': wfs(services, ['application/gml+xml; version=3.2', 'text/javascript', 'application/json'], true),
    '/gml/wfs': wfs(services, ['application/gml+xml; version=3.2'], false),
    '/arcgis/rest/services/Spielplaetze/FeatureServer/0/query': arcgisQuery(services, false),
    '/arcgis/rest/services/Alt/MapServer/0/query': arcgisQuery(services, true),
    '/api/explore/v2.1/catalog/datasets/spielplatze/exports/geojson': opendatasoftExport(services),
    '/api/interpreter': overpassApi(services),
    '/file.geojson': file(services),
    '/archive.zip': (_request, response) => {
      const inner = JSON.stringify({ type: 'FeatureCollection', features: services.places.map(feature) });
      send(
        response,
        'application/zip',
        Buffer.from(zipSync({ 'liesmich.txt': Buffer.from('hi'), 'data/places.geojson': Buffer.from(inner) })),
      );
    },
    ...misbehaving(services),
  };
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', services.url);
    services.requests.push(`${request.method} ${url.pathname}`);
    services.headers = request.headers;
    const handler = handlers[url.pathname];
    if (handler) void handler(request, response, url);
    else response.writeHead(404, { 'content-type': 'text/plain' }).end('not here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  services.url = `http://127.0.0.1:${port}`;
  services.host = `127.0.0.1:${port}`;
  services.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return services;
}
