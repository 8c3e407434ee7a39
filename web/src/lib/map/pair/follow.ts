import type { Map as MapLibreMap, MapLibreEvent } from 'maplibre-gl';

const LED = { led: true };

/** Whether a map was moved by the map that it is tied to: whoever notes where a map came to rest waits for the last one. */
function isLed(event: MapLibreEvent): boolean {
  return 'led' in event;
}

/** Puts a map's camera where another one's is. */
function follow(leader: MapLibreMap, follower: MapLibreMap): void {
  const [center, zoom, bearing, pitch] = [leader.getCenter(), leader.getZoom(), leader.getBearing(), leader.getPitch()];
  follower.jumpTo({ center, zoom, bearing, pitch }, LED);
}

/** Draws the second map as finely as the first, e.g. where both are scaled up. */
function sharpen(first: MapLibreMap, second: MapLibreMap): void {
  if (second.getPixelRatio() !== first.getPixelRatio()) second.setPixelRatio(first.getPixelRatio());
}

/** Keeps the cameras of two maps alike, whichever is moved; the second begins where the first is. @returns ends it */
export function together(first: MapLibreMap, second: MapLibreMap): () => void {
  const ledByFirst = (event: MapLibreEvent): void => {
    if (!isLed(event)) follow(first, second);
  };
  const ledBySecond = (event: MapLibreEvent): void => {
    if (!isLed(event)) follow(second, first);
  };
  // At rest the first map says so as if it had been moved itself.
  const rested = (event: MapLibreEvent): void => {
    if (!isLed(event)) first.jumpTo({ center: first.getCenter() });
  };
  const resized = (): void => sharpen(first, second);
  follow(first, second);
  resized();
  first.on('resize', resized);
  first.on('move', ledByFirst);
  second.on('move', ledBySecond);
  second.on('moveend', rested);
  return () => {
    first.off('resize', resized);
    first.off('move', ledByFirst);
    second.off('move', ledBySecond);
    second.off('moveend', rested);
  };
}
