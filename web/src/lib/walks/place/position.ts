import type { Place } from '@quartierblick/gis/walks/event.ts';

/** Why the device does not say where it is. */
export type PositionTrouble = 'refused' | 'none' | 'late';

const PATIENCE_MS = 15_000;

/**
 * Where the device is, asked once: for a finding, never in the background.
 * @throws PositionTrouble
 */
export function whereNow(): Promise<Place> {
  return new Promise((found, failed: (trouble: PositionTrouble) => void) => {
    if (!('geolocation' in navigator)) return failed('none');
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude, accuracy } }) =>
        found({ lon: rounded(longitude), lat: rounded(latitude), accuracyM: Math.ceil(accuracy), by: 'gps' }),
      ({ code, PERMISSION_DENIED, TIMEOUT }) =>
        failed(code === PERMISSION_DENIED ? 'refused' : code === TIMEOUT ? 'late' : 'none'),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 0 },
    );
  });
}

/** Seven decimals are a centimetre; more would pretend. */
const rounded = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
