import { describe, expect, it } from 'vitest';
import { importQuery, isWebAddress, isYear, noDetails } from './details.ts';

describe('what is said about a file', () => {
  it('sends nothing that was left empty, since the server refuses empty values', () => {
    expect(importQuery(noDetails()).toString()).toBe('');
    expect(importQuery({ ...noDetails(), sourceName: '  ', mapping: { name: ' ' } }).toString()).toBe('');
  });

  it('sends layer, dates, source and mapping under the names of the api', () => {
    const query = importQuery({
      ...noDetails(),
      layer: 'playgrounds',
      year: '2024',
      asOf: '2024-12-31',
      sourceName: ' Stadt Dortmund ',
      mapping: { name: 'Bezeichnung', operator: '' },
    });
    expect(Object.fromEntries(query)).toEqual({
      as: 'playgrounds',
      year: '2024',
      asOf: '2024-12-31',
      sourceName: 'Stadt Dortmund',
      mapping: '{"name":"Bezeichnung"}',
    });
  });

  it('knows a year and an address of the web', () => {
    expect(['1899', '2024', '2199'].every(isYear)).toBe(true);
    expect(['24', '20244', '2024 ', '0999', '3000'].some(isYear)).toBe(false);
    expect(isWebAddress('https://opendata.dortmund.de/')).toBe(true);
    expect(isWebAddress('javascript:alert(1)')).toBe(false);
  });
});
