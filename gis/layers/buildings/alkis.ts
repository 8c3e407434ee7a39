import type { DataSource } from '../define.ts';
import { LICENCES } from '../licences.ts';

/** The cadastre (ALKIS) as a source where a file does not say whose it is; dl-de/by wants changes named. */
export const ALKIS: DataSource = {
  name: 'Amtliches Liegenschaftskataster (ALKIS)',
  url: null,
  licence: 'dl-de/by-2-0',
  licenceUrl: LICENCES['dl-de/by-2-0'],
  attribution: 'Amtliches Liegenschaftskataster (ALKIS), dl-de/by-2-0 (Daten geändert)',
};
