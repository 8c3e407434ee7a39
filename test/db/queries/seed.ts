import type { Database } from '@quartierblick/api/db';
import { randomUUID } from 'node:crypto';

/** Words that stand only in rows of the properties layer: the public must never receive one of them. */
export const SECRET = /geheim/i;

/** Cells with one and two people, with areas so odd that a density computed from them would give itself away. */
export const HIDDEN_CELLS = [
  { key: 'cell-one', inhabitants: 1, area: 0.937 },
  { key: 'cell-two', inhabitants: 2, area: 0.871 },
];

const SQUARE = (x: number, y: number, size: number) =>
  `MULTIPOLYGON(((${x} ${y},${x + size} ${y},${x + size} ${y + size},${x} ${y + size},${x} ${y})))`;
/** Lower left corner of the seeded quarter, EPSG:25832. */
const X = 393_900;
const Y = 5_709_000;

/** Fills every layer with a few telling rows, as imports would; returns the ids of the two imports. */
export async function seedQuarter({ sql }: Database): Promise<{ demo: string; official: string }> {
  const [demo, official] = [randomUUID(), randomUUID()];
  await sql`
    insert into project (name, bounds, surroundings, land, default_view) values
      (${sql.json({ de: 'Testviertel', en: 'Test quarter' })}, '{7.46,51.51,7.48,51.53}', '{7.2,51.4,7.7,51.6}', 'NW',
       ${sql.json({ center: [7.47, 51.52], zoom: 15 })})
    on conflict (id) do nothing
  `;
  await sql`
    insert into imports (id, layer, source_id, state, file_name, author, source, as_of, demo, finished_at) values
      (${demo}, 'buildings', 'demo', 'done', 'demo', 'somebody', ${sql.json({ name: 'Demo – erfunden', licence: 'CC0' })},
       '2017-09-26', true, now()),
      (${official}, 'population-grid', 'zensus', 'done', 'zensus.csv', 'somebody', '{}', '2022-05-15', false, now())
  `;
  await sql`
    insert into buildings (key, address, use, floors, geom, import_id)
    select 'b' || n, 'Bornstraße ' || n, (array['residential','mixed','business',null,'unheard-of'])[1 + n % 5], 1 + n % 6,
      st_geomfromtext(format('MULTIPOLYGON(((%s %s,%s %s,%s %s,%s %s)))',
        ${X}::int + n * 20, ${Y}::int, ${X}::int + n * 20 + 10, ${Y}::int, ${X}::int + n * 20 + 10, ${Y}::int + 10,
        ${X}::int + n * 20, ${Y}::int), 25832), ${demo}::uuid
    from generate_series(1, 60) n
  `;
  await sql`
    insert into streets (key, name, kind, geom, import_id)
    select 's' || n, case when n < 4 then 'Bornstraße' when n = 4 then 'Hans-Böckler-Straße' else 'Münsterweg' end,
      'residential', st_geomfromtext(format('MULTILINESTRING((%s %s,%s %s))', ${X}::int + n * 100, ${Y}::int,
        ${X}::int + n * 100 + 90, ${Y}::int + 5), 25832), ${demo}::uuid
    from generate_series(1, 5) n
  `;
  await sql`
    insert into properties (key, case_number, address, availability, works, owner_state, geom, import_id)
    select 'p' || n, 'AZ-GEHEIM-' || n, 'Geheimstraße ' || n,
      (array['acquired','for-sale',null,'not-for-sale'])[1 + n % 4],
      (array['renovating','none','completed'])[1 + n % 3], (array['ownerless','unknown','known'])[1 + n % 3],
      st_geomfromtext(${SQUARE(X + 200, Y + 200, 20)}, 25832), ${demo}::uuid
    from generate_series(1, 12) n
  `;
  await sql`
    insert into property_history (key, property_key, axis, value, valid_from, author, import_id) values
      ('h1', 'p1', 'works', 'planned', '2020-03-01', 'Erika Geheim', ${demo}),
      ('h2', 'p1', 'works', 'none', '2022-03-01', 'Erika Geheim', ${demo})
  `;
  const point = (x: number, y: number) => sql`st_setsrid(st_makepoint(${x}::float8, ${y}::float8), 25832)`;
  await sql`
    insert into playgrounds (key, name, kind, street, area_m2, ages, geom, import_id) values
      ('way/1', 'Spielplatz Flensburger Straße', 'playground', 'Flensburger Straße', 900, '{under-6,6-12}',
       ${point(X + 300, Y + 50)}, ${demo}),
      ('52', 'Bolzplatz', 'ball', null, null, null, ${point(X + 320, Y + 60)}, null)
  `;
  await sql`
    insert into playground_entrances (key, playground_key, geom, import_id)
    values ('e1', 'way/1', ${point(X + 301, Y + 55)}, ${demo})
  `;
  await sql`
    insert into offer_sites (key, name, kind, address, geom, import_id)
    values ('o1', 'FABIDO TEK Bornstraße', 'kita', 'Bornstraße 52', ${point(X + 100, Y + 40)}, ${demo})
  `;
  await sql`
    insert into offers (key, title, languages, last_confirmed_on, import_id)
    values ('g', 'Griffbereit', '{tr,ar}', '2017-12-31', ${demo})
  `;
  await sql`
    insert into offers_at_sites (key, site_key, offer_key, import_id) values ('oo1', 'o1', 'g', ${demo})
  `;
  await sql`
    insert into accidents (key, year, category, with_pedestrian, atlas_id, geom, import_id)
    select 'a' || n, 2019 + n % 3, (1 + n % 3)::text, n % 2 = 0, null, ${point(X, Y)}, ${demo}::uuid
    from generate_series(1, 9) n
  `;
  await seedFigures({ sql }, demo, official);
  await sql`
    insert into layer_versions (layer, version)
    select unnest(array['buildings','streets','properties','playgrounds','offers','accidents','population-grid','statistical-units']), 1
    on conflict (layer) do update set version = layer_versions.version + 1, changed_at = clock_timestamp()
  `;
  return { demo, official };
}

async function seedFigures({ sql }: Pick<Database, 'sql'>, demo: string, official: string): Promise<void> {
  const cells = [
    ...HIDDEN_CELLS.map(({ key, inhabitants, area }) => ({
      key,
      inhabitants,
      children: inhabitants,
      area,
      state: 'value',
    })),
    { key: 'cell-many', inhabitants: 100, children: 2, area: 1, state: 'value' },
    { key: 'cell-zero', inhabitants: 0, children: 0, area: 1, state: 'value' },
    { key: 'cell-uncertain', inhabitants: 7, children: 4, area: 1, state: 'uncertain' },
    { key: 'cell-unknown', inhabitants: null, children: null, area: 1, state: 'not-available' },
    { key: 'cell-no-area', inhabitants: 50, children: null, area: 0, state: 'value' },
  ];
  for (const [n, { key, inhabitants, children, area, state }] of cells.entries()) {
    await sql`
      insert into population_cells
        (key, cell, census_year, inhabitants_raw, children_raw, total_area_ha, settlement_area_ha, state_raw, geom, import_id)
      values (${key}, ${key}, 2022, ${inhabitants}, ${children}, ${area}, null, ${state},
        st_geomfromtext(${SQUARE(X + n * 100, Y, 100)}, 25832), ${official})
    `;
  }
  await sql`
    insert into statistical_units (key, code, name, area_ha, geom, import_id)
    select '05' || n, '05' || n, (array['Nordmarkt-Süd','Nordmarkt-Südost','Borsigplatz'])[n],
      10, st_geomfromtext(${SQUARE(X, Y, 1000)}, 25832), null
    from generate_series(1, 3) n
  `;
  const figure = (unit: string, indicator: string, year: number, value: number | null, state: string) => sql`
    insert into unit_indicators (key, unit_key, indicator, year, value, state, source, import_id)
    values (${[unit, indicator, year].join('/')}, ${unit}, ${indicator}, ${year}, ${value}, ${state}, 'Jahresbericht', ${demo})
  `;
  await figure('051', 'unemployed', 2023, 23.1, 'value');
  await figure('051', 'unemployed', 2024, 23.9, 'value');
  await figure('052', 'unemployed', 2024, 0, 'value');
  await figure('051', 'inhabitants', 2024, 2, 'value');
  await figure('052', 'inhabitants', 2024, 4017, 'uncertain');
  await figure('053', 'inhabitants', 2024, 123_456, 'suppressed');
  await figure('051', 'Ohne Namen', 2024, 5, 'value');
}
