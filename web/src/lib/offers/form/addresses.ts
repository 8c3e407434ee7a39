import type { Api } from '#lib/api.ts';
import type { LonLat } from './types.ts';

/** An address or building and where it is, WGS 84. */
export interface AddressHit extends LonLat {
  id: string;
  label: string;
}

/** What the general search knows and somebody can have a room in. */
const PLACES = ['buildings', 'offers', 'playgrounds'];

/** Addresses that fit what was typed, best first. The one place that knows where addresses are found. @throws what the api answers */
export async function findAddresses(api: Api, text: string, signal: AbortSignal): Promise<AddressHit[]> {
  const hits = await api.search(text.slice(0, 100), signal);
  return hits
    .filter(({ layer }) => PLACES.includes(layer))
    .map(({ layer, key, title, center: [lon, lat] }) => ({ id: `${layer} ${key}`, label: title, lon, lat }));
}
