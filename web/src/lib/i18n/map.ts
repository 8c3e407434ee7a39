/** Words of the map screen. */
export const de = { title: 'Karte' };
export const en = { title: 'Map' } satisfies typeof de;
