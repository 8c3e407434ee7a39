/** Words of the way from a layer to QGIS; fetched with the options of a layer. */
const de = {
  open: 'In QGIS öffnen',
  hint: 'Adresse für eine Verbindung „WFS / OGC API – Features“',
  copy: 'Adresse kopieren',
  copied: 'Adresse kopiert.',
  copyFailed: 'Kopieren ist hier nicht erlaubt; bitte die Adresse markieren.',
  service: 'Als OGC API ansehen',
};

const en = {
  open: 'Open in QGIS',
  hint: 'Address for a connection “WFS / OGC API – Features”',
  copy: 'Copy the address',
  copied: 'Address copied.',
  copyFailed: 'Copying is not allowed here; please select the address.',
  service: 'View as OGC API',
} satisfies typeof de;

export const gisWords = { de, en };
