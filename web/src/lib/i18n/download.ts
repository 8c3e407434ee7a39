/** Words for taking a layer along as a file; only the button and what it opens import them. */
const de = {
  download: (layer: string) => `Herunterladen: ${layer}`,
  title: (layer: string) => `„${layer}“ herunterladen`,
  format: 'Format',
  formats: {
    gpkg: {
      name: 'GeoPackage',
      when: 'Für QGIS und ArcGIS: mit den Farben der Karte, allen Feldern und der Lizenz in einer Datei.',
    },
    xlsx: { name: 'Excel (XLSX)', when: 'Zum Rechnen und Weitergeben als Tabelle, mit einem Blatt zur Herkunft.' },
    csv: { name: 'CSV', when: 'Als Tabelle für jedes Programm; auch bei sehr vielen Zeilen.' },
    geojson: { name: 'GeoJSON', when: 'Für Webkarten und Skripte.' },
    shp: {
      name: 'Shapefile (ZIP)',
      when: 'Nur wo es verlangt wird: Namen und lange Texte sind gekürzt, die Liste liegt bei.',
    },
    fgb: { name: 'FlatGeobuf (ZIP)', when: 'Für sehr viele Objekte, die ein GIS schnell öffnen soll.' },
    pmtiles: {
      name: 'PMTiles',
      when: 'Als Kacheln für eine Webkarte ohne eigenen Server; immer die ganze Ebene, nur mit den Feldern der Karte.',
    },
  },
  crs: 'Koordinatensystem',
  systems: {
    25832: 'ETRS89 / UTM 32N (EPSG:25832), amtlich',
    4326: 'WGS 84, Grad (EPSG:4326), für GPS und Web',
    3857: 'Web-Mercator (EPSG:3857), nur für Webkarten',
  },
  figures: 'Kennzahlen als Spalten',
  figuresNewest: 'die neuesten',
  figuresNone: 'keine',
  wkt: 'Ganze Geometrie als WKT in einer Spalte',
  scope: 'Welche Objekte',
  shown: (n: string, of: string) => `Wie gefiltert: ${n} von ${of}`,
  shownInView: (n: string, of: string) => `Wie gefiltert, im Kartenausschnitt: ${n} von ${of}`,
  all: (of: string) => `Alle ${of}`,
  counting: 'wird gezählt',
  uncounted: 'Anzahl unbekannt',
  start: 'Herunterladen',
  cancel: 'Abbrechen',
  phases: {
    waiting: 'Wartet, bis andere Dateien fertig sind …',
    reading: (done: string, total: string) => `${done} von ${total} Objekten gelesen …`,
    writing: 'Die Datei wird geschrieben …',
    tiles: (done: string, total: string) => `${done} von ${total} Kacheln …`,
  },
  done: (file: string) => `${file} ist da.`,
  note: 'Quelle, Lizenz, Stand und was verändert wurde stehen in jeder Datei oder liegen ihr bei.',
  failed: 'Die Datei konnte nicht ausgegeben werden',
};

export type DownloadWords = typeof de;

const en: DownloadWords = {
  download: (layer) => `Download: ${layer}`,
  title: (layer) => `Download “${layer}”`,
  format: 'Format',
  formats: {
    gpkg: {
      name: 'GeoPackage',
      when: 'For QGIS and ArcGIS: with the colours of the map, all fields and the licence in one file.',
    },
    xlsx: { name: 'Excel (XLSX)', when: 'To calculate with and pass on as a table, with a sheet on its origin.' },
    csv: { name: 'CSV', when: 'As a table for any program; for very many rows, too.' },
    geojson: { name: 'GeoJSON', when: 'For web maps and scripts.' },
    shp: {
      name: 'Shapefile (ZIP)',
      when: 'Only where it is asked for: names and long texts are shortened, the list lies beside it.',
    },
    fgb: { name: 'FlatGeobuf (ZIP)', when: 'For very many features that a GIS is to open quickly.' },
    pmtiles: {
      name: 'PMTiles',
      when: 'As tiles for a web map without a server of its own; always the whole layer, with the fields of the map only.',
    },
  },
  crs: 'Coordinate system',
  systems: {
    25832: 'ETRS89 / UTM 32N (EPSG:25832), official',
    4326: 'WGS 84, degrees (EPSG:4326), for GPS and web',
    3857: 'Web Mercator (EPSG:3857), for web maps only',
  },
  figures: 'Figures as columns',
  figuresNewest: 'the newest',
  figuresNone: 'none',
  wkt: 'Whole geometry as WKT in a column',
  scope: 'Which features',
  shown: (n, of) => `As filtered: ${n} of ${of}`,
  shownInView: (n, of) => `As filtered, in the part of the map: ${n} of ${of}`,
  all: (of) => `All ${of}`,
  counting: 'counting',
  uncounted: 'number unknown',
  start: 'Download',
  cancel: 'Cancel',
  phases: {
    waiting: 'Waiting for other files to be finished …',
    reading: (done, total) => `${done} of ${total} features read …`,
    writing: 'Writing the file …',
    tiles: (done, total) => `${done} of ${total} tiles …`,
  },
  done: (file) => `${file} has arrived.`,
  note: 'Source, licence, as-of date and what was changed stand in every file or lie beside it.',
  failed: 'The file could not be exported',
};

export const DOWNLOAD_WORDS: Record<'de' | 'en', DownloadWords> = { de, en };
