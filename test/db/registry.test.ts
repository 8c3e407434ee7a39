import { expect, it } from 'vitest';
import { datasetsOf } from '@quartierblick/gis/layers/tables.ts';
import { layers } from '@quartierblick/gis/layers/index.ts';
import { MOST_CONNECTIONS } from '@quartierblick/api/db';
import { describeOnEachDatabase } from '../support/databases.ts';

interface Column {
  name: string;
  type: string;
  notNull: boolean;
  generated: boolean;
  identity: boolean;
}

const GEOMETRY = { point: 'Point', line: 'MultiLineString', polygon: 'MultiPolygon' } as const;

describeOnEachDatabase('registry against the database', (context) => {
  const datasets = layers.flatMap((layer) => datasetsOf(layer));

  async function columnsOf(table: string): Promise<Map<string, Column>> {
    const rows = await context().db.sql<Column[]>`
      select attname as name, format_type(atttypid, atttypmod) as type, attnotnull as "notNull",
        attgenerated <> '' as generated, attidentity <> '' as identity
      from pg_attribute
      where attrelid = to_regclass(${table}) and attnum > 0 and not attisdropped
    `;
    return new Map(rows.map((column) => [column.name, column]));
  }

  for (const dataset of datasets) {
    it(`${dataset.id}: every declared field is a column of its type, and every column is declared`, async () => {
      const columns = await columnsOf(dataset.table);
      const expected: Record<string, string> = { id: 'bigint', key: 'text', import_id: 'uuid' };
      const derived = dataset.view ? {} : dataset.generated;
      for (const [name, field] of Object.entries({ ...dataset.fields, ...derived })) expected[name] = field.sql;
      if (dataset.edited)
        Object.assign(expected, { version: 'bigint', changed_at: 'timestamp with time zone', changed_by: 'text' });
      if (dataset.geometry) {
        expected['geom'] = `geometry(${GEOMETRY[dataset.geometry]},25832)`;
        expected['geom_3857'] = `geometry(${GEOMETRY[dataset.geometry]},3857)`;
      }
      expect(Object.fromEntries([...columns].map(([name, { type }]) => [name, type]))).toEqual(expected);
    });

    it(`${dataset.id}: what is declared as derived is derived by the database, and nothing else is`, async () => {
      const generated = [...(await columnsOf(dataset.table)).values()].flatMap((c) => (c.generated ? [c.name] : []));
      const derived = dataset.view ? {} : (dataset.generated ?? {});
      const expected = [...Object.keys(derived), ...(dataset.geometry ? ['geom_3857'] : [])];
      expect(generated.sort()).toEqual(expected.sort());
    });

    if (dataset.view) {
      it(`${dataset.id}: what is read has the table's columns and those that are taken from others, of their types`, async () => {
        const types = Object.fromEntries(
          [...(await columnsOf(dataset.view ?? ''))].map(([name, { type }]) => [name, type]),
        );
        const fields = Object.entries({ ...dataset.fields, ...dataset.generated }).map(([name, field]) => [
          name,
          field.sql,
        ]);
        expect(types).toEqual({ id: 'bigint', key: 'text', import_id: 'uuid', ...Object.fromEntries(fields) });
      });
    }

    it(`${dataset.id}: the key is unique, places are never missing and found by an index`, async () => {
      const columns = await columnsOf(dataset.table);
      expect(columns.get('id')?.identity).toBe(true);
      expect(columns.get('key')?.notNull).toBe(true);
      if (dataset.geometry) expect(columns.get('geom')?.notNull).toBe(true);
      const indexes = await context().db.sql<{ method: string; columns: string; unique: boolean }[]>`
        select am.amname as method, i.indisunique as unique,
          (select string_agg(a.attname, ',' order by k.n)
            from unnest(i.indkey::int2[]) with ordinality as k(num, n)
            join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.num) as columns
        from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am am on am.oid = c.relam
        where i.indrelid = to_regclass(${dataset.table})
      `;
      expect(indexes).toContainEqual({ method: 'btree', unique: true, columns: 'key' });
      if (dataset.geometry) expect(indexes).toContainEqual({ method: 'gist', unique: false, columns: 'geom_3857' });
      if (dataset.parent) expect(indexes.some((index) => index.columns.split(',')[0] === dataset.parent)).toBe(true);
    });
  }

  it('has one table for each data set and one id for each layer and data set', () => {
    for (const names of [
      datasets.map(({ table }) => table),
      datasets.map(({ id }) => id),
      layers.map(({ id }) => id),
    ]) {
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('has connections enough to fill all tables of a layer side by side, with some left for the work beside it', () => {
    for (const layer of layers) expect(datasetsOf(layer).length).toBeLessThanOrEqual(MOST_CONNECTIONS - 4);
  });

  it('names only columns that exist and may be shown, in tiles, symbology, titles and labels', () => {
    for (const layer of layers) {
      const { symbology, tile, titleField, labelField } = layer as (typeof layers)[number] & { labelField?: string };
      const shown = Object.entries({
        ...layer.dataset.fields,
        ...('generated' in layer.dataset ? layer.dataset.generated : {}),
      })
        .filter(([, field]) => !field.hidden)
        .map(([name]) => name);
      const used = [...tile.properties, titleField, labelField, 'importance' in tile ? tile.importance : null];
      if (symbology.kind === 'classes') {
        used.push(symbology.scheme.column, 'overlay' in symbology ? symbology.overlay?.column : null);
      } else {
        used.push('stateColumn' in symbology ? symbology.stateColumn : null);
        for (const measure of symbology.measures) used.push(measure.value, measure.per);
      }
      for (const name of used) if (name) expect([layer.id, name, shown.includes(name)]).toEqual([layer.id, name, true]);
    }
  });

  it('has no class of the name by which legend and filter call features without a class', () => {
    for (const { symbology } of layers) {
      if (symbology.kind !== 'classes') continue;
      const classes = [
        ...symbology.scheme.classes,
        ...('overlay' in symbology ? (symbology.overlay?.classes ?? []) : []),
      ];
      expect(classes.map(({ id }): string => id)).not.toContain('unclassed');
    }
  });
});
