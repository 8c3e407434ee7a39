import { describe, expect, it } from 'vitest';
import { collectText } from '../../read/test-import.ts';
import { cellPolygon, cellValue, cornerOf, gridId } from './cell.ts';

const ID = 'CRS3035RES100mN3158900E4144500';
const HEAD = 'GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner;werterlaeuternde_Zeichen';

describe('census grid', () => {
  it('keeps zero, suppressed, uncertain and not available apart', () => {
    expect(cellValue('0')).toEqual({ value: 0, state: 'value' });
    expect(cellValue('84')).toEqual({ value: 84, state: 'value' });
    expect(cellValue('–')).toEqual({ value: null, state: 'suppressed' });
    expect(cellValue('12', 'KLAMMERN')).toEqual({ value: 12, state: 'uncertain' });
    expect(cellValue('-1')).toEqual({ value: null, state: 'not-available' });
    expect(cellValue('')).toEqual({ value: null, state: 'not-available' });
    expect(cellValue('-7')).toBeNull();
    expect(cellValue('viele')).toBeNull();
  });

  it('names a cell alike in both layouts', () => {
    const corner = cornerOf('100mN31589E41445');
    expect(corner).toEqual(cornerOf(ID));
    expect(gridId(corner ?? { east: 0, north: 0 })).toBe(ID);
    expect(cornerOf('CRS3035RES1000mN3158000E4144000')).toBeNull();
  });

  it('draws a cell rotated, not along the axes, with an area of one hectare', () => {
    const [ring = []] = cellPolygon({ east: 4144500, north: 3158900 }).coordinates;
    const [a = [], b = [], c = []] = ring as [number[], number[], number[]];
    const [ax = 0, ay = 0] = a;
    const [bx = 0, by = 0] = b;
    const [cx = 0, cy = 0] = c;
    expect(Math.abs(by - ay)).toBeGreaterThan(1);
    const area = Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay));
    expect(area).toBeGreaterThan(9950);
    expect(area).toBeLessThan(10_050);
  });

  it('reads the signs of 2022 from a file in Latin-1 and tells the census by its ids', async () => {
    const text = `${HEAD}\n${ID};4144550;3158950;84;\n${ID.replace('4144500', '4144600')};4144650;3158950;\u0096;\n${ID.replace('4144500', '4144700')};4144750;3158950;5;KLAMMERN\n`;
    const found = await collectText('grid.csv', Buffer.from(text, 'latin1'));
    expect(found.encoding).toBe('windows-1252');
    expect(found.rows['population-grid']).toMatchObject([
      { key: `${ID}-2022`, census_year: 2022, inhabitants_raw: 84, state_raw: 'value', total_area_ha: 1 },
      { inhabitants_raw: null, state_raw: 'suppressed' },
      { inhabitants_raw: 5, state_raw: 'uncertain' },
    ]);
    expect(found.asOf).toBe('2022-05-15');
  });

  it('keeps both censuses of one cell', async () => {
    const old = await collectText('a.csv', '"Gitter_ID_100m";"Einwohner"\r\n"100mN31589E41445";"80"\r\n');
    expect(old.rows['population-grid']).toMatchObject([{ key: `${ID}-2011`, cell: ID }]);
    expect(old.asOf).toBe('2011-05-09');
  });

  it.each([
    ['GITTER_ID_1km;x_mp_1km;y_mp_1km;Einwohner', /1 km grid/],
    ['GITTER_ID_10km;x_mp_10km;y_mp_10km;Einwohner', /10 km grid/],
    ['GITTER_ID_100m;x_mp_100m;y_mp_100m;Durchschnittsalter', /another topic.*Durchschnittsalter/],
  ])('refuses %s in words', async (header, words) => {
    await expect(collectText('grid.csv', `${header}\n`)).rejects.toThrow(words);
  });

  it('refuses cells elsewhere and ids that name no cell', async () => {
    const text = `${HEAD}\n${ID};1;1;3;\nCRS3035RES100mN2700000E4400000;1;1;3;\nCRS3035RES1000mN3158000E4144000;1;1;3;\n`;
    expect((await collectText('grid.csv', text)).reasons).toEqual({ 'outside-area': 1, 'invalid-value': 1 });
  });
});
