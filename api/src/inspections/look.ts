import type { KnownLayers } from '@quartierblick/gis/layers/known.ts';
import type { Bbox } from '@quartierblick/gis/layers/source-types.ts';
import { crsCandidates } from '@quartierblick/gis/read/crs-candidates.ts';
import type { DeclaredCrs } from '@quartierblick/gis/read/crs-candidates.ts';
import { crsOfChoice } from '@quartierblick/gis/read/crs-choice.ts';
import { STORAGE } from '@quartierblick/gis/read/crs.ts';
import { readFeatures } from '@quartierblick/gis/read/features.ts';
import { crsLabel } from '@quartierblick/gis/read/crs-names.ts';
import { openImportFile } from '@quartierblick/gis/read/open.ts';
import { Profiler } from '@quartierblick/gis/read/profile.ts';
import type { Profile } from '@quartierblick/gis/read/profile.ts';
import { claimsOf, targetsOf } from './claims.ts';
import { boundsOf, onMap } from './on-map.ts';
import { readTable } from './table.ts';
import type { Places, Table } from './table.ts';
import type { Choice, InspectedLayer, StoredLayer } from './types.ts';

/** Features that are looked at; a file may hold millions. */
const MOST_FEATURES = 200_000;

interface Looked {
  profile: Profile;
  complete: boolean;
  table: Table | null;
  /** What the file says of its system. */
  declared: DeclaredCrs;
}

/** EPSG number in the `crs` member of GeoJSON; an unknown name must not end the inspection, which is there to explain it. */
function sridOfMember(member: unknown): number | null {
  const name = JSON.stringify(member ?? null);
  const digits = /EPSG[:/](?:[\d.]*[:/])?(\d{4,6})/i.exec(name)?.[1];
  return digits === undefined ? (/CRS84/.test(name) ? 4326 : null) : Number(digits);
}

async function features(layer: StoredLayer, area: Bbox): Promise<Looked> {
  const file = await openImportFile(layer.path, layer.file);
  const { crs, batches } = await readFeatures(file, area);
  const profiler = new Profiler();
  let [seen, complete] = [0, true];
  let own: number | null = null;
  for await (const batch of batches) {
    for (const feature of batch) {
      // What lies far from the project in an extract of a whole country has lost its place already.
      if (feature.outside === true) continue;
      own ??= feature.crs && feature.crs.srid > 0 ? feature.crs.srid : null;
      profiler.add(feature);
    }
    seen += batch.length;
    if (seen >= MOST_FEATURES) {
      complete = false;
      break;
    }
  }
  const declared = layer.extracted ? layer.declared : { srid: own ?? sridOfMember(crs), wkt: null };
  return { profile: profiler.result(), complete, table: null, declared };
}

async function rows(layer: StoredLayer, choice: Partial<Choice>, places: Places | undefined): Promise<Looked> {
  const table = await readTable(layer, choice.table, places);
  const profiler = new Profiler();
  for (const feature of table.features) profiler.add(feature);
  // Places of a join are in the system of storage, whatever the table says.
  const declared = { srid: choice.table?.join ? STORAGE.srid : table.srid, wkt: null };
  return { profile: profiler.result(), complete: table.complete, table, declared };
}

const nameOf = ({ srid, wkt }: DeclaredCrs): string | null => {
  if (srid !== null) return crsLabel(srid).de;
  return /^\s*\w+\[\s*"([^"]*)"/.exec(wkt ?? '')?.[1] ?? null;
};

/**
 * Looks at a layer of a file as a choice reads it: what its features are, which coordinate systems are likely, where it may go.
 * @param area surroundings of the project, WGS 84
 * @param known layers that it may go into
 * @throws {UnreadableFile} where it cannot be read
 */
export async function lookAt(
  layer: StoredLayer,
  choice: Partial<Choice>,
  area: Bbox,
  known: KnownLayers,
  places?: Places,
): Promise<Omit<InspectedLayer, 'recipes'>> {
  const looked = await (layer.kind === 'table' ? rows(layer, choice, places) : features(layer, area));
  const { profile, table, declared } = looked;
  const candidates = crsCandidates(profile.positions, declared, area);
  const id = choice.crs ?? candidates[0]?.id;
  const crs =
    id === undefined ? undefined : crsOfChoice({ id, ...(declared.wkt === null ? {} : { wkt: declared.wkt }) });
  const file = await openImportFile(layer.path, layer.file);
  const claims = claimsOf(file, known);
  return {
    id: layer.id,
    name: layer.name,
    file: layer.file,
    kind: layer.kind,
    features: profile.features,
    complete: looked.complete,
    geometries: profile.geometries,
    // Names that are numbers (years) stand first in an object; a table knows the order of its columns.
    fields: table
      ? table.names.flatMap((name) => profile.fields.find((field) => field.name === name) ?? [])
      : profile.fields,
    declaredCrs: nameOf(declared),
    crs: candidates,
    bounds: crs ? boundsOf(profile.positions, crs) : null,
    rows: profile.rows,
    sample: crs ? onMap(choice.crs ? profile.sample.map((one) => ({ ...one, crs })) : profile.sample, crs) : null,
    table: table && {
      rows: table.shown,
      headerRow: table.headerRow,
      coordinates: table.coordinates,
      geometry: table.geometry,
      geometryColumns: table.geometryColumns,
      join: null,
    },
    claims,
    targets: targetsOf(profile, { table: layer.kind === 'table', called: `${layer.file} ${layer.name}` }, known),
  };
}
