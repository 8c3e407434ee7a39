import { open } from 'node:fs/promises';
import { Problem } from '../errors.ts';
import type { Sql } from '../db.ts';
import type { ExportOrder } from './order.ts';
import { ofVersion } from './one-state.ts';
import { exportRows } from './rows.ts';
import type { ExportRow } from './rows.ts';

/** Most bytes of a file of rows before it is converted; more would fill the disk of a small server. */
const MOST_BYTES = 4 * 1024 ** 3;

/** More than a file may hold, or than this server can write. */
export const tooLarge = (): Problem =>
  new Problem({
    status: 413,
    type: 'export-too-large',
    title: { de: 'Das ist zu viel für eine Datei', en: 'That is too much for one file' },
    detail: {
      de: 'Bitte einen Ausschnitt wählen oder nach Klassen filtern.',
      en: 'Please choose a part of the map or filter by classes.',
    },
  });

export interface FeatureFile {
  path: string;
  /** Members at the head of the collection beside its features, e.g. name and crs. */
  head: Record<string, unknown>;
  /** A row as the text of a feature. */
  featureOf: (row: ExportRow) => string;
}

/**
 * Writes the rows of an export as a GeoJSON file, batch by batch, so that memory is no matter.
 * @throws Problem 413 where the file would be too large; the reason of an aborted signal
 */
export async function writeFeatures(
  sql: Sql,
  order: ExportOrder,
  { path, head, featureOf }: FeatureFile,
): Promise<void> {
  const { running, rows: total } = order;
  await ofVersion(sql, order, async () => {
    const file = await open(path, 'w');
    try {
      const begin = JSON.stringify({ type: 'FeatureCollection', ...head });
      let bytes = (await file.write(`${begin.slice(0, -1)},"features":[\n`)).bytesWritten;
      let done = 0;
      for await (const batch of exportRows(sql, order)) {
        running.signal.throwIfAborted();
        bytes += (await file.write(`${done > 0 ? ',\n' : ''}${batch.map(featureOf).join(',\n')}`)).bytesWritten;
        if (bytes > MOST_BYTES) throw tooLarge();
        done += batch.length;
        running.tell({ phase: 'reading', done, total });
      }
      await file.write('\n]}\n');
    } finally {
      await file.close();
    }
  });
}

/** A GeoJSON file for people: RFC 7946 in WGS 84, with the older `crs` member in other systems; licence and source at its head. */
export async function geojsonFile(sql: Sql, order: ExportOrder): Promise<string> {
  const { folder, crs, note } = order;
  const path = `${folder}/export.geojson`;
  const head = {
    name: note.title,
    ...(crs === 4326 ? {} : { crs: { type: 'name', properties: { name: `urn:ogc:def:crs:EPSG::${crs}` } } }),
    attribution: note.attribution,
    note: Object.fromEntries(grouped(note.entries)),
  };
  await writeFeatures(sql, order, {
    path,
    head,
    featureOf: ({ properties, geometry }) =>
      `{"type":"Feature","id":${JSON.stringify(properties['key'])},"properties":${JSON.stringify(properties)},"geometry":${geometry ?? 'null'}}`,
  });
  return path;
}

/** Entries of the same name as a list: a layer may have several sources. */
function grouped(entries: readonly [string, string][]): Map<string, string | string[]> {
  const groups = new Map<string, string | string[]>();
  for (const [name, value] of entries) {
    const held = groups.get(name);
    groups.set(name, held === undefined ? value : [...[held].flat(), value]);
  }
  return groups;
}
