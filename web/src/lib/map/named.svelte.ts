import type { Map as MapLibreMap } from 'maplibre-gl';

/**
 * Says what the canvas of a map is called, from the moment that the map is made and in the language of the moment. Until it is
 * told, MapLibre calls it “Map” in English, whatever the page speaks and whatever else on it is called so.
 *
 * @param map the map, once there is one
 * @param words accessible name, and what the canvas is where the name does not say so
 */
export function nameMap(map: () => MapLibreMap | undefined, words: () => { label: string; role?: string }): void {
  $effect(() => {
    const canvas = map()?.getCanvas();
    const { label, role } = words();
    canvas?.setAttribute('aria-label', label);
    if (role) canvas?.setAttribute('aria-roledescription', role);
  });
}
