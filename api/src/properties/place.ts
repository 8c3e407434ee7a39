import type { Geometry } from 'geojson';
import { SKIP_REASONS } from '@quartierblick/gis/layers/source-types.ts';
import { WGS84 } from '@quartierblick/gis/read/crs.ts';
import { ewkbHex } from '@quartierblick/gis/read/ewkb.ts';
import { placeGeometry } from '@quartierblick/gis/read/geometry.ts';
import type { SqlLike } from '../db.ts';
import { Problem } from '../errors.ts';
import { surroundings } from '../imports/store.ts';

/** Where a case is, and what is known of the building there. */
export interface Place {
  /** EWKB in hexadecimal, MultiPolygon, EPSG:25832. */
  geom: string;
  address: string | null;
  floors: number | null;
  dwellings: number | null;
  year_built: number | null;
}

const SRID = 25832;
/** A point on no building becomes a circle of this radius, metres: about a house. */
const AROUND_POINT = 8;
/** Vertices of a drawn outline, at most. */
const MOST_VERTICES = 2_000;
/** Ground of a case at most, m²: a city block, not a district drawn by mistake. */
const LARGEST_M2 = 200_000;

const refused = (de: string, en: string) =>
  new Problem({
    status: 422,
    type: 'place-not-usable',
    title: { de: 'Dieser Ort ist nicht zu verwenden', en: 'This place cannot be used' },
    detail: { de, en },
  });

/** The building with this key, as a hit of the address search names it. @throws Problem 422 */
export async function placeOfBuilding(tx: SqlLike, buildingKey: string): Promise<Place> {
  const [place] = await tx<Place[]>`
    select geom::text as geom, address, floors, dwellings, year_built from buildings where key = ${buildingKey}
  `;
  if (place) return { ...place };
  throw refused(
    'Dieses Gebäude gibt es nicht (mehr). Bitte noch einmal suchen oder den Umriss zeichnen.',
    'This building does not exist (any more). Please search again, or draw the outline.',
  );
}

async function placeOfPoint(tx: SqlLike, hex: string): Promise<Place> {
  const [building] = await tx<Place[]>`
    select geom::text as geom, address, floors, dwellings, year_built from buildings
    where st_intersects(geom_3857, st_transform(${hex}::geometry, 3857)) order by st_area(geom) limit 1
  `;
  if (building) return { ...building };
  const [circle] = await tx<{ geom: string }[]>`
    select st_multi(st_buffer(${hex}::geometry, ${AROUND_POINT}, 4))::text as geom
  `;
  if (!circle) throw new Error('no circle came back');
  return { geom: circle.geom, address: null, floors: null, dwellings: null, year_built: null };
}

const vertices = (geometry: unknown): number => (JSON.stringify(geometry).match(/\[\s*-?\d/g) ?? []).length;

/**
 * A drawn place: a polygon as it is, a point as the building on which it lies, else as a small circle around it.
 * @param geometry GeoJSON in WGS 84
 * @throws Problem 422 where it is invalid, too large, or outside the project's surroundings
 */
export async function placeOfGeometry(tx: SqlLike, geometry: { type: string }): Promise<Place> {
  const isPoint = geometry.type === 'Point';
  if (!isPoint && !/^(Multi)?Polygon$/.test(geometry.type)) {
    throw refused('Gebraucht wird eine Fläche oder ein Punkt.', 'An area or a point is needed.');
  }
  if (vertices(geometry) > MOST_VERTICES) {
    throw refused(`Mehr als ${MOST_VERTICES} Stützpunkte.`, `More than ${MOST_VERTICES} vertices.`);
  }
  const placed = placeGeometry(geometry, WGS84, isPoint ? 'point' : 'polygon', await surroundings(tx));
  if ('skip' in placed) {
    const why = SKIP_REASONS[placed.skip];
    throw refused(`Der Ort ist so nicht zu verwenden: ${why.de}.`, `The place cannot be used: ${why.en}.`);
  }
  if (placed.repaired === 'self-intersection') {
    throw refused(
      'Der Umriss kreuzt sich selbst. Bitte so zeichnen, dass keine Seite eine andere schneidet.',
      'The outline crosses itself. Please draw it so that no side cuts another.',
    );
  }
  if ((placed.areaM2 ?? 0) > LARGEST_M2) {
    throw refused('Der Umriss ist größer als ein Baublock.', 'The outline is larger than a city block.');
  }
  const hex = ewkbHex(placed.geometry as Geometry, SRID);
  if (isPoint) return placeOfPoint(tx, hex);
  return { geom: hex, address: null, floors: null, dwellings: null, year_built: null };
}

/** Share of the smaller ground that two cases must have in common to be of one building. */
const SAME_GROUND = 0.5;

/**
 * Refuses a second case on a building that has an open one; a finished one may be followed by another.
 * Runs under the lock of the numbering.
 * @throws Problem 409 with the first one's key
 */
export async function refuseSecondCase(tx: SqlLike, geom: string): Promise<void> {
  const [first] = await tx<{ key: string; address: string | null; case_number: string | null }[]>`
    select key, address, case_number from properties
    where geom_3857 && st_transform(${geom}::geometry, 3857) and works is distinct from 'completed'
      and st_area(st_intersection(geom, ${geom}::geometry)) > ${SAME_GROUND} * least(st_area(geom), st_area(${geom}::geometry))
    order by id limit 1
  `;
  if (!first) return;
  const name = [first.case_number, first.address].filter(Boolean).join(', ') || first.key;
  throw new Problem({
    status: 409,
    type: 'case-exists',
    title: { de: 'Zu diesem Gebäude gibt es schon einen offenen Fall', en: 'There is an open case of this building' },
    detail: {
      de: `Bitte dort weiterarbeiten: ${name}.`,
      en: `Please go on there: ${name}.`,
    },
    extra: { key: first.key },
  });
}
