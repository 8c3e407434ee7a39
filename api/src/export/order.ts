import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { ExportNote } from '@quartierblick/gis/export/note.ts';
import type { RunningExport } from './jobs.ts';
import type { RowsOrder } from './rows.ts';

/** All that is known of an export when its file is written. */
export interface ExportOrder extends RowsOrder {
  language: keyof Text;
  note: ExportNote;
  /** Features that it will hold. */
  rows: number;
  running: RunningExport;
  /** An empty folder of its own, removed afterwards. */
  folder: string;
}

/** Name of a layer as file, table and layer of a GIS: letters, digits and underscores. */
export const plainName = ({ id }: Pick<LayerDefinition, 'id'>): string => id.replace(/[^A-Za-z0-9]+/g, '_');
