import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Field, Text } from '@quartierblick/gis/layers/fields.ts';
import type { ExportNote } from '@quartierblick/gis/export/note.ts';
import type { Figures } from './figures.ts';
import type { RunningExport } from './jobs.ts';
import type { RowsOrder } from './rows.ts';

/** All that is known of an export when its file is written. */
export interface ExportOrder extends RowsOrder {
  language: keyof Text;
  /** Of the layer when its note was made; all rows are of it. */
  version: number;
  note: ExportNote;
  figures: Figures;
  /** Fields in the file beside `key`: those of the layer that the reader may see, then the figures asked for. */
  fields: readonly [name: string, field: Field][];
  /** Features that it will hold. */
  rows: number;
  running: RunningExport;
  /** An empty folder of its own, removed afterwards. */
  folder: string;
}

/** Name of a layer as file, table and layer of a GIS: letters, digits and underscores. */
export const plainName = ({ id }: Pick<LayerDefinition, 'id'>): string => id.replace(/[^A-Za-z0-9]+/g, '_');
