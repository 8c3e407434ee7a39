const features = (part: number, ...names: string[]) =>
  names.map((name) => `http://www.opengis.net/spec/ogcapi-features-${part}/1.0/conf/${name}`);
const tiles = (...names: string[]) =>
  names.map((name) => `http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/${name}`);

/** What is kept, and nothing that is kept in part only: clients rely on each of these. No CQL2 (see CONTRIBUTING.md). */
export const CONFORMS_TO: readonly string[] = [
  'http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections',
  ...features(1, 'core', 'oas30', 'geojson', 'html'),
  ...features(2, 'crs'),
  ...features(3, 'queryables', 'queryables-query-parameters'),
  ...tiles('core', 'tileset', 'tilesets-list', 'geodata-tilesets', 'mvt'),
];
