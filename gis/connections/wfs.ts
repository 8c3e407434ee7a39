import { WGS84 } from '../read/crs.ts';
import { refuseException, splitGml } from './gml-pages.ts';
import { countOf, featuresOf, parseJson, ServiceRefused, withParameters } from './protocol.ts';
import type { Area, Ask, Page, Paged } from './protocol.ts';
import type { SettingsOf } from './settings.ts';
import { readCapabilities } from './wfs-capabilities.ts';
import type { WfsCapabilities } from './wfs-capabilities.ts';

const COUNT = 1000;
const STORED = 25832;

const isJson = (format: string): boolean => /json/i.test(format) && !/javascript|jsonp/i.test(format);
const isStored = (system: string): boolean => new RegExp(`[:/]${STORED}$`).test(system);

/** The type that is meant: by its name as written, or without the prefix where only one fits. */
function typeOf({ types }: WfsCapabilities, wanted: string): string {
  if (types.has(wanted)) return wanted;
  const plain = (name: string) => name.slice(name.indexOf(':') + 1).toLowerCase();
  const fitting = [...types.keys()].filter((name) => plain(name) === plain(wanted));
  if (fitting.length === 1) return fitting[0] as string;
  const names = [...types.keys()].slice(0, 30).join(', ');
  throw new ServiceRefused({
    de: `Der Dienst hat keine Objektart „${wanted}“. Er hat: ${names}`,
    en: `The service has no type “${wanted}”. It has: ${names}`,
  });
}

/** The area as a box in EPSG:25832, whose axes every server takes in the same order, east first. */
function boxOf(area: Area): string | undefined {
  if (!area) return undefined;
  const [west, south, east, north] = area;
  const corners = [
    [west, south],
    [west, north],
    [east, south],
    [east, north],
  ].map((corner) => WGS84.toStorage(corner));
  const x = corners.map(([e]) => e);
  const y = corners.map(([, n]) => n);
  const box = [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)].map((value) => Math.round(value));
  return `${box.join(',')},urn:ogc:def:crs:EPSG::${STORED}`;
}

/** Where GetFeature is asked: the address given, unless the service names another path on the same host. */
function addressOf(given: string, { getFeature }: WfsCapabilities): string {
  if (getFeature === null || !URL.canParse(getFeature, given)) return given;
  const named = new URL(getFeature, given);
  // Services behind proxies often name an inner host; what the planner entered is what is reached.
  return named.host === new URL(given).host ? named.href : given;
}

/**
 * A feature type of a WFS 2.0: capabilities first, then pages by `startIndex` and `count`. GeoJSON where the service has it, else GML.
 * Where the number of matches is unknown, the end is the first empty page: a server may give fewer than was asked for.
 */
export function wfs(settings: SettingsOf<'wfs'>, area: Area): Paged {
  const { url, typeName, filter, within } = settings;
  const service = { service: 'WFS', version: '2.0.0' };
  let pages = true;

  function firstPage(capabilities: WfsCapabilities): Ask {
    const type = typeOf(capabilities, typeName);
    const own = capabilities.types.get(type);
    const format = [...(own?.formats ?? []), ...capabilities.formats].find(isJson);
    const stored = own?.systems.some(isStored) ?? false;
    pages = capabilities.pages !== false;
    const system = stored ? STORED : 4326;
    // A condition in CQL cannot be combined with a box; what lies outside is left out by the import.
    const condition = filter.startsWith('<') ? { filter } : filter === '' ? {} : { cql_filter: filter };
    return {
      step: format === undefined ? 'gml' : 'json',
      url: withParameters(addressOf(url, capabilities), {
        ...service,
        request: 'GetFeature',
        typeNames: type,
        outputFormat: format,
        srsName: format === undefined ? `urn:ogc:def:crs:EPSG::${system}` : `EPSG:${system}`,
        bbox: within && filter === '' ? boxOf(area) : undefined,
        ...condition,
        ...(pages ? { startIndex: '0', count: String(COUNT) } : {}),
      }),
    };
  }

  function next(ask: Ask, got: number, matched: number | null): Ask | null {
    if (!pages || got === 0) return null;
    const start = Number(new URL(ask.url).searchParams.get('startIndex'));
    if (matched !== null && start + got >= matched) return null;
    return { ...ask, url: withParameters(ask.url, { startIndex: String(start + got) }) };
  }

  return {
    paged: true,
    first: { step: 'capabilities', url: withParameters(url, { ...service, request: 'GetCapabilities' }) },
    read(text, ask): Page {
      if (ask.step === 'capabilities') {
        return { features: [], matched: null, next: firstPage(readCapabilities(text)) };
      }
      if (ask.step === 'gml') {
        const { page, matched } = splitGml(text);
        return { features: [], gml: page, matched, next: next(ask, page.members.length, matched) };
      }
      refuseException(text);
      const answer = parseJson(text);
      const features = featuresOf(answer);
      const matched = countOf(answer['numberMatched']) ?? countOf(answer['totalFeatures']);
      return { features, crs: answer['crs'], matched, next: next(ask, features.length, matched) };
    },
  };
}
