import type { Map as MapLibreMap, PaddingOptions } from 'maplibre-gl';
import type { Bounds } from '@quartierblick/gis/layers/answers.ts';
import type { View } from '@quartierblick/gis/views/map.ts';

const reduced = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
const FLY_MS = 700;

/** Where the map looks, and the ways to move it. */
export class MapView {
  map = $state.raw<MapLibreMap | undefined>();
  /** The last settled view. */
  current = $state.raw<View>({ lon: 0, lat: 0, zoom: 2, bearing: 0, pitch: 0 });
  /** What is in sight: west, south, east, north. */
  bounds = $state.raw<Bounds | null>(null);
  /** Pixels that panels cover; flights aim at the rest. */
  padding = $state.raw<Required<PaddingOptions>>({ top: 0, right: 0, bottom: 0, left: 0 });

  settle(): void {
    const map = this.map;
    if (!map) return;
    const { lng, lat } = map.getCenter();
    this.current = { lon: lng, lat, zoom: map.getZoom(), bearing: map.getBearing(), pitch: map.getPitch() };
    const bounds = map.getBounds();
    this.bounds = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  go(view: View, animate = false): void {
    const camera = {
      center: [view.lon, view.lat] as [number, number],
      zoom: view.zoom,
      bearing: view.bearing,
      pitch: view.pitch,
    };
    if (!this.map) this.current = view;
    else if (animate && !reduced()) this.map.flyTo({ ...camera, duration: FLY_MS });
    else this.map.jumpTo(camera);
  }

  /** Shows a box; a point is shown with its surroundings. */
  fit([west, south, east, north]: Bounds, maxZoom = 17.5): void {
    this.map?.fitBounds([west, south, east, north], {
      padding: addPadding(this.padding, 60),
      maxZoom,
      duration: reduced() ? 0 : FLY_MS,
    });
  }

  zoomBy(steps: number): void {
    this.map?.zoomTo(this.map.getZoom() + steps, { duration: reduced() ? 0 : 200 });
  }

  north(): void {
    this.map?.easeTo({ bearing: 0, pitch: 0, duration: reduced() ? 0 : 300 });
  }

  tilt(pitch: number): void {
    this.map?.easeTo({ pitch, bearing: pitch > 0 ? -15 : 0, duration: reduced() ? 0 : 500 });
  }
}

function addPadding({ top, right, bottom, left }: Required<PaddingOptions>, more: number): PaddingOptions {
  return { top: top + more, right: right + more, bottom: bottom + more, left: left + more };
}
