import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Env } from '../env.ts';
import { languageOf, validationProblem } from '../errors.ts';

/** Forms in which a resource is there, by the name that `f` takes. */
export const MEDIA = {
  json: 'application/json',
  geojson: 'application/geo+json',
  schema: 'application/schema+json',
  openapi: 'application/vnd.oai.openapi+json;version=3.0',
  html: 'text/html',
} as const;

/** What every resource takes. */
const EVERYWHERE = ['f', 'lang'];

/** How a resource was asked for. */
export interface Asked {
  /** Address of the service, without a trailing slash: `https://…/ogc`. */
  root: string;
  html: boolean;
  language: keyof Text;
  query: ReadonlyMap<string, string>;
}

/** A link as all OGC API resources bear them. */
export interface Link {
  href: string;
  rel: string;
  type?: string;
  title?: string;
  hreflang?: string;
  templated?: true;
}

/**
 * Reads what is common to all resources. Nothing that was asked for is dropped in silence: an unknown parameter, one that stands
 * there twice, and a form that does not exist are a 400, as the conformance classes ask.
 * @param known further parameters of this resource
 * @throws Problem 400
 */
export function readAsked(c: Context, env: Pick<Env, 'baseUrl'>, known: readonly string[] = []): Asked {
  const query = new Map<string, string>();
  const issues: { path: string[]; message: string }[] = [];
  for (const [name, values] of Object.entries(c.req.queries())) {
    if (![...EVERYWHERE, ...known].includes(name)) {
      issues.push({ path: [name], message: `unknown parameter; known are ${[...known, ...EVERYWHERE].join(', ')}` });
    }
    if (values.length > 1) issues.push({ path: [name], message: 'given more than once' });
    query.set(name, values[0] ?? '');
  }
  const f = query.get('f');
  if (f !== undefined && f !== 'json' && f !== 'html') issues.push({ path: ['f'], message: 'expected json or html' });
  const lang = query.get('lang');
  if (lang !== undefined && lang !== 'de' && lang !== 'en')
    issues.push({ path: ['lang'], message: 'expected de or en' });
  if (issues.length > 0) throw validationProblem(issues);
  return {
    root: `${env.baseUrl ?? new URL(c.req.url).origin}/ogc`,
    html: f === undefined ? prefersHtml(c) : f === 'html',
    language: lang === 'de' || lang === 'en' ? lang : languageOf(c),
    query,
  };
}

/** Media types under which a resource is there as JSON of some kind, without their parameters. */
const AS_JSON = Object.values(MEDIA)
  .map((type) => type.replace(/;.*/, ''))
  .filter((type) => type !== MEDIA.html);

/**
 * Programs that name nothing get JSON; a browser names HTML before everything else. The most exact range decides about a type
 * (RFC 9110, section 12.5.1), and of two that are liked as much the one named first.
 */
function prefersHtml(c: Context): boolean {
  const form = accepts(c, {
    header: 'Accept',
    supports: [MEDIA.json, MEDIA.html],
    default: MEDIA.json,
    match: (given) => {
      const standing = (type: string) => {
        const place = [type, type.replace(/\/.*/, '/*'), '*/*']
          .map((range) => given.findIndex((one) => one.type.toLowerCase() === range))
          .find((index) => index >= 0);
        return { q: place === undefined ? 0 : (given[place]?.q ?? 0), place: place ?? Infinity };
      };
      const html = standing(MEDIA.html);
      const isBehind = AS_JSON.map(standing).some(
        ({ q, place }) => q > html.q || (q === html.q && place <= html.place),
      );
      return html.q === 0 || isBehind ? MEDIA.json : MEDIA.html;
    },
  });
  return form === MEDIA.html;
}

/** The address of this request with other parameters: `undefined` takes one away. */
export function addressWith(c: Context, root: string, changes: Readonly<Record<string, string | undefined>>): string {
  const address = new URL(root.replace(/\/ogc$/, '') + c.req.path);
  for (const [name, value] of new URL(c.req.url).searchParams) address.searchParams.append(name, value);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  }
  return address.href;
}

/** `self` and `alternate` of a resource that is there as JSON of some kind and as a page. */
export function selfLinks(c: Context, { root, html }: Asked, type: string): Link[] {
  const forms = [
    { type, href: addressWith(c, root, { f: 'json' }), title: 'JSON', html: false },
    { type: MEDIA.html, href: addressWith(c, root, { f: 'html' }), title: 'HTML', html: true },
  ];
  return forms
    .sort((a) => (a.html === html ? -1 : 1))
    .map(({ href, type: media, title, html: page }) => ({
      href,
      rel: page === html ? 'self' : 'alternate',
      type: media,
      title,
    }));
}
