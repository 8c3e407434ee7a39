import type { Sql } from '../db.ts';
import { readableRows } from '../policy/readable.ts';
import type { Dataset, LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { compact, normalise } from './normalise.ts';

/** One searchable text of a layer and the features that bear it. */
export interface Entry {
  /** Data set whose field holds the text: the layer's own or a related one. */
  dataset: Dataset;
  field: string;
  /** Ids of the layer's features, or of the related rows. */
  ids: number[];
  text: string;
  joined: string;
}

/** Names of the fields by which the rows of a data set are found. */
export function searchFields(dataset: Dataset): string[] {
  return Object.entries({ ...dataset.fields, ...dataset.generated })
    .filter(([, field]) => field.search && !field.hidden)
    .map(([name]) => name);
}

/** Rows fetched at a time, so that a layer of any size is read without holding up other requests. */
const BATCH = 5_000;

/**
 * All searchable texts of a layer. Lines that bear the same text are one entry: a street is many lines,
 * but one thing to find.
 */
export async function readTexts(sql: Sql, layer: LayerDefinition): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const dataset of [layer.dataset, ...layer.related]) {
    for (const field of searchFields(dataset)) {
      await readField(sql, dataset, field, entries);
    }
  }
  return entries;
}

/** Adds to `entries` one by one: spreading an array of 200,000 over a call's arguments overflows the stack. */
async function readField(sql: Sql, dataset: Dataset, field: string, entries: Entry[]): Promise<void> {
  const grouped = dataset.geometry === 'line';
  const byText = new Map<string, Entry>();
  let last = 0;
  for (;;) {
    const rows = await sql<{ id: number; value: string }[]>`
      select id::float8 as id, ${sql(field)} as value from ${readableRows(sql, dataset)} t
      where id > ${last} and ${sql(field)} is not null order by id limit ${BATCH}
    `;
    for (const { id, value } of rows) {
      const text = normalise(value);
      const joined = compact(text);
      if (joined === '') continue;
      const same = grouped ? byText.get(joined) : undefined;
      if (same) same.ids.push(id);
      else {
        const entry = { dataset, field, ids: [id], text, joined };
        entries.push(entry);
        if (grouped) byText.set(joined, entry);
      }
    }
    if (rows.length < BATCH) return;
    last = rows.at(-1)?.id ?? last;
  }
}
