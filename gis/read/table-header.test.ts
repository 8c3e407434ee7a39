import { describe, expect, it } from 'vitest';
import { columnNames, findHeaderRow } from './table-header.ts';

const named = (rows: string[][]) => {
  const header = findHeaderRow(rows);
  return { header, names: columnNames(rows, header) };
};

describe('the header of a table', () => {
  it('is the first row where nothing stands above it', () => {
    expect(
      named([
        ['Name', 'X', 'Y'],
        ['Rathaus', '393800,5', '5708900,1'],
      ]),
    ).toEqual({ header: 0, names: ['Name', 'X', 'Y'] });
  });

  it('is found below titles and blank lines', () => {
    const rows = [
      ['Spielplätze der Stadt', '', ''],
      ['Stand 31.12.2025', '', ''],
      ['', '', ''],
      ['Nr.', 'Name', 'Fläche'],
      ['1', 'Am Park', '120'],
      ['2', 'Hof', '80'],
    ];
    expect(named(rows)).toEqual({ header: 3, names: ['Nr.', 'Name', 'Fläche'] });
  });

  it('takes a line of years for names, the merged cell above for its empty one, and not the unit below', () => {
    const rows = [
      ['Stadtteil\nBezirk', 'Bevölkerung am 31.12.', '', ''],
      ['', '2012', '2013', '2014'],
      ['', 'Anzahl', '', ''],
      ['11 Aegidii', '1356', '1470', '.'],
    ];
    expect(named(rows)).toEqual({ header: 1, names: ['Stadtteil Bezirk', '2012', '2013', '2014'] });
  });

  it('in a table of words is the first row as full as the others', () => {
    const rows = [
      ['Liste der Kitas', '', ''],
      ['Name', 'Straße', 'Träger'],
      ['Kita A', 'Weg', 'Stadt'],
      ['Kita B', 'Gasse', 'AWO'],
    ];
    expect(named(rows).header).toBe(1);
  });

  it('calls nameless columns by their letters and numbers what occurs twice', () => {
    expect(
      columnNames(
        [
          ['a', '', 'a'],
          ['1', '2', '3'],
        ],
        0,
      ),
    ).toEqual(['a', 'B', 'a (2)']);
    expect(columnNames([Array.from({ length: 28 }, () => '')], 0)[27]).toBe('AB');
  });

  it('of an empty sheet is nothing to stumble over', () => {
    expect(named([])).toEqual({ header: 0, names: [] });
    expect(named([['']])).toEqual({ header: 0, names: ['A'] });
  });
});
