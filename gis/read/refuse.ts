import { UnreadableFile } from '../layers/source-types.ts';
import type { Text } from '../layers/fields.ts';
import { isOsmPbf } from './osm-pbf-header.ts';

const starts = (bytes: Uint8Array, ...expected: number[]): boolean => expected.every((byte, i) => bytes[i] === byte);

interface Binary {
  is: (bytes: Uint8Array) => boolean;
  text: Text;
}

/** Binary kinds that people are likely to hand in, each with the step that helps. */
const BINARIES: readonly Binary[] = [
  {
    is: (b) => starts(b, 0x53, 0x51, 0x4c, 0x69, 0x74, 0x65),
    text: {
      de: 'Das ist ein GeoPackage oder eine andere SQLite-Datenbank. Bitte mit dem Import-Assistenten laden.',
      en: 'This is a GeoPackage or another SQLite database. Please load it by the import assistant.',
    },
  },
  {
    is: (b) => starts(b, 0x50, 0x4b, 0x03, 0x04) || starts(b, 0x50, 0x4b, 0x05, 0x06),
    text: {
      de: 'Das ist ein ZIP-Archiv oder eine Excel-Datei. Bitte mit dem Import-Assistenten laden.',
      en: 'This is a ZIP archive or an Excel file. Please load it by the import assistant.',
    },
  },
  {
    is: (b) => starts(b, 0xd0, 0xcf, 0x11, 0xe0),
    text: {
      de: 'Das ist eine Excel-Datei (.xls) oder ein anderes altes Office-Dokument. Bitte mit dem Import-Assistenten laden.',
      en: 'This is an Excel file (.xls) or another old Office document. Please load it by the import assistant.',
    },
  },
  {
    is: (b) => starts(b, 0x1f, 0x8b),
    text: {
      de: 'Das ist eine mit gzip gepackte Datei. Bitte zuerst entpacken.',
      en: 'This file is packed with gzip. Please unpack it first.',
    },
  },
  {
    is: (b) => starts(b, 0x25, 0x50, 0x44, 0x46),
    text: {
      de: 'Das ist ein PDF. Eine Karte als Bild lässt sich nicht importieren; gebraucht werden die Daten dahinter.',
      en: 'This is a PDF. A map as a picture cannot be imported; the data behind it are needed.',
    },
  },
  {
    is: (b) => starts(b, 0x00, 0x00, 0x27, 0x0a),
    text: {
      de: 'Das ist ein Teil eines Shapefiles. Bitte alle Teile mit dem Import-Assistenten laden.',
      en: 'This is a part of a shapefile. Please load all parts by the import assistant.',
    },
  },
];

const LFS: Text = {
  de: 'Das ist nur ein Verweis von Git LFS (ein Zeiger), nicht die Datei selbst. Bitte die Datei mit „git lfs pull“ oder vom Anbieter herunterladen.',
  en: 'This is only a Git LFS pointer, not the file itself. Please fetch the file with “git lfs pull” or from its provider.',
};
const EMPTY: Text = { de: 'Die Datei ist leer.', en: 'The file is empty.' };
const HTML: Text = {
  de: 'Das ist eine Webseite (HTML), keine Datendatei. Vermutlich wurde statt der Datei eine Anmelde- oder Fehlerseite gespeichert.',
  en: 'This is a web page (HTML), not a data file. A sign-in or error page was probably saved instead of the file.',
};
const BINARY: Text = {
  de: 'Die Datei ist binär und kein bekanntes Format. Gelesen werden GeoJSON, OpenStreetMap (Overpass-JSON, .osm.pbf) und CSV.',
  en: 'The file is binary and of no known format. GeoJSON, OpenStreetMap (Overpass JSON, .osm.pbf) and CSV are read.',
};
const EMPTY_OVERPASS: Text = {
  de: 'Die Overpass-Antwort enthält keine Elemente. Bitte Gebiet und Abfrage prüfen, zum Beispiel ob Breite und Länge vertauscht sind.',
  en: 'The Overpass answer holds no elements. Please check area and query, for instance whether latitude and longitude are swapped.',
};

/** The error for an Overpass answer without elements, which says nothing about the place: never an import of zero. */
export function emptyOverpass(): UnreadableFile {
  return new UnreadableFile(EMPTY_OVERPASS);
}

/**
 * Refuses what is no data file: an empty file, a Git LFS pointer, a web page, a binary file, an empty Overpass answer.
 * @param bytes beginning of the file, as it lies on the disk
 * @param text the same, decoded; empty where the bytes are no text
 * @throws {UnreadableFile} with the sentence that says what it is and what would help
 */
export function refuseNoData(bytes: Uint8Array, text: string): void {
  if (bytes.length === 0) throw new UnreadableFile(EMPTY);
  for (const binary of BINARIES) if (binary.is(bytes)) throw new UnreadableFile(binary.text);
  if (isOsmPbf(bytes)) return;
  if (text === '') throw new UnreadableFile(BINARY);
  const start = text.trimStart();
  if (start === '') throw new UnreadableFile(EMPTY);
  if (start.startsWith('version https://git-lfs.github.com/spec/')) throw new UnreadableFile(LFS);
  if (/^(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?(<!doctype\s+html|<html[\s>])/is.test(start.slice(0, 2000))) {
    throw new UnreadableFile(HTML);
  }
  if (/"elements"\s*:\s*\[\s*\]/.test(start) && !/"features"\s*:/.test(start)) throw emptyOverpass();
}

/** The error for XML that ends too early or is damaged. */
export function damagedXml(): UnreadableFile {
  return new UnreadableFile({
    de: 'Das XML ist unvollständig oder beschädigt, vermutlich wurde der Download abgebrochen. Bitte die Datei noch einmal laden.',
    en: 'The XML is incomplete or damaged; the download was probably cut off. Please fetch the file again.',
  });
}

/** The error for JSON that ends too early or is damaged. */
export function damagedJson(): UnreadableFile {
  return new UnreadableFile({
    de: 'Das JSON ist unvollständig oder beschädigt, vermutlich wurde der Download abgebrochen. Bitte die Datei noch einmal laden.',
    en: 'The JSON is incomplete or damaged; the download was probably cut off. Please fetch the file again.',
  });
}
