import type { Map as MapLibreMap } from 'maplibre-gl';

/** Puts a map's camera where another one's is. */
function follow(leader: MapLibreMap, follower: MapLibreMap): void {
  const [center, zoom, bearing, pitch] = [leader.getCenter(), leader.getZoom(), leader.getBearing(), leader.getPitch()];
  const now = follower.getCenter();
  // Whoever is moved does not move back: nothing changes any more.
  const there = now.lng === center.lng && now.lat === center.lat && follower.getZoom() === zoom;
  if (there && follower.getBearing() === bearing && follower.getPitch() === pitch) return;
  follower.jumpTo({ center, zoom, bearing, pitch });
}

/** Keeps the cameras of two maps alike, whichever is moved; the second begins where the first is. @returns ends it */
export function together(first: MapLibreMap, second: MapLibreMap): () => void {
  let led: MapLibreMap | null = null;
  const tie = (leader: MapLibreMap, follower: MapLibreMap): (() => void) => {
    const moved = (): void => {
      if (led === leader) return;
      led = follower;
      follow(leader, follower);
      led = null;
    };
    leader.on('move', moved);
    return () => leader.off('move', moved);
  };
  follow(first, second);
  const ends = [tie(first, second), tie(second, first)];
  return () => ends.forEach((end) => end());
}
