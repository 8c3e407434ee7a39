import { describe, expect, it } from 'vitest';
import { exportNote } from './note.ts';
import type { NoteFacts } from './note.ts';

const facts: NoteFacts = {
  layer: { de: 'Bäume', en: 'Trees' },
  description: { de: 'Straßenbäume.', en: 'Street trees.' },
  sources: [
    {
      name: 'Stadt Dortmund',
      url: 'https://open-data.dortmund.de',
      licence: 'dl-de/by-2-0',
      licenceUrl: 'https://www.govdata.de/dl-de/by-2-0',
      attribution: '© Stadt Dortmund, dl-de/by-2-0',
      ...{ asOf: '2025-03-01', asOfFrom: '2024-01-01', demo: false },
    },
    {
      name: 'Eigene',
      url: null,
      licence: '',
      licenceUrl: null,
      attribution: 'Eigene',
      asOf: null,
      asOfFrom: null,
      demo: true,
    },
  ],
  rows: 3,
  figures: [],
  of: 12,
  filter: ['Art: Linde'],
  crs: 4326,
  changes: ['taken', 'reprojected', 'filtered'],
  madeOn: '2026-11-28',
};

describe('the note of an export', () => {
  it('says source, licence with address, attribution, as-of dates, selection and changes, as dl-de/by-2-0 asks', () => {
    const { text, attribution } = exportNote(facts, 'de');
    for (const said of [
      'Quelle: Stadt Dortmund (https://open-data.dortmund.de)',
      'Lizenz: dl-de/by-2-0 (https://www.govdata.de/dl-de/by-2-0)',
      'Stand: 2024-01-01 – 2025-03-01',
      'Objekte: 3 von 12',
      'Filter: Art: Linde',
      'EPSG:4326 umgerechnet',
    ]) {
      expect(text).toContain(said);
    }
    expect(attribution).toBe('© Stadt Dortmund, dl-de/by-2-0 · Eigene');
  });

  it('says that a date or licence is not known and that data is invented, rather than nothing', () => {
    const { text } = exportNote(facts, 'en');
    expect(text).toContain('As of: not known');
    expect(text).toContain('Licence: not known');
    expect(text).toContain('invented, for demonstration only');
  });
});
