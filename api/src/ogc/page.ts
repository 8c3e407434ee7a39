import { html } from 'hono/html';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Field, Text } from '@quartierblick/gis/layers/fields.ts';
import type { FeatureRow } from '../layers/features.ts';
import { pageFrame } from '../pages/frame.ts';
import type { Html } from '../pages/frame.ts';
import { dataTable } from '../pages/table.ts';
import { MEDIA } from './asked.ts';
import type { Asked, Link } from './asked.ts';
import { queryablesOf } from './queryables.ts';

const STYLE = `
main { max-width: 72rem; }
.rows { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 1rem; }
th, td { padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; overflow-wrap: normal; }
th { color: var(--ink-2); font-weight: 600; }
nav p { display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
code { overflow-wrap: anywhere; }
.plain { display: grid; gap: .5rem; padding: 0; list-style: none; }
`;

export const PAGE_TEXT = {
  title: { de: 'Geodaten', en: 'Geodata' },
  lead: {
    de: 'Die Ebenen des Dashboards für QGIS, GDAL, ArcGIS und eigene Programme: OGC API – Features und Tiles.',
    en: 'The layers of the dashboard for QGIS, GDAL, ArcGIS and programs of your own: OGC API – Features and Tiles.',
  },
  qgis: {
    de: 'In QGIS: Layer → Layer hinzufügen → WFS / OGC API – Features, neue Verbindung mit dieser Adresse:',
    en: 'In QGIS: Layer → Add layer → WFS / OGC API – Features, new connection with this address:',
  },
  token: {
    de: 'Was nicht öffentlich ist, liest ein Programm mit einem Token, das die Verwaltung ausstellt: in QGIS Authentifizierung „Basic“, beliebiger Benutzername, das Token als Passwort.',
    en: 'What is not public, a program reads with a token that the administrators issue: in QGIS authentication “Basic”, any user name, the token as password.',
  },
  conformance: { de: 'Konformitätsklassen', en: 'Conformance classes' },
  collections: { de: 'Sammlungen', en: 'Collections' },
  api: { de: 'Beschreibung der Schnittstelle', en: 'Description of the interface' },
  items: { de: 'Objekte', en: 'Features' },
  queryables: { de: 'Eigenschaften, nach denen gewählt werden kann', en: 'Properties to choose by' },
  tiles: { de: 'Vektorkacheln', en: 'Vector tiles' },
  matrixSets: { de: 'Kachelraster', en: 'Tile matrix sets' },
  systems: { de: 'Koordinatensysteme', en: 'Coordinate reference systems' },
  stored: { de: 'so gespeichert', en: 'as stored' },
  extent: { de: 'Ausdehnung (West, Süd, Ost, Nord)', en: 'Extent (west, south, east, north)' },
  times: { de: 'Zeitraum', en: 'Period' },
  geometry: { de: 'Geometrie', en: 'Geometry' },
  source: { de: 'Quelle', en: 'Source' },
  property: { de: 'Eigenschaft', en: 'Property' },
  meaning: { de: 'Bedeutung', en: 'Meaning' },
  value: { de: 'Wert', en: 'Value' },
  id: { de: 'Kennung', en: 'Id' },
  next: { de: 'Nächste Seite', en: 'Next page' },
  links: { de: 'Weiter', en: 'Further' },
  where: { de: 'Pfad der Seite', en: 'Breadcrumb' },
  none: { de: 'Hier ist nichts.', en: 'There is nothing here.' },
  unknown: { de: 'unbekannt', en: 'unknown' },
} as const satisfies Record<string, Text>;

/** A page of the service: a heading, the way back, and what is there. */
export function ogcPage(
  asked: Asked,
  title: string,
  way: readonly (readonly [href: string, title: string])[],
  body: Html,
  inLanguage: (language: string) => string,
): Html {
  const { language } = asked;
  return pageFrame({
    language,
    languages: ['de', 'en'],
    title: `${title} – Quartierblick`,
    style: STYLE,
    inLanguage,
    body: html`${
        way.length === 0
          ? ''
          : html`<nav aria-label="${PAGE_TEXT.where[language]}">
              <p>${way.map(([href, name]) => html`<a href="${href}?f=html&lang=${language}">${name}</a>`)}</p>
            </nav>`
      }
      <h1>${title}</h1>
      ${body}`,
  });
}

/** Links of a page lead to pages in its language. */
export const toPages = (links: readonly Link[], language: keyof Text): Link[] =>
  links
    .filter(({ rel, type }) => !(rel === 'items' && type !== MEDIA.html))
    .map((link) => {
      const [address, form] = link.href.split(/\?f=(?:json|html)$/);
      return form === undefined ? link : { ...link, href: `${address}?f=html&lang=${language}`, type: MEDIA.html };
    });

/** Links to read on. */
export function linkList(links: readonly Link[]): Html {
  return html`<ul class="plain" role="list">
    ${links.map(
      ({ href, title, rel, type }) =>
        html`<li>
          <a href="${href}">${title ?? rel}</a> ${type ? html`<span class="muted small">${type}</span>` : ''}
        </li>`,
    )}
  </ul>`;
}

/** A value as people read it: the meaning of a code, a number in the reader's form, and a word where nobody knows. */
function readable({ kind, values, unit }: Field, value: unknown, language: keyof Text): string {
  if (value === null || value === undefined) return PAGE_TEXT.unknown[language];
  const meaning = (one: unknown) => values?.[String(one)]?.[language] ?? String(one);
  if (Array.isArray(value)) return value.map(meaning).join(', ');
  if (kind === 'boolean') return { de: ['nein', 'ja'], en: ['no', 'yes'] }[language][Number(value)] ?? '';
  const isAmount = kind === 'number' || kind === 'integer';
  const text =
    isAmount && typeof value === 'number'
      ? value.toLocaleString(language === 'de' ? 'de-DE' : 'en-GB')
      : meaning(value);
  return unit && isAmount ? `${text}\u00a0${unit}` : text;
}

/** Features of a page as a table, each with a link to itself. */
export function featureTable(layer: LayerDefinition, features: readonly FeatureRow[], { root, language }: Asked): Html {
  if (features.length === 0) return html`<p>${PAGE_TEXT.none[language]}</p>`;
  const shown = queryablesOf(layer.dataset).filter(([name, field]) => name === 'key' || field.table);
  return dataTable(
    PAGE_TEXT.items[language],
    [PAGE_TEXT.id[language], ...shown.map(([, field]) => field.label[language])],
    features.map(({ id, properties }) => [
      html`<a href="${root}/collections/${layer.id}/items/${id}?f=html&lang=${language}">${id}</a>`,
      ...shown.map(([name, field]) => readable(field, properties[name], language)),
    ]),
  );
}

/** All properties of one feature, and its geometry as GeoJSON in the system that was asked for. */
export function featureSheet(layer: LayerDefinition, { properties, geometry }: FeatureRow, { language }: Asked): Html {
  const rows = queryablesOf(layer.dataset).map(([name, field]) => [
    field.label[language],
    readable(field, properties[name], language),
  ]);
  return html`${dataTable(PAGE_TEXT.property[language], [PAGE_TEXT.property[language], PAGE_TEXT.value[language]], rows)}
    <details>
      <summary>${PAGE_TEXT.geometry[language]}</summary>
      <code>${JSON.stringify(geometry)}</code>
    </details>`;
}
