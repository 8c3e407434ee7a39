import { describe, expect, it } from 'vitest';
import { readAddress, USUAL, writeAddress } from './safety.ts';

const search = (query: string) => new URLSearchParams(query);

describe('the address of the screen about a street', () => {
  it('says nothing where all is as usual, and keeps what is not its own', () => {
    expect(writeAddress(USUAL, search(''))).toBe('');
    expect(writeAddress(USUAL, search('lang=en&y=2021'))).toBe('?lang=en');
    expect(readAddress(search('lang=en'))).toEqual({ settings: USUAL, broken: false });
  });

  it('brings back pedestrians in the dark on another street', () => {
    const settings = {
      ...USUAL,
      street: 'Mallinckrodtstraße',
      filter: { ...USUAL.filter, participants: ['foot' as const], light: ['2'], hours: [0, 17], weekdays: ['1'] },
      preset: 'he' as const,
      weights: 'five-two' as const,
      selected: 'accident/way/1',
    };
    const query = writeAddress(settings, search(''));
    expect(query).toContain('who=foot');
    expect(readAddress(search(query))).toEqual({ settings, broken: false });
  });

  it('carries own thresholds', () => {
    const own = { sectionM: 150, junctionM: 25, sameType: 0, injury: 4, severe: 2 };
    const query = writeAddress({ ...USUAL, preset: own }, search(''));
    expect(query).toBe('?p=own-150-25-0-4-2');
    expect(readAddress(search(query))).toEqual({ settings: { ...USUAL, preset: own }, broken: false });
  });

  it.each(['y=19', 'who=dog', 'h=24', 'lix=3', 'bw=1e2', 'w=heavy', 'p=own', 'light=2,9', 'sev='])(
    'leaves out %s and says so',
    (query) => {
      const { settings, broken } = readAddress(search(query));
      expect([settings, broken]).toEqual([USUAL, true]);
    },
  );
});
