import type { DataSource } from './define.ts';
import { LICENCES } from './licences.ts';

/** OpenStreetMap as a source, as the ODbL wants it named. */
export const OPENSTREETMAP: DataSource = {
  name: 'OpenStreetMap',
  url: 'https://www.openstreetmap.org',
  licence: 'ODbL 1.0',
  licenceUrl: LICENCES['ODbL-1.0'],
  attribution: '© OpenStreetMap contributors, ODbL',
};
