import type { Area, Whole } from './protocol.ts';
import type { SettingsOf } from './settings.ts';

/** Germany, for a query with a box where no area is set: south, west, north, east. */
const GERMANY = '47.27,5.86,55.06,15.05';

/** An Overpass query; `{{bbox}}` in it is the project's area, as Overpass Turbo writes it. The answer is read as it is. */
export function overpass({ url, query }: SettingsOf<'overpass'>, area: Area): Whole {
  const box = area ? [area[1], area[0], area[3], area[2]].join(',') : GERMANY;
  const data = query.replaceAll('{{bbox}}', box);
  return {
    paged: false,
    ask: {
      url,
      method: 'POST',
      body: new URLSearchParams({ data }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    },
    fileName: 'overpass.json',
    member: '',
  };
}
