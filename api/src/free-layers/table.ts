import { freeTable } from '@quartierblick/gis/layers/free/identifiers.ts';
import { freeLayer, SYMBOL, SYMBOL_COLUMN } from '@quartierblick/gis/layers/free/layer.ts';
import type { FreeLayerSpec } from '@quartierblick/gis/layers/free/spec.ts';
import type { GeometryKind } from '@quartierblick/gis/layers/define.ts';
import type { SqlType } from '@quartierblick/gis/layers/fields.ts';
import type { SqlLike } from '../db.ts';

/* Tables of free layers have the shape of those of built-in ones (0002_layers.sql). Their names and those of their columns were
   checked letter by letter (gis/layers/free/identifiers.ts) and are quoted; everything else here is fixed text. */

/** A type as it stands in a statement; types are no parameters. */
function typeOf(sql: SqlLike, type: SqlType) {
  switch (type) {
    case 'integer':
      return sql`integer`;
    case 'double precision':
      return sql`double precision`;
    case 'boolean':
      return sql`boolean`;
    case 'date':
      return sql`date`;
    case 'text':
      return sql`text`;
    default:
      throw new TypeError(`free layers have no columns of type ${type}`);
  }
}

function geometryOf(sql: SqlLike, kind: GeometryKind) {
  const types = {
    point: sql`geom geometry(Point, 25832) not null,
      geom_3857 geometry(Point, 3857) generated always as (st_transform(geom, 3857)) stored`,
    line: sql`geom geometry(MultiLineString, 25832) not null,
      geom_3857 geometry(MultiLineString, 3857) generated always as (st_transform(geom, 3857)) stored`,
    polygon: sql`geom geometry(MultiPolygon, 25832) not null,
      geom_3857 geometry(MultiPolygon, 3857) generated always as (st_transform(geom, 3857)) stored`,
  };
  return types[kind];
}

/** Makes the empty table of a free layer. */
export async function createTable(tx: SqlLike, spec: FreeLayerSpec): Promise<void> {
  const { fields, table } = freeLayer(spec).dataset;
  const columns = Object.entries(fields).map(([name, { sql }]) => tx`${tx(name)} ${typeOf(tx, sql)},`);
  // The constant of the one symbol can be no parameter either, and no value that anybody gave.
  if (SYMBOL !== 'all') throw new Error('the symbol of free layers was renamed in one place only');
  await tx`
    create table ${tx(table)} (
      id bigint generated always as identity primary key,
      key text not null unique,
      ${columns}
      ${tx(SYMBOL_COLUMN)} text generated always as ('all'::text) stored,
      ${geometryOf(tx, spec.geometry)},
      import_id uuid references imports (id)
    )
  `;
  await tx`create index ${tx(`${table}_geom_3857`)} on ${tx(table)} using gist (geom_3857)`;
}

/** Adds the columns of new fields. */
export async function addColumns(tx: SqlLike, spec: FreeLayerSpec, columns: readonly string[]): Promise<void> {
  const { fields, table } = freeLayer(spec).dataset;
  for (const name of columns) {
    const field = fields[name];
    if (field) await tx`alter table ${tx(table)} add column ${tx(name)} ${typeOf(tx, field.sql)}`;
  }
}

/** Drops the table of a free layer that is gone, with what undoing its imports would have needed. */
export async function dropTable(tx: SqlLike, id: string): Promise<void> {
  const table = freeTable(id);
  await tx`delete from import_before where table_name = ${table}`;
  await tx`drop table if exists ${tx(table)}`;
}
