import { randomUUID } from 'node:crypto';
import { link, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CLAIM } from '@quartierblick/gis/layers/generic-source.ts';
import type { KnownLayers } from '@quartierblick/gis/layers/known.ts';
import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';
import type { CrsChoice, ImportSource } from '@quartierblick/gis/layers/source-types.ts';
import { crsCandidates } from '@quartierblick/gis/read/crs-candidates.ts';
import type { Bbox } from '@quartierblick/gis/layers/source-types.ts';
import type { RawFeature } from '@quartierblick/gis/read/geojson.ts';
import { openImportFile } from '@quartierblick/gis/read/open.ts';
import { isOsmExtract } from '@quartierblick/gis/read/osm-xml.ts';
import { Profiler } from '@quartierblick/gis/read/profile.ts';
import { lookAt } from './look.ts';
import { MOST_ROWS, readTable, writeFeatures } from './table.ts';
import type { Places } from './table.ts';
import type { Choice, StoredLayer } from './types.ts';

/** A layer of a file made ready for the importer. */
export interface Prepared {
  path: string;
  sourceId: string;
  /** Null where the file's own word is taken. */
  crs: CrsChoice | null;
  mapping: Record<string, string>;
}

const most = (language: string): string => new Intl.NumberFormat(language).format(MOST_ROWS);
/** What lies beyond would be missing without a word, and at the next delivery be taken for gone. */
const TOO_LONG = new UnreadableFile({
  de: `Die Tabelle hat mehr als ${most('de')} Zeilen; so viele liest der Assistent nicht auf einmal. Bitte auf das Gebiet kürzen oder in mehrere Dateien teilen.`,
  en: `The table has more than ${most('en')} rows, more than the assistant reads at once. Please cut it down to the area or split it into several files.`,
});

/** Whether a choice says anything about fields. */
const isMapped = ({ mapping }: Choice): boolean => Object.keys(mapping ?? {}).some((column) => column !== 'key');

/** The source that reads tables without places of their own. Any other would empty the columns that the table does not have. */
function joinedSource(target: string, { sources }: KnownLayers): ImportSource {
  const found = sources.find((source) => source.layer === target && source.joined);
  if (found) return found;
  throw new UnreadableFile({
    de: 'An diese Ebene lässt sich keine Tabelle über den Schlüssel anhängen. Bitte die Spalten mit den Koordinaten wählen.',
    en: 'No table can be joined to this layer by its key. Please choose the columns of the coordinates.',
  });
}

/** The source that reads a prepared file: the one that knows the kind of file, unless fields were mapped by hand. */
async function sourceOf(
  path: string,
  fileName: string,
  { target, ...choice }: Choice & { target: string },
  known: KnownLayers,
): Promise<ImportSource> {
  const { sources } = known;
  const file = await openImportFile(path, fileName);
  if (choice.table?.join) return joinedSource(target, known);
  const kind = sources
    .filter((source) => source.layer === target && !source.id.startsWith('generic-'))
    .map((source) => ({ source, confidence: source.detect(file) }))
    .filter(({ confidence }) => confidence > 0)
    .sort((a, b) => b.confidence - a.confidence)[0];
  if (kind && !isMapped(choice) && (kind.confidence >= CLAIM || isOsmExtract(file))) {
    return kind.source;
  }
  const generic = sources.find((source) => source.id === `generic-${target}`);
  if (generic && generic.detect(file) > 0) return generic;
  throw new UnreadableFile({
    de: 'Diese Daten passen nicht zu der gewählten Ebene.',
    en: 'These data do not fit the layer that was chosen.',
  });
}

/** No row of a joined table has found its place: how the keys look on both sides says why. */
function noKeyFits(field: string, rows: readonly RawFeature[], places: Places | undefined): UnreadableFile {
  const there = [...(places ?? [])][0]?.[0];
  const texts = rows.map(({ properties }) => properties[field]).filter((text) => text !== null && text !== undefined);
  const here = String(texts[0] ?? '–').slice(0, 60);
  const column = field.slice(0, 60);
  if (there === undefined) {
    return new UnreadableFile({
      de: 'Die Ebene ist noch leer. Erst ihre Flächen einlesen, dann lassen sich Tabellen daran anhängen.',
      en: 'The layer is still empty. Import its areas first; then tables can be joined to them.',
    });
  }
  return new UnreadableFile({
    de: `Kein Wert der Spalte „${column}“ ist ein Schlüssel der Ebene: In der Tabelle steht z. B. „${here}“, in der Ebene „${there}“.`,
    en: `No value of the column “${column}” is a key of the layer: the table says e.g. “${here}”, the layer “${there}”.`,
  });
}

/** Takes a copy that may be removed after the import, without copying where the disk allows. */
async function copyOf(path: string, folder: string): Promise<string> {
  const copy = join(folder, randomUUID());
  await link(path, copy).catch(() => copyFile(path, copy));
  return copy;
}

/**
 * Makes a layer ready to be read by an import source into a target.
 * @param folder where the copy is put; the caller removes it
 * @param area surroundings of the project, WGS 84: by them the system is judged where none is chosen
 * @throws {UnreadableFile} where it cannot be read, has no places, or is a table of too many rows
 */
export async function prepare(
  layer: StoredLayer,
  choice: Choice & { target: string },
  folder: string,
  area: Bbox,
  known: KnownLayers,
  places?: Places,
): Promise<Prepared> {
  const { target } = choice;
  const wkt = layer.declared.wkt === null ? {} : { wkt: layer.declared.wkt };
  const mapping = choice.mapping ?? {};
  const chosen = choice.crs === undefined ? null : { id: choice.crs, ...wkt };
  if (layer.kind === 'features') {
    const path = await copyOf(layer.path, folder);
    const source = await sourceOf(path, layer.file, choice, known);
    return { path, sourceId: source.id, crs: chosen ?? (await bestOf(layer, area, known)), mapping };
  }
  // A table that a source knows as it is, e.g. the Unfallatlas, is read by it: it knows more of its columns than names say.
  if (!layer.extracted && choice.table?.join === undefined && !isMapped(choice)) {
    const file = await openImportFile(layer.path, layer.file);
    const recognised = known.sources.some((source) => source.layer === target && source.detect(file) >= CLAIM);
    if (recognised) {
      const path = await copyOf(layer.path, folder);
      return { path, sourceId: (await sourceOf(path, layer.file, choice, known)).id, crs: chosen, mapping };
    }
  }
  const { features, complete, srid } = await readTable(layer, choice.table, places);
  if (!complete) throw TOO_LONG;
  if (!features.some(({ geometry }) => geometry !== null)) {
    if (choice.table?.join) throw noKeyFits(choice.table.join.field, features, places);
    throw new UnreadableFile({
      de: 'Keine Zeile der Tabelle hat einen Ort. Bitte die Spalten mit den Koordinaten oder der Geometrie oder mit dem Schlüssel wählen.',
      en: 'No row of the table has a place. Please choose the columns of the coordinates or the geometry, or of the key.',
    });
  }
  const path = join(folder, randomUUID());
  await writeFeatures(path, features);
  const source = await sourceOf(path, layer.file, choice, known);
  const { join: joined } = choice.table ?? {};
  if (joined) {
    return { path, sourceId: source.id, crs: { id: 'EPSG:25832' }, mapping: { key: joined.field, ...mapping } };
  }
  const profiler = new Profiler();
  // Fields were profiled when the layer was looked at; here positions alone count.
  for (const { geometry } of features) profiler.add({ properties: {}, geometry });
  const declared = srid === null ? layer.declared : { srid, wkt: null };
  const [best] = crsCandidates(profiler.result().positions, declared, area);
  return { path, sourceId: source.id, crs: chosen ?? (best ? { id: best.id } : null), mapping };
}

/** The likeliest system of an extracted layer; files that our readers read by themselves are left to them. */
async function bestOf(layer: StoredLayer, area: Bbox, known: KnownLayers): Promise<CrsChoice | null> {
  if (!layer.extracted) return null;
  const { crs } = await lookAt(layer, {}, area, known);
  const wkt = layer.declared.wkt === null ? {} : { wkt: layer.declared.wkt };
  return crs[0] ? { id: crs[0].id, ...wkt } : null;
}
