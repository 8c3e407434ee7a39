import { addressesEssen } from './addresses/source-essen.ts';
import { addressesGebref } from './addresses/source-gebref.ts';
import { buildingsAlkis, buildingsOsm } from './buildings/source.ts';
import { buildingsCityGml } from './buildings/source-citygml.ts';
import { buildingsNas } from './buildings/source-nas.ts';
import { crossingsOsm } from './crossings/source.ts';
import { CLAIM, genericSource } from './generic-source.ts';
import { greenOsm } from './green/source.ts';
import { layers } from './index.ts';
import { sitesOpendatasoft } from './offers/source.ts';
import { playgroundsMuenster, playgroundsOpendatasoft } from './playgrounds/source-cities.ts';
import { playgroundsOsm } from './playgrounds/source-osm.ts';
import { zensusGrid } from './population-grid/source.ts';
import { isOsmExtract } from '../read/osm-xml.ts';
import { UNNAMED } from '../read/osm.ts';
import type { FileHead, ImportSource } from './source-types.ts';
import { UnreadableFile } from './source-types.ts';
import { statisticalUnitsGeoJson } from './statistical-units/source.ts';
import { stopsOsm } from './stops/source.ts';
import { streetsOsm } from './streets/source.ts';
import { unfallatlas } from './accidents/source.ts';

/** The second registry: what can be imported. A new kind of file is a `source.ts` in its layer's folder and one line here. */
export const sources: readonly ImportSource[] = [
  unfallatlas,
  zensusGrid,
  statisticalUnitsGeoJson,
  playgroundsOpendatasoft,
  playgroundsMuenster,
  playgroundsOsm,
  sitesOpendatasoft,
  addressesGebref,
  addressesEssen,
  buildingsAlkis,
  buildingsCityGml,
  buildingsNas,
  buildingsOsm,
  greenOsm,
  streetsOsm,
  crossingsOsm,
  stopsOsm,
  ...layers.map((layer) => genericSource(layer)),
];

/**
 * The source that reads a file: the surest of those that recognise its content, within the layer where one is named.
 * A file that nothing recognises is read by field names only where the layer is named.
 * @throws {UnreadableFile} saying what is read, or that the layer should be named
 */
export function sourceFor(head: FileHead, as?: string, among: readonly ImportSource[] = sources): ImportSource {
  let best: ImportSource | undefined;
  let surest = 0;
  for (const source of among) {
    if (as !== undefined && source.layer !== as) continue;
    const confidence = source.detect(head);
    if (confidence > surest) [best, surest] = [source, confidence];
  }
  if (best && (as !== undefined || surest >= CLAIM)) return best;
  if (isOsmExtract(head)) throw severalLayers(head);
  throw best
    ? new UnreadableFile({
        de: 'Die Datei ist lesbar, aber nicht von selbst einer Ebene zuzuordnen. Bitte die Ebene wählen (auf der Kommandozeile --as <Ebene>).',
        en: 'The file is readable but belongs to no layer by itself. Please choose the layer (on the command line --as <layer>).',
      })
    : new UnreadableFile({
        de: `Die Datei ist keine, die ${as === undefined ? 'hier' : 'für diese Ebene'} gelesen werden kann. Gelesen werden Unfallatlas und Zensusgitter als CSV, Punkte als CSV mit Koordinaten, Adressen als gebref.txt oder GML sowie GeoJSON und OpenStreetMap (Overpass-JSON, .osm.pbf).`,
        en: `The file is none that can be read ${as === undefined ? 'here' : 'for this layer'}. Unfallatlas, census grid and points with coordinates are read as CSV, addresses as gebref.txt or GML, everything else as GeoJSON or OpenStreetMap (Overpass JSON, .osm.pbf).`,
      });
}

/** The error for a file that holds many layers at once, naming those that can be read from it. */
function severalLayers(head: FileHead): UnreadableFile {
  const claimed = sources.filter((source) => source.detect(head) === UNNAMED).map(({ layer }) => layer);
  const names = claimed.join(', ');
  return new UnreadableFile({
    de: `Ein OpenStreetMap-Auszug enthält mehrere Ebenen. Bitte die Ebene wählen (auf der Kommandozeile --as <Ebene>): ${names}.`,
    en: `An OpenStreetMap extract holds several layers. Please choose the layer (on the command line --as <layer>): ${names}.`,
  });
}
