import type { Text } from '../layers/fields.ts';

export type BaseMapId = 'own' | 'colour' | 'grey' | 'photo';

/** What lies under the layers. All but our own need the network. */
export interface BaseMap {
  id: BaseMapId;
  label: Text;
  attribution: string;
  /** Raster tiles; absent for our own map, which is made of layers. */
  raster?: { tiles: string; tileSize: number; maxzoom: number };
}

/** Id of the base map's source and layer in the style. */
export const BASE_SOURCE = 'base-map';

const BASEMAP = 'https://sgx.geodatenzentrum.de/wmts_basemapde/tile/1.0.0';
const PHOTO = 'https://www.wms.nrw.de/geobasis/wms_nw_dop';

export const BASE_MAPS: readonly BaseMap[] = [
  { id: 'own', label: { de: 'Quartierskarte', en: 'Quarter map' }, attribution: '' },
  {
    id: 'colour',
    label: { de: 'basemap.de, farbig', en: 'basemap.de, colour' },
    attribution: '© basemap.de / BKG, CC BY 4.0',
    raster: {
      tiles: `${BASEMAP}/de_basemapde_web_raster_farbe/default/GLOBAL_WEBMERCATOR/{z}/{y}/{x}.png`,
      tileSize: 256,
      maxzoom: 18,
    },
  },
  {
    id: 'grey',
    label: { de: 'basemap.de, grau', en: 'basemap.de, grey' },
    attribution: '© basemap.de / BKG, CC BY 4.0',
    raster: {
      tiles: `${BASEMAP}/de_basemapde_web_raster_grau/default/GLOBAL_WEBMERCATOR/{z}/{y}/{x}.png`,
      tileSize: 256,
      maxzoom: 18,
    },
  },
  {
    id: 'photo',
    label: { de: 'Luftbild NRW', en: 'Aerial photo NRW' },
    attribution: '© Geobasis NRW, dl-de/zero-2-0',
    raster: {
      tiles: `${PHOTO}?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=nw_dop_rgb&STYLES=&CRS=EPSG:3857&FORMAT=image/jpeg&WIDTH=512&HEIGHT=512&BBOX={bbox-epsg-3857}`,
      tileSize: 512,
      maxzoom: 20,
    },
  },
];

/** The base map of that id; our own where there is none. */
export function baseMapOf(id: BaseMapId): BaseMap {
  const own = BASE_MAPS[0];
  const found = BASE_MAPS.find((base) => base.id === id) ?? own;
  if (!found) throw new Error('there is no base map');
  return found;
}
