import type { IncomingMessage, ServerResponse } from 'node:http';

/** A place of the services, WGS 84. */
export interface Place {
  id: string;
  name: string;
  lon: number;
  lat: number;
}

/** Services on this machine that answer in the formats of the real ones, each over the same places. */
export interface DataServices {
  url: string;
  host: string;
  /** What they have; changed by tests between two runs. */
  places: Place[];
  /** Requests so far, as `METHOD path`. */
  requests: string[];
  /** Headers of the last request. */
  headers: IncomingMessage['headers'];
  close(): Promise<void>;
}

export const feature = ({ id, name, lon, lat }: Place) => ({
  type: 'Feature',
  id,
  properties: { objektart: 'Kinderspielplatz', name },
  geometry: { type: 'Point', coordinates: [lon, lat] },
});

export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => void | Promise<void>;

export function send(
  response: ServerResponse,
  type: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): void {
  response.writeHead(200, { 'content-type': type, 'content-length': String(Buffer.byteLength(body)), ...headers });
  response.end(body);
}
export const sendJson = (response: ServerResponse, body: unknown, type = 'application/json') =>
  send(response, type, JSON.stringify(body));

export const numberOf = (url: URL, name: string, otherwise: number): number => {
  const text = [...url.searchParams].find(([own]) => own.toLowerCase() === name.toLowerCase())?.[1];
  return text === undefined ? otherwise : Number(text);
};
