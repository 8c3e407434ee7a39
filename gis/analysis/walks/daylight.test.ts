import { describe, expect, it } from 'vitest';
import { daylightOf, isDark } from './daylight.ts';

const DORTMUND = [7.4653, 51.5136] as const;
const clock = new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' });

/** Minutes between a time and what the clock on the wall is published to show. */
function apart(time: Date, published: string): number {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  return Math.abs(minutes(clock.format(time)) - minutes(published));
}

// Unna lies 17 km from Dortmund: blog-speciaal.de/sonnenaufgang-sonnenuntergang (1 August). The others: Hessischer Rundfunk, "Wie lange
// dämmert es aktuell?" (24 and 25 March 2020); wann-wird-es-dunkel.de (Nuremberg, 21 December 2024).
const PUBLISHED = [
  ['Unna', [7.6889, 51.5347], '2026-08-01', { sunrise: '05:53', sunset: '21:17' }],
  ['Passau', [13.4643, 48.5665], '2020-03-24', { sunset: '18:25', dusk: '18:56' }],
  ['Emden', [7.2061, 53.3671], '2020-03-24', { sunset: '18:52', dusk: '19:27' }],
  ['Frankfurt', [8.6821, 50.1109], '2020-03-25', { dawn: '05:43', sunrise: '06:16' }],
  ['Nuremberg', [11.0767, 49.4521], '2024-12-21', { sunrise: '08:09', sunset: '16:18' }],
] as const;

describe('light and dark', () => {
  it.each(PUBLISHED)('are in %s when tables say so, to two minutes, in winter and summer time', (_, at, day, times) => {
    const found = daylightOf(day, at);
    for (const [name, published] of Object.entries(times)) {
      expect(apart(found[name as keyof typeof found], published), name).toBeLessThanOrEqual(2);
    }
  });

  it('become dark in Dortmund forty minutes after a winter sunset, and not before', () => {
    const { sunset, dusk } = daylightOf('2026-12-03', DORTMUND);
    const minutes = (dusk.getTime() - sunset.getTime()) / 60_000;
    expect(minutes).toBeGreaterThan(35);
    expect(minutes).toBeLessThan(45);
    expect(isDark(new Date(dusk.getTime() - 60_000), DORTMUND)).toBe(false);
    expect(isDark(new Date(dusk.getTime() + 60_000), DORTMUND)).toBe(true);
    expect(isDark(new Date('2026-12-03T16:00:00+01:00'), DORTMUND)).toBe(false);
    expect(isDark(new Date('2026-12-03T18:00:00+01:00'), DORTMUND)).toBe(true);
    expect(isDark(new Date('2026-06-21T21:30:00+02:00'), DORTMUND)).toBe(false);
  });
});
