import { LngLat } from 'maplibre-gl';

interface Place {
  lon: number;
  lat: number;
}

/** Distance of two places of WGS 84 in kilometres, on a sphere: good for saying how far, not for measuring. */
export const kilometres = (a: Place, b: Place): number =>
  new LngLat(a.lon, a.lat).distanceTo(new LngLat(b.lon, b.lat)) / 1000;
