import { join } from 'node:path';
import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';
import type { KnownLayers } from '@quartierblick/gis/layers/known.ts';
import type { Bbox } from '@quartierblick/gis/layers/source-types.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { GdalOptions } from '../gdal/process.ts';
import { layersOf } from './extract.ts';
import { findData } from './find-data.ts';
import { FORMATS } from './formats.ts';
import { lookAt } from './look.ts';
import type { Found, InspectedLayer, StoredLayer } from './types.ts';

/** Layers looked at in all files together. */
const MOST_LAYERS = 120;

const FULL: Text = {
  de: `Mehr als ${MOST_LAYERS} Ebenen auf einmal werden nicht angesehen. Bitte diese Datei einzeln hochladen.`,
  en: `No more than ${MOST_LAYERS} layers are looked at together. Please send this file by itself.`,
};

interface Trouble {
  name: string;
  text: Text;
}

/** A refusal with the file that it is about. */
const warning = ({ name, text }: Trouble): Text => ({ de: `${name}: ${text.de}`, en: `${name}: ${text.en}` });

/** A layer of which features are missing is none. @throws {UnreadableFile} naming how many */
function requireWhole(
  { announced }: StoredLayer,
  { features, complete }: Pick<InspectedLayer, 'features' | 'complete'>,
) {
  if (announced === undefined || !complete || features === announced) return;
  throw new UnreadableFile({
    de: `Die Datei ist unvollständig, vermutlich wurde der Download abgebrochen: ${announced} Objekte nennt sie, ${features} sind da.`,
    en: `The file is incomplete; the download was probably cut off: it names ${announced} features, ${features} are there.`,
  });
}

/**
 * Looks at uploaded files: what is in them, layer by layer. A file of several that cannot be read becomes a warning.
 * @param folder absolute path of the uploads
 * @param work folder for what is unpacked and extracted; made where needed
 * @param at area: surroundings of the project, WGS 84; known: layers that it may go into
 * @throws {UnreadableFile} where nothing can be read, with the reason of the first file
 */
export async function inspect(
  folder: string,
  work: string,
  { area, known }: { area: Bbox; known: KnownLayers },
  options: GdalOptions,
): Promise<Found> {
  const { data, refused } = await findData(join(folder, 'in'), join(work, 'unpacked'));
  const trouble: Trouble[] = [...refused];
  const found: Found = { format: null, warnings: [], stored: [], layers: [] };
  for (const [index, one] of data.entries()) {
    try {
      const warn = (text: Text) => trouble.push({ name: one.name, text });
      const parts = await layersOf(one, join(work, `file${index}`), { ...options, warn });
      for (const part of parts) {
        if (found.layers.length >= MOST_LAYERS) {
          warn(FULL);
          break;
        }
        const layer: StoredLayer = { ...part, id: String(found.stored.length) };
        options.signal?.throwIfAborted();
        const looked = await lookAt(layer, {}, area, known);
        requireWhole(layer, looked);
        found.stored.push(layer);
        found.layers.push({ ...looked, recipes: [] });
      }
      found.format ??= { id: one.format, title: FORMATS[one.format] };
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      trouble.push({ name: one.name, text: error.text });
    }
  }
  const [first] = trouble;
  if (found.layers.length === 0 && first) throw new UnreadableFile(first.text);
  if (found.layers.length === 0) {
    throw new UnreadableFile({
      de: 'Es ist keine Datei dabei, die gelesen werden kann. Gehört sie zu einem Shapefile, fehlt die .shp.',
      en: 'There is no file that can be read. If it belongs to a shapefile, the .shp is missing.',
    });
  }
  return { ...found, warnings: trouble.map(warning) };
}
