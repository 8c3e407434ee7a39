import { DatabaseSync } from 'node:sqlite';

export interface GeopackageExtras {
  /** Table with the layer. */
  table: string;
  /** Style for QGIS. */
  qml: string;
  styleName: string;
  /** Text on licence, source, as-of date and changes. */
  note: string;
  /** ISO time. */
  madeAt: string;
}

/** As QGIS makes it when it saves a style into a GeoPackage. */
const STYLES = `
  create table layer_styles (
    id integer primary key autoincrement not null,
    f_table_catalog text(256), f_table_schema text(256), f_table_name text(256), f_geometry_column text(256),
    styleName text(30), styleQML text, styleSLD text, useAsDefault boolean, description text, owner text(30),
    ui text(30), update_time datetime default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
  );
`;

/** The extension "Metadata" of the standard (OGC 12-128r18, annex F.8). */
const METADATA = `
  create table if not exists gpkg_extensions (
    table_name text, column_name text, extension_name text not null, definition text not null, scope text not null,
    constraint ge_tce unique (table_name, column_name, extension_name)
  );
  create table if not exists gpkg_metadata (
    id integer constraint m_pk primary key autoincrement not null, md_scope text not null default 'dataset',
    md_standard_uri text not null, mime_type text not null default 'text/xml', metadata text not null default ''
  );
  create table if not exists gpkg_metadata_reference (
    reference_scope text not null, table_name text, column_name text, row_id_value integer,
    timestamp datetime not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')), md_file_id integer not null,
    md_parent_id integer,
    constraint crmr_mfi_fk foreign key (md_file_id) references gpkg_metadata (id),
    constraint crmr_mpi_fk foreign key (md_parent_id) references gpkg_metadata (id)
  );
`;
const METADATA_URI = 'http://www.geopackage.org/spec121/#extension_metadata';

/**
 * Adds to a GeoPackage what a GIS shows the layer by: the style that QGIS applies on opening it, and the note as metadata of the
 * layer. The rows themselves stay untouched, whose triggers need functions that only GDAL brings.
 * @param path of the GeoPackage
 */
export function addExtras(path: string, { table, qml, styleName, note, madeAt }: GeopackageExtras): void {
  const file = new DatabaseSync(path);
  try {
    file.exec('begin');
    file.exec(STYLES);
    file
      .prepare(
        `insert into layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML,
           styleSLD, useAsDefault, description, owner, update_time) values ('', '', ?, 'geom', ?, ?, '', 1, ?, '', ?)`,
      )
      .run(table, styleName, qml, styleName, madeAt);
    file
      .prepare(
        `insert into gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)
           values ('layer_styles', 'attributes', 'layer_styles', '', ?, 0)`,
      )
      .run(madeAt);
    file.exec(METADATA);
    const extension = file.prepare(
      `insert into gpkg_extensions (table_name, column_name, extension_name, definition, scope)
         values (?, null, 'gpkg_metadata', ?, 'read-write')`,
    );
    for (const one of ['gpkg_metadata', 'gpkg_metadata_reference']) extension.run(one, METADATA_URI);
    const { lastInsertRowid } = file
      .prepare(
        `insert into gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata)
           values ('dataset', 'http://purl.org/dc/terms/', 'text/plain', ?)`,
      )
      .run(note);
    file
      .prepare(
        `insert into gpkg_metadata_reference (reference_scope, table_name, timestamp, md_file_id)
           values ('table', ?, ?, ?)`,
      )
      .run(table, madeAt, lastInsertRowid);
    file.exec('commit');
  } finally {
    file.close();
  }
}
