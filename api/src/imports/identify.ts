import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { KnownLayers } from '@quartierblick/gis/layers/known.ts';
import { sourceFor } from '@quartierblick/gis/layers/sources.ts';
import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';
import type { ImportFile, ImportSource } from '@quartierblick/gis/layers/source-types.ts';
import { openImportFile } from '@quartierblick/gis/read/open.ts';
import { Problem } from '../errors.ts';

export interface Identified {
  file: ImportFile;
  source: ImportSource;
}

/** The layer with this id, of all that there are. @throws Problem 400 that lists them */
export function importableLayer(id: string, layers: readonly LayerDefinition[]): string {
  const found = layers.find((layer) => layer.id === id);
  if (found) return found.id;
  const ids = layers.map((layer) => layer.id);
  throw new Problem({
    status: 400,
    type: 'unknown-layer',
    title: { de: 'Diese Ebene gibt es nicht', en: 'There is no such layer' },
    detail: {
      de: `„${id}“ ist keine Ebene. Es gibt: ${ids.join(', ')}.`,
      en: `“${id}” is not a layer. There are: ${ids.join(', ')}.`,
    },
    extra: { layers: ids },
  });
}

/**
 * Finds out by its content what a file is: the source that is surest of it, among those of the layer `as` where given.
 * @param reader id of the source, where it has been decided already
 * @throws Problem 422 where it is no data file, or of no kind that is known
 */
export async function identify(
  path: string,
  fileName: string,
  { sources }: Pick<KnownLayers, 'sources'>,
  as?: string,
  reader?: string,
): Promise<Identified> {
  try {
    const file = await openImportFile(path, fileName);
    const decided = sources.find(({ id }) => id === reader);
    if (decided) return { file, source: decided };
    return { file, source: sourceFor(file, as, sources) };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new Problem({
      status: 422,
      type: 'unreadable-file',
      title: { de: 'Datei nicht lesbar', en: 'File unreadable' },
      detail: error.text,
    });
  }
}
