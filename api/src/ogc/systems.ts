/** A coordinate reference system that features can be asked for, and boxes given in. */
export interface ReferenceSystem {
  /** As OGC API – Features, part 2, names it. */
  uri: string;
  /** As PostGIS knows it. */
  srid: number;
  /** The first number of a position is the latitude: EPSG defines its 4326 so, and GeoJSON with `crs=` follows the definition. */
  northFirst: boolean;
  /** Degrees have eight decimals, metres four: each below a millimetre. */
  unit: 'degree' | 'metre';
}

const epsg = (code: number) => `http://www.opengis.net/def/crs/EPSG/0/${code}`;

/** WGS 84 with longitude first: the default of answers and boxes. */
export const CRS84: ReferenceSystem = {
  uri: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84',
  srid: 4326,
  northFirst: false,
  unit: 'degree',
};

/** In which everything is stored: ETRS89 / UTM zone 32N, metres, east before north. */
export const STORAGE: ReferenceSystem = { uri: epsg(25832), srid: 25832, northFirst: false, unit: 'metre' };

/** All of them, the default first. */
export const SYSTEMS: readonly ReferenceSystem[] = [
  CRS84,
  STORAGE,
  { uri: epsg(4326), srid: 4326, northFirst: true, unit: 'degree' },
  { uri: epsg(3857), srid: 3857, northFirst: false, unit: 'metre' },
];

/** The system of this URI; undefined where it is not offered. */
export const systemOf = (uri: string): ReferenceSystem | undefined => SYSTEMS.find((system) => system.uri === uri);
