import { addProtocol, removeProtocol } from 'maplibre-gl';
import { keptBytes } from './pack.ts';

/** Tiles under this scheme come from the device, and from the server only where the device has none. */
const SCHEME = 'walk';

/** Template of a layer's tiles for the map. @param tiles as the pack names it, from the base of the application */
export const walkTiles = (tiles: string): string => `${SCHEME}://field${tiles}`;

/**
 * Lets MapLibre read the tiles of a walk. It asks the page for them, not the network: so the map is drawn without one, and
 * without a service worker that would have to know of tiles.
 * @param root base of the application, without a slash at its end
 * @returns the function that ends it
 */
export function serveWalkTiles(walk: string, root: string): () => void {
  addProtocol(SCHEME, async ({ url }, { signal }) => {
    const address = root + url.slice(`${SCHEME}://field`.length);
    const kept = await keptBytes(walk, address);
    if (kept) return { data: kept };
    // A hole in the map is better than an error for every tile that was not taken along.
    const answer = navigator.onLine ? await fetch(address, { signal }).catch(() => null) : null;
    return { data: answer?.ok ? await answer.arrayBuffer() : new ArrayBuffer(0) };
  });
  return () => removeProtocol(SCHEME);
}
