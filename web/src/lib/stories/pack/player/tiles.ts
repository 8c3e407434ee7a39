import { addProtocol, AJAXError } from 'maplibre-gl';
import { TILE_SCHEME } from '@quartierblick/gis/stories/pack/format.ts';
import type { PackArchive } from './archive.ts';

/** Lets MapLibre read tiles out of the file; of one that is not in it the map draws what the next smaller zoom has. */
export function servePackTiles(archive: PackArchive): void {
  addProtocol(TILE_SCHEME, async ({ url }) => {
    const data = await archive.tile(url.slice(`${TILE_SCHEME}://`.length));
    if (!data) throw new AJAXError(404, 'not in this pack', url, new Blob());
    return { data };
  });
}
