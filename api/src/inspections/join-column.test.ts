import { describe, expect, it } from 'vitest';
import { joinColumn } from './join-column.ts';

const KEYS = ['011', '012', '021', '710', '711'];
const table = (...rows: string[][]) => [['Sozialdaten'], ['Stand 2024'], ['Nr', 'Rang', 'Quote'], ...rows];

describe('the column of keys of a table', () => {
  it('is found below titles, with zeros lost and a total at the end', () => {
    const rows = table(['11', '1', '8'], ['12', '2', '9'], ['21', '3', '7'], ['710', '4', '2'], ['gesamt', '', '6']);
    expect(joinColumn(rows, 2, KEYS)).toBe('Nr');
  });

  it('is none where the numbers are those of another city, or too few to tell', () => {
    const others = table(['51', '1', '8'], ['52', '2', '9'], ['53', '3', '7'], ['710', '4', '2']);
    expect(joinColumn(others, 2, KEYS)).toBeNull();
    expect(joinColumn(table(['11', '1', '8'], ['12', '2', '9']), 2, KEYS)).toBeNull();
  });

  it('is none where a key stands in many rows: figures by year are no table of units', () => {
    const years = table(['11', '1', '2020'], ['11', '2', '2021'], ['12', '3', '2020'], ['12', '4', '2021']);
    expect(joinColumn(years, 2, KEYS)).toBeNull();
  });

  it('is none of a table that is empty below its header', () => expect(joinColumn(table(), 2, KEYS)).toBeNull());
});
