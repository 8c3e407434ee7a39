import { countOf, featuresOf, parseJson, withParameters } from './protocol.ts';
import type { Area, Ask, Page, Paged } from './protocol.ts';
import type { SettingsOf } from './settings.ts';

/** Features a page. The standard lets a server give fewer; its `next` link is followed, never reckoned (OGC 17-069r4, 7.15.5). */
const LIMIT = 1000;
const ACCEPT = { accept: 'application/geo+json, application/json;q=0.9' };

/** Address of a collection's items; a landing page, a collection and the items themselves are all taken for the address. */
function itemsOf({ url, collection }: SettingsOf<'ogc-features'>): string {
  const base = new URL(url);
  base.hash = '';
  const path = base.pathname.replace(/\/+$/, '').replace(/\/collections(?:\/.*)?$/, '');
  base.pathname = `${path}/collections/${encodeURIComponent(collection)}/items`;
  return base.href;
}

interface Link {
  rel?: unknown;
  href?: unknown;
  type?: unknown;
}

function nextOf(answer: Record<string, unknown>, ask: Ask): Ask | null {
  const links = Array.isArray(answer['links']) ? (answer['links'] as Link[]) : [];
  const next = links.filter(({ rel, href }) => rel === 'next' && typeof href === 'string');
  // Several may differ in format; the one that says GeoJSON wins.
  const link = next.find(({ type }) => typeof type === 'string' && /geo\+json/.test(type)) ?? next[0];
  return link ? { url: new URL(link.href as string, ask.url).href, headers: ACCEPT } : null;
}

/** Items of an OGC API – Features collection, in WGS 84 with longitude first (CRS84), which every server of the standard gives. */
export function ogcFeatures(settings: SettingsOf<'ogc-features'>, area: Area): Paged {
  const { filter, within } = settings;
  const url = withParameters(itemsOf(settings), {
    f: 'json',
    limit: String(LIMIT),
    bbox: within && area ? area.join(',') : undefined,
    ...(filter === '' ? {} : { filter, 'filter-lang': 'cql2-text' }),
  });
  return {
    paged: true,
    first: { url, headers: ACCEPT },
    read(text, ask): Page {
      const answer = parseJson(text);
      return {
        features: featuresOf(answer),
        matched: countOf(answer['numberMatched']),
        next: nextOf(answer, ask),
      };
    },
  };
}
