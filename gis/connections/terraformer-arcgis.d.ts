declare module '@terraformer/arcgis' {
  /** A feature or geometry in Esri's JSON as GeoJSON; the coordinates stay as they are. */
  export function arcgisToGeoJSON(arcgis: object, idAttribute?: string): object;
}
