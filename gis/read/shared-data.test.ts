import { describe, expect, it } from 'vitest';
import { UnreadableFile } from '../layers/source-types.ts';
import { collect, DORTMUND, hasSharedData, sharedFile } from './test-import.ts';

const FULDA = [9.5, 50.4, 9.9, 50.7] as const;
const MUENSTER = [7.4, 51.8, 7.9, 52.1] as const;
const ESSEN = [6.89, 51.34, 7.14, 51.54] as const;
const NRW = [5.8, 50.3, 9.5, 52.6] as const;
const HAMBURG = [9.7, 53.4, 10.3, 53.7] as const;

/** The message with which a published file is refused. */
async function refusal(name: string): Promise<string> {
  const error: unknown = await collect(sharedFile(name)).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UnreadableFile);
  return (error as UnreadableFile).text.de;
}

describe.skipIf(!hasSharedData)(`published files${hasSharedData ? '' : ' (skipped: no shared data)'}`, () => {
  it('reads 170 units in Latin-1 and counts the 60 that cross themselves', async () => {
    const found = await collect(sharedFile('dortmund/Statist_UnterbezirkePolygon.geojson'));
    expect(found).toMatchObject({ source: 'statistical-units', encoding: 'windows-1252', reasons: {} });
    expect(found.accepted).toHaveLength(170);
    expect(found.repaired['self-intersection']).toBe(60);
    const names = found.rows['statistical-units']?.map((row) => row['name']);
    expect(names).toContain('Bövinghausen');
    expect(names).toContain('MSA-Siedlung');
    expect(names).toContain('Scharnhorst-Ost');
    expect(found.rows['statistical-units']?.map((row) => row['code'])).toContain('052');
    // 28,000 ha is the city's area.
    const area = found.rows['statistical-units']?.reduce((sum, row) => sum + Number(row['area_ha']), 0);
    expect(area).toBeGreaterThan(27_900);
    expect(area).toBeLessThan(28_200);
  });

  it('reads the indicators of 2024 for 170 units, each with its denominator', async () => {
    const found = await collect(sharedFile('dortmund/do_data2024.geojson'));
    expect(found.accepted).toHaveLength(170);
    expect(found.rows['unit-indicators']).toHaveLength(170 * 20);
    const row = found.rows['unit-indicators']?.find(({ key }) => key === '052/sgb2-children/2024');
    expect(row).toMatchObject({ value: 57.8, unit: '%', denominator: 'der unter 15-Jährigen', state: 'value' });
    expect(found.accepted[0]?.rows[0]).toMatchObject({ dataset: 'statistical-units', ifAbsent: true });
    expect(found.asOf).toBe('2024-12-31');
  });

  it('reads 366 playgrounds and 333 day-care centres with keys that differ', async () => {
    const playgrounds = await collect(sharedFile('dortmund/playgrounds.geojson'));
    expect(playgrounds).toMatchObject({ source: 'playgrounds-opendatasoft', reasons: {} });
    expect(playgrounds.accepted).toHaveLength(366);
    const sites = await collect(sharedFile('dortmund/kindergarten.geojson'));
    expect(sites).toMatchObject({ source: 'sites-opendatasoft', reasons: {} });
    expect(sites.accepted).toHaveLength(333);
    expect(new Set(sites.rows['offers']?.map((row) => row['key'])).size).toBe(333);
    expect(sites.rows['offers']?.every((row) => row['kind'] === 'kita')).toBe(true);
  });

  it.each([
    ['rebuilt_Unfallorte2019_LinRef_dortmund_nordstadt.txt', 26, 2019],
    ['rebuilt_Unfallorte2021_LinRef_dortmund_nordstadt.txt', 29, 2021],
    ['rebuilt_Unfallorte2024_LinRef_dortmund_nordstadt.csv', 18, 2024],
  ])('reads the accidents of %s', async (name, count, year) => {
    const found = await collect(sharedFile(`unfallatlas/${name}`));
    expect(found).toMatchObject({ source: 'unfallatlas', reasons: {} });
    expect(found.accepted).toHaveLength(count);
    expect(found.rows['accidents']?.every((row) => row['year'] === year && row['municipality'] === '05913000')).toBe(
      true,
    );
  });

  it('reads the same accident from the columns of 2021 in their own order', async () => {
    const found = await collect(sharedFile('unfallatlas/rebuilt_Unfallorte2021_LinRef_dortmund_nordstadt.txt'));
    expect(found.rows['accidents']?.[1]).toMatchObject({
      key: '2021-39924',
      month: 3,
      hour: 17,
      weekday: '4',
      category: '2',
      kind: '6',
      type: '4',
      with_pedestrian: true,
      with_other: true,
      with_bicycle: false,
      geometry: { type: 'Point', coordinates: [393080.2019, 5711219.4869] },
    });
  });

  it('refuses the re-export whose rows are longer than its header, naming both numbers', async () => {
    expect(await refusal('unfallatlas/dortmund_nordstadt_2019_2024_wkt_excerpt.csv')).toMatch(/17 Spalten.*18 Felder/);
  });

  it('reads both layouts of the census, keeping cells of −1 as not available', async () => {
    const new2022 = await collect(sharedFile('zensus/Zensus2022_layout_100m-Gitter_Nordstadt_2011values_rebuilt.csv'));
    expect(new2022.accepted).toHaveLength(400);
    const old2011 = await collect(sharedFile('zensus/Zensus_Bevoelkerung_100m-Gitter_2011_Nordstadt_rebuilt.csv'));
    expect(old2011.accepted).toHaveLength(945);
    const rows = old2011.rows['population-grid'] ?? [];
    expect(rows.filter((row) => row['state_raw'] === 'not-available')).toHaveLength(545);
    expect(rows.filter((row) => row['inhabitants_raw'] === 0)).toHaveLength(0);
    // The same cells with the same people: the ids of both layouts become the same.
    const people = (list: Record<string, unknown>[]): Map<unknown, unknown> =>
      new Map(list.map((row) => [row['cell'], row['inhabitants_raw']]));
    const before = people(rows);
    for (const [cell, count] of people(new2022.rows['population-grid'] ?? [])) expect(before.get(cell)).toBe(count);
  });

  it('reads 10 playgrounds of Fulda there, and refuses all 10 in Dortmund', async () => {
    const name = sharedFile('osm/fulda_playgrounds_overpass_turbo_excerpt.geojson');
    const there = await collect(name, { surroundings: FULDA });
    expect(there).toMatchObject({ source: 'playgrounds-osm', reasons: {}, asOf: '2026-04-02' });
    expect(there.accepted).toHaveLength(10);
    expect(there.rows['playgrounds']?.[0]).toMatchObject({ key: 'way/24871471', kind: 'playground' });
    expect(there.rows['playgrounds']?.[0]?.['area_m2']).toBeCloseTo(1783, -1);
    expect((await collect(name, { surroundings: DORTMUND })).reasons).toEqual({ 'outside-area': 10 });
  });

  it('reads 332 playgrounds of Münster there, and refuses all 332 in Dortmund', async () => {
    const name = sharedFile('municipal/spielplaetze.geojson');
    const there = await collect(name, { surroundings: MUENSTER });
    expect(there.accepted).toHaveLength(332);
    expect(there.rows['playgrounds']?.[0]).toMatchObject({
      name: 'Mühlenstraße',
      area_m2: 3040,
      ages: ['under-6', '6-12', '12-plus'],
    });
    expect((await collect(name)).reasons).toEqual({ 'outside-area': 332 });
  });

  it('reads the buildings of Hamburg with their lists of house numbers', async () => {
    const found = await collect(sharedFile('buildings/hamburg_ogcapi_gebaeude_bauwerk.geojson'), {
      surroundings: HAMBURG,
    });
    expect(found.accepted).toHaveLength(3);
    expect(found.rows['buildings']?.[2]).toMatchObject({
      key: 'DEHHALKAV0000XuMBL',
      address: 'Felix-Dahn-Straße 2, 4',
      floors: 5,
      use: 'residential',
    });
  });

  // Counted once with a pattern over the text: 4 members without a street's name, 33 more without a number.
  it('reads the addresses of Essen there, with reasons for what is none, and refuses all of them in Dortmund', async () => {
    const name = sharedFile('addresses/essen_hauskoordinaten_000.gml');
    const there = await collect(name, { surroundings: ESSEN });
    expect(there).toMatchObject({ source: 'addresses-essen', asOf: '2022-10-05' });
    expect(there.reasons).toEqual({ 'no-street': 4, 'no-house-number': 33 });
    expect(there.accepted).toHaveLength(963);
    expect(new Set(there.rows['addresses']?.map((row) => row['key'])).size).toBe(963);
    expect(there.rows['addresses']?.[0]).toMatchObject({
      street: 'Aachener Str.',
      number: 1,
      geometry: { type: 'Point', coordinates: [359252.047, expect.closeTo(5701400, -4)] },
    });
    const here = await collect(name);
    expect(here.reasons['outside-area']).toBe(1000);
  });

  it('reads the two houses of North Rhine-Westphalia', async () => {
    const name = sharedFile('addresses/gebref_sample_21col.txt');
    const found = await collect(name, { surroundings: NRW });
    expect(found).toMatchObject({ source: 'addresses-gebref', reasons: {}, asOf: '2026-07-01' });
    expect(found.rows['addresses']).toMatchObject([
      {
        street: 'Polsumer Straße',
        number: 2,
        suffix: null,
        place: 'Marl',
        municipality: '05562024',
        quality: 'internal',
      },
      { street: 'Marl', number: 2, suffix: 'a', place: 'Plettenberg', municipality: '05962052', quality: 'building' },
    ]);
    expect((await collect(name)).reasons).toEqual({ 'outside-area': 2 });
  });

  // Counted once with ogrinfo (GDAL 3.6): 190 lines with `highway` that is read here, 8 tracks, 5 squares and platforms drawn as
  // areas; 151 multipolygons with `building`; 9 points `highway=crossing`, 6 `bus_stop`, and 2 `stop_position` of the tram.
  it.each([
    ['streets', 203],
    ['crossings', 9],
    ['stops', 8],
    ['buildings', 151],
    ['green', 7],
    ['playgrounds', 2],
  ] as const)('reads the %s of an OpenStreetMap extract of Aplerbeck', async (as, count) => {
    const found = await collect(sharedFile('osm/aplerbeck.osm.pbf'), { as });
    expect(found).toMatchObject({ source: `${as}-osm`, asOf: '2026-07-14', repaired: {} });
    expect(found.accepted).toHaveLength(count);
    expect(Object.keys(found.reasons).sort()).toEqual(['not-applicable', 'wrong-geometry-type']);
  });

  it('reads what walking asks for in Aplerbeck: steps, ways across, kinds of crossing, stops by their platforms', async () => {
    const file = sharedFile('osm/aplerbeck.osm.pbf');
    const count = (rows: Record<string, unknown>[] | undefined, field: string): Record<string, number> => {
      const counts: Record<string, number> = {};
      for (const row of rows ?? []) counts[String(row[field])] = (counts[String(row[field])] ?? 0) + 1;
      return counts;
    };
    const { streets } = (await collect(file, { as: 'streets' })).rows;
    expect(count(streets, 'steps')).toEqual({ true: 7, false: 196 });
    expect(count(streets, 'crossing')).toEqual({ signals: 5, null: 198 });
    expect(count(streets, 'walkable')).toEqual({ true: 22, false: 10, null: 171 });
    expect(count(streets, 'step_free')).toEqual({ true: 6, false: 7, null: 190 });
    expect(count(streets, 'level')).toEqual({ 1: 3, null: 200 });
    const { crossings } = (await collect(file, { as: 'crossings' })).rows;
    expect(count(crossings, 'kind')).toEqual({ signals: 5, zebra: 1, none: 3 });
    const { stops } = (await collect(file, { as: 'stops' })).rows;
    expect(count(stops, 'kind')).toEqual({ bus: 6, tram: 2 });
    expect(stops?.map(({ key }) => key)).toContain('de:05913:37:1:01');
  });

  it('refuses the land use that lies in Niger, and names the axes where they are what is wrong', async () => {
    const name = sharedFile('osm/overpass_landuse_swapped_latlon.json');
    expect((await collect(name)).reasons).toEqual({ 'outside-area': 9 });
    expect((await collect(name, { surroundings: [13, 8, 14, 8.3] })).reasons).toEqual({ 'swapped-axes': 9 });
  });

  it.each([
    ['osm/overpass_empty_result.json', /keine Elemente/],
    ['negative/stadtteile_is_git_lfs_pointer.gpkg', /Git LFS/],
    ['negative/accidents_without_dbf.shp', /Shapefile/],
    ['osm/aplerbeck.osm.pbf', /Ebene/],
    ['municipal/Bevölkerungs- und Arbeitsmarktdaten Münster.xlsx', /Excel/],
    ['xplanung/baerl_1251.gml', /gelesen werden/],
  ])('refuses %s in words', async (name, words) => {
    expect(await refusal(name)).toMatch(words);
  });
});
