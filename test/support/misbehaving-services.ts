import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { feature, numberOf, send, sendJson } from './service-answers.ts';
import type { DataServices, Handler } from './service-answers.ts';

const raw = (response: ServerResponse, text: string): void => void response.socket?.end(text);

/** What no service should do, and some do. */
export function misbehaving(services: DataServices): Record<string, Handler> {
  const tries = new Map<string, number>();
  const good = JSON.stringify({ type: 'FeatureCollection', features: services.places.map(feature) });
  const bomb = gzipSync(Buffer.alloc(16 * 1024 * 1024));
  const nth = (name: string) => {
    const count = (tries.get(name) ?? 0) + 1;
    tries.set(name, count);
    return count;
  };
  return {
    '/bad/hang': () => undefined,
    '/bad/hang-inside': (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(`${good.slice(0, 40)}`);
    },
    '/bad/drip': (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(timer));
    },
    '/bad/short': (_request, response) =>
      raw(
        response,
        `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(good) + 100}\r\n\r\n${good}`,
      ),
    '/bad/long': (_request, response) =>
      raw(
        response,
        `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(good) - 10}\r\n\r\n${good}`,
      ),
    '/bad/cut-chunks': (_request, response) =>
      raw(
        response,
        `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n${good.slice(0, 16)}\r\n`,
      ),
    '/bad/html': (_request, response) =>
      send(response, 'text/html', '<!DOCTYPE html><html><body>Wartung</body></html>'),
    '/bad/html-as-json': (_request, response) =>
      send(response, 'application/json', '\n<!-- hi -->\n<html lang="de"><body>Anmeldung</body></html>'),
    '/bad/bomb': (_request, response) => send(response, 'application/json', bomb, { 'content-encoding': 'gzip' }),
    '/bad/no-gzip': (_request, response) => send(response, 'application/json', good, { 'content-encoding': 'gzip' }),
    '/bad/empty': (_request, response) => send(response, 'application/json', ''),
    '/bad/loopback': (_request, response) =>
      void response.writeHead(302, { location: `http://127.0.0.2:${new URL(services.url).port}/file.geojson` }).end(),
    '/bad/decimal': (_request, response) => void response.writeHead(302, { location: 'http://2130706434/' }).end(),
    '/bad/metadata': (_request, response) =>
      void response.writeHead(307, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
    '/bad/file': (_request, response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    '/bad/circle': (_request, response) => void response.writeHead(302, { location: '/bad/circle' }).end(),
    '/moved': (_request, response) => void response.writeHead(301, { location: '/file.geojson' }).end(),
    '/flaky': (request, response) => {
      if (nth('flaky') < 3) return void response.writeHead(500).end('oops');
      send(
        response,
        'application/json',
        JSON.stringify({ type: 'FeatureCollection', features: services.places.map(feature) }),
        {},
      );
    },
    '/busy': (_request, response) => void response.writeHead(503, { 'retry-after': '7200' }).end(),
    '/bad/endless/collections/x/items': (_request, response, url) => {
      const offset = numberOf(url, 'offset', 0);
      const links = [{ rel: 'next', href: `?offset=${offset + 1}` }];
      sendJson(response, {
        type: 'FeatureCollection',
        links,
        features: [feature({ id: `e${offset}`, name: 'x', lon: 7.47, lat: 51.52 })],
      });
    },
    '/bad/repeating/collections/x/items': (_request, response, url) => {
      const links = [{ rel: 'next', href: `?offset=${numberOf(url, 'offset', 0) + 1}` }];
      sendJson(response, { type: 'FeatureCollection', links, features: services.places.slice(0, 2).map(feature) });
    },
    '/bad/half/collections/x/items': (_request, response) =>
      sendJson(response, {
        type: 'FeatureCollection',
        numberMatched: services.places.length + 5,
        links: [],
        features: services.places.map(feature),
      }),
    '/bad/breaks/collections/x/items': (_request, response, url) => {
      if (numberOf(url, 'offset', 0) > 0) return void response.writeHead(404).end();
      sendJson(response, {
        type: 'FeatureCollection',
        links: [{ rel: 'next', href: '?offset=2' }],
        features: services.places.slice(0, 2).map(feature),
      });
    },
  };
}
