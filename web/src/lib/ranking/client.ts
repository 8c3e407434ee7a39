import type { RankingData } from '@quartierblick/gis/ranking/data.ts';
import type { Api } from '#lib/api.ts';

/** What a ranking is computed from, as the server knows it now, and the hash by which a decision names it. */
export interface ReadRanking {
  data: RankingData;
  /** SHA-256 of the data, hexadecimal. */
  hash: string;
}

/** Reads everything that the ranking needs. */
export async function readRanking({ root, send }: Api): Promise<ReadRanking> {
  const response = await send(`${root}/api/ranking`);
  const hash = (response.headers.get('etag') ?? '').replace(/^W\//, '').replaceAll('"', '');
  return { data: (await response.json()) as RankingData, hash };
}
