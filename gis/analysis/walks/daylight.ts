const RAD = Math.PI / 180;
const DAY_MS = 86_400_000;
/** Civil twilight ends here: then it counts as dark. */
const DARK_BELOW = -6;
/** Half the sun's disc and the refraction of the air: there its upper edge is on the horizon. */
const HORIZON = -0.833;

/**
 * Elevation of the sun's middle in degrees, without refraction: the formula of NOAA's solar calculator (after Meeus, Astronomical
 * Algorithms); good to a hundredth of a degree in our century.
 *
 * @param lonLat WGS 84, degrees
 */
function sunElevation(at: Date, [lon, lat]: readonly [lon: number, lat: number]): number {
  const days = at.getTime() / DAY_MS + 2440587.5 - 2451545;
  const t = days / 36525;
  const meanLongitude = 280.46646 + t * (36000.76983 + 0.0003032 * t);
  const anomaly = (357.52911 + t * (35999.05029 - 0.0001537 * t)) * RAD;
  const eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t);
  const centre =
    Math.sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t)) +
    Math.sin(2 * anomaly) * (0.019993 - 0.000101 * t) +
    Math.sin(3 * anomaly) * 0.000289;
  const node = (125.04 - 1934.136 * t) * RAD;
  const longitude = (meanLongitude + centre - 0.00569 - 0.00478 * Math.sin(node)) * RAD;
  const obliquity =
    (23 + (26 + (21.448 - t * (46.815 + t * (0.00059 - 0.001813 * t))) / 60) / 60 + 0.00256 * Math.cos(node)) * RAD;
  const declination = Math.asin(Math.sin(obliquity) * Math.sin(longitude));
  const y = Math.tan(obliquity / 2) ** 2;
  const l = meanLongitude * RAD;
  const equationOfTime =
    (4 / RAD) *
    (y * Math.sin(2 * l) -
      2 * eccentricity * Math.sin(anomaly) +
      4 * eccentricity * y * Math.sin(anomaly) * Math.cos(2 * l) -
      0.5 * y * y * Math.sin(4 * l) -
      1.25 * eccentricity * eccentricity * Math.sin(2 * anomaly));
  const minutes = (at.getTime() / 60_000) % 1440;
  const hourAngle = ((minutes + equationOfTime + 4 * lon) / 4 - 180) * RAD;
  const sine =
    Math.sin(lat * RAD) * Math.sin(declination) + Math.cos(lat * RAD) * Math.cos(declination) * Math.cos(hourAngle);
  return Math.asin(sine) / RAD;
}

/** Whether it is dark: the sun more than 6° below the horizon. @param lonLat WGS 84, degrees */
export const isDark = (at: Date, lonLat: readonly [lon: number, lat: number]): boolean =>
  sunElevation(at, lonLat) < DARK_BELOW;

/** When it becomes light and dark on a day, in order. */
export interface Daylight {
  dawn: Date;
  sunrise: Date;
  sunset: Date;
  dusk: Date;
}

/**
 * The times of a day's light, to a second. For Central Europe south of 60°, where the sun sinks below 6° in every night.
 *
 * @param day YYYY-MM-DD, by the calendar of Germany @param lonLat WGS 84, degrees
 */
export function daylightOf(day: string, lonLat: readonly [lon: number, lat: number]): Daylight {
  // Noon by the sun, to a quarter of an hour: nearer is not needed to begin a search that goes twelve hours either way.
  const noon = Date.parse(`${day}T12:00:00Z`) - (lonLat[0] / 360) * DAY_MS;
  /** The time between noon and a midnight at which the sun passes an elevation. */
  const passing = (elevation: number, towards: 1 | -1): Date => {
    let [above, below] = [noon, noon + (towards * DAY_MS) / 2];
    while (Math.abs(above - below) > 500) {
      const middle = (above + below) / 2;
      if (sunElevation(new Date(middle), lonLat) > elevation) above = middle;
      else below = middle;
    }
    return new Date(Math.round((above + below) / 2));
  };
  return {
    dawn: passing(DARK_BELOW, -1),
    sunrise: passing(HORIZON, -1),
    sunset: passing(HORIZON, 1),
    dusk: passing(DARK_BELOW, 1),
  };
}
