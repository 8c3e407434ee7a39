import type { Sql } from '../db.ts';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { LayerVersion } from '../layers/versions.ts';
import { normaliseQuery } from './normalise.ts';
import { queryOf, rankOf, RANKS } from './rank.ts';
import { readTexts } from './texts.ts';
import type { Entry } from './texts.ts';

/** A text that fits, and how well. */
export interface Match {
  layer: LayerDefinition;
  entry: Entry;
  rank: number;
}

/** Matches kept of each rank; a query that fits more than that says too little to order them. */
const KEPT = 2_000;

/** Streets first, then places, then areas: the order in which people name things. */
const BY_GEOMETRY = ['line', 'point', 'polygon'];

/**
 * Search over the texts of all layers, held in memory: both databases then find the same (the embedded one has no
 * trigram index), and 200,000 addresses take milliseconds. Texts are read again when a layer's version grows.
 */
export class SearchService {
  readonly #sql: Sql;
  readonly #kept = new WeakMap<LayerDefinition, { stamp: string; texts: Promise<Entry[]> }>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  #texts(layer: LayerDefinition, { version, changedAt }: LayerVersion): Promise<Entry[]> {
    const stamp = `${version} ${changedAt}`;
    const kept = this.#kept.get(layer);
    if (kept?.stamp === stamp) return kept.texts;
    const texts = readTexts(this.#sql, layer);
    this.#kept.set(layer, { stamp, texts });
    texts.catch(() => {
      if (this.#kept.get(layer)?.texts === texts) this.#kept.delete(layer);
    });
    return texts;
  }

  /** Best matches in the given layers; the caller passes only layers that the reader may see. */
  async find(
    text: string,
    layers: readonly LayerDefinition[],
    version: (layer: string) => LayerVersion,
    limit: number,
  ): Promise<Match[]> {
    const query = queryOf(normaliseQuery(text));
    if (query.words.length === 0) return [];
    const byRank: Match[][] = RANKS.map(() => []);
    for (const layer of layers) {
      for (const entry of await this.#texts(layer, version(layer.id))) {
        const rank = rankOf(query, entry.text, entry.joined);
        const matches = byRank[rank];
        if (matches && matches.length < KEPT) matches.push({ layer, entry, rank });
      }
    }
    return best(byRank, limit);
  }

  /** Ids of a layer's features of which a searchable field fits the query. */
  async ids(text: string, layer: LayerDefinition, version: LayerVersion): Promise<number[]> {
    const query = queryOf(normaliseQuery(text));
    if (query.words.length === 0) return [];
    const ids = new Set<number>();
    for (const entry of await this.#texts(layer, version)) {
      if (entry.dataset !== layer.dataset || rankOf(query, entry.text, entry.joined) < 0) continue;
      for (const id of entry.ids) ids.add(id);
    }
    return [...ids];
  }
}

/** The first `limit` matches over all ranks; one feature that fits by two fields stands once, by the better one. */
function best(byRank: Match[][], limit: number): Match[] {
  const found: Match[] = [];
  const seen = new Set<string>();
  const order = new Intl.Collator('de', { numeric: true });
  const kind = ({ layer }: Match) => BY_GEOMETRY.indexOf(layer.dataset.geometry ?? 'polygon');
  for (const matches of byRank) {
    matches.sort(
      (a, b) =>
        kind(a) - kind(b) ||
        a.entry.text.length - b.entry.text.length ||
        order.compare(a.entry.text, b.entry.text) ||
        (a.entry.ids[0] ?? 0) - (b.entry.ids[0] ?? 0),
    );
    for (const match of matches) {
      const identity = `${match.layer.id} ${match.entry.dataset.id} ${match.entry.ids[0]}`;
      if (seen.has(identity)) continue;
      seen.add(identity);
      found.push(match);
      if (found.length === limit) return found;
    }
  }
  return found;
}
