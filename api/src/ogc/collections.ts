import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { AppDeps } from '../deps.ts';
import { factsWhereReadable } from '../layers/facts.ts';
import type { Bounds, Days, FactsCache, LayerFacts } from '../layers/facts.ts';
import { finishedImports, sourcesOf } from '../layers/provenance.ts';
import type { ImportRecord } from '../layers/provenance.ts';
import { layerVersions } from '../layers/versions.ts';
import { MEDIA } from './asked.ts';
import type { Asked, Link } from './asked.ts';
import { CRS84, STORAGE, SYSTEMS } from './systems.ts';

/** Relation types of OGC that have no short name at IANA. */
export const REL = {
  queryables: 'http://www.opengis.net/def/rel/ogc/1.0/queryables',
  vectorTiles: 'http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector',
  tilingScheme: 'http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme',
  tilingSchemes: 'http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes',
  geodata: 'http://www.opengis.net/def/rel/ogc/1.0/geodata',
} as const;

const WORDS = {
  features: { de: 'Objekte', en: 'Features' },
  queryables: { de: 'Eigenschaften, nach denen gewählt werden kann', en: 'Properties to choose by' },
  tiles: { de: 'Vektorkacheln', en: 'Vector tiles' },
  licence: { de: 'Lizenz', en: 'Licence' },
} as const satisfies Record<string, Text>;

/** What is known of a layer's data; facts are null where its table cannot be read. */
export interface Known {
  version: number;
  facts: LayerFacts | null;
  imports: readonly ImportRecord[];
}

/** Reads what is known of layers, each for itself: one broken table takes no other down. */
export function knowledge({ db: { sql }, log }: AppDeps, facts: FactsCache) {
  const factsOrNull = factsWhereReadable(facts, log);
  return async (layers: readonly LayerDefinition[]): Promise<{ layer: LayerDefinition; known: Known }[]> => {
    const [version, imports] = await Promise.all([layerVersions(sql), finishedImports(sql)]);
    return Promise.all(
      layers.map(async (layer) => {
        const read = await factsOrNull(layer, version(layer.id));
        return { layer, known: { version: version(layer.id).version, facts: read, imports } };
      }),
    );
  };
}

/** Links from a collection to what there is of it. */
export function collectionLinks(layer: LayerDefinition, { root, language }: Asked): Link[] {
  const at = `${root}/collections/${layer.id}`;
  const title = (text: Text) => `${layer.title[language]}: ${text[language]}`;
  return [
    { href: `${at}/items?f=json`, rel: 'items', type: MEDIA.geojson, title: title(WORDS.features) },
    { href: `${at}/items?f=html`, rel: 'items', type: MEDIA.html, title: title(WORDS.features) },
    { href: `${at}/queryables?f=json`, rel: REL.queryables, type: MEDIA.schema, title: title(WORDS.queryables) },
    { href: `${at}/tiles?f=json`, rel: REL.vectorTiles, type: MEDIA.json, title: title(WORDS.tiles) },
  ];
}

interface Extent {
  spatial: { bbox: Bounds[]; crs: string };
  temporal?: { interval: [from: string, to: string][]; trs: string };
}

const GREGORIAN = 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian';

/** Where and when its features are (OGC 17-069r4, section 7.14.2); no time where the caller may not know of it. */
function extentOf({ timeField }: LayerDefinition, bounds: Bounds, days: Days | null): Extent {
  const spatial = { bbox: [bounds], crs: CRS84.uri };
  if (timeField === undefined || days === null) return { spatial };
  return { spatial, temporal: { interval: [[`${days[0]}T00:00:00Z`, `${days[1]}T23:59:59Z`]], trs: GREGORIAN } };
}

/** A collection as OGC 17-069r4, section 7.14, and 18-058r1 describe it. */
export function describeCollection(layer: LayerDefinition, { facts, imports }: Known, asked: Asked, links: Link[]) {
  const { language } = asked;
  const sources = facts ? sourcesOf(layer, facts.byImport, imports) : [];
  const named = sources.length > 0 ? sources : [layer.source];
  const licences = [...new Map(named.map((source) => [source.licenceUrl, source])).values()];
  return {
    id: layer.id,
    title: layer.title[language],
    description: layer.description[language],
    attribution: [...new Set(named.map(({ attribution }) => attribution))].join('; '),
    itemType: 'feature',
    ...(facts?.bounds ? { extent: extentOf(layer, facts.bounds, facts.days) } : {}),
    crs: SYSTEMS.map(({ uri }) => uri),
    storageCrs: STORAGE.uri,
    links: [
      ...links,
      ...collectionLinks(layer, asked),
      ...licences.flatMap(({ licence, licenceUrl }): Link[] =>
        licenceUrl === null
          ? []
          : [{ href: licenceUrl, rel: 'license', title: `${WORDS.licence[language]}: ${licence}` }],
      ),
    ],
  };
}
