import type { Api } from '#lib/api.ts';
import type { LonLat } from './types.ts';

/** An address and where it is, WGS 84. */
export interface AddressHit extends LonLat {
  id: number;
  /** In one line, with postcode and place. */
  label: string;
  street: string;
  number: string;
  /** false: spelled otherwise, or another house of the street; for the reader to confirm. */
  exact: boolean;
}

const MOST = 8;

/** Addresses that may be meant by what was typed, best first. The one place that knows where they are found. @throws what the api answers */
export async function findAddresses({ root, send }: Api, text: string, signal: AbortSignal): Promise<AddressHit[]> {
  const query = new URLSearchParams({ q: text.slice(0, 100), limit: String(MOST) });
  return (await send(`${root}/api/addresses?${query}`, { signal })).json() as Promise<AddressHit[]>;
}
