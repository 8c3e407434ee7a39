import { describe, expect, it } from 'vitest';
import { exportPath, fileNameOf, narrows } from './request.ts';
import type { Wanted } from './request.ts';

const wanted: Wanted = {
  format: 'gpkg',
  system: '25832',
  wkt: true,
  figures: 'none',
  shown: { class: ['ball', 'unclassed'], mark: undefined, bbox: [7.1, 51.2, 7.3, 51.4] },
};
const queryOf = (path: string): Record<string, string> =>
  Object.fromEntries(new URL(path, 'http://localhost').searchParams);

describe('the address of a file', () => {
  it('carries the filter of the screen, and WKT for tables only', () => {
    expect(queryOf(exportPath('playgrounds', wanted, 'j'))).toEqual({
      ...{ format: 'gpkg', job: 'j', crs: '25832' },
      ...{ class: 'ball,unclassed', bbox: '7.100000,51.200000,7.300000,51.400000' },
    });
    expect(queryOf(exportPath('a', { ...wanted, format: 'csv', shown: null }, 'j'))).toEqual({
      ...{ format: 'csv', job: 'j', crs: '25832', wkt: 'true' },
    });
  });

  it('asks for tiles of the whole layer, which follow no filter', () => {
    expect(queryOf(exportPath('a', { ...wanted, format: 'pmtiles' }, 'j'))).toEqual({ format: 'pmtiles', job: 'j' });
  });

  it('a filter that hides nothing is none', () => {
    expect(narrows({ class: undefined, mark: undefined, bbox: undefined })).toBe(false);
    expect(narrows({ class: [] })).toBe(true);
  });
});

it('a file is kept under the name that the server gives it', () => {
  expect(fileNameOf('attachment; filename="streets-2026-11-28.gpkg"', 'x')).toBe('streets-2026-11-28.gpkg');
  expect(fileNameOf(null, 'x.gpkg')).toBe('x.gpkg');
});
