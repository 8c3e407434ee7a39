import { featureSource } from '../../read/feature-source.ts';
import type { PlacedFeature, Rows, SourceRow } from '../../read/feature-source.ts';
import { property } from '../../read/mapping.ts';
import { parseNumber, parseText } from '../../read/numbers.ts';
import type { ImportContext } from '../source-types.ts';
import { indicatorOfColumn } from './indicators.ts';
import { statisticalUnits, unitIndicators } from './layer.ts';
import { placeName } from './names.ts';

/** Names under which cities publish code, name and district of their units. */
const CODE = ['Schlüssel', 'Schluessel', 'unbeznr', 'ubznr', 'statbeznr', 'bezirksnr', 'code'];
const NAME = ['Namen', 'Name', 'bezeichnun', 'bezeichnung', 'ubz'];
const DISTRICT = ['stadtbezbe', 'stadtbezirk', 'bezirk', 'district'];
/** Numbers that are no figures: ids and technical columns. */
const NO_FIGURES = /^(rowid|fid|objectid\w*|ogc_fid|gid|id|shape_?\w*|upload_am|stand|jahr|year|\w*nr|\w*nummer)$/i;

const first = (properties: Record<string, unknown>, names: string[]): string | null => {
  for (const name of names) {
    const text = parseText(property(properties, name));
    if (text !== null) return text;
  }
  return null;
};

function unitRow({ geometry, areaM2, properties }: PlacedFeature, code: string): Record<string, unknown> {
  const name = first(properties, NAME);
  return {
    key: code,
    code,
    name: name === null ? null : placeName(name),
    district: first(properties, DISTRICT),
    // From the outline, in EPSG:25832, to 1 m²; its scale error is below 0.1 % within zone 32.
    area_ha: areaM2 === undefined ? null : Math.round(areaM2) / 10_000,
    geometry,
  };
}

/** Year that the figures are of: given by the user, in a column, or in the file's name. */
function yearOf({ fileName, year }: ImportContext, properties: Record<string, unknown>): number | null {
  const column = parseNumber(property(properties, 'jahr', 'year'));
  const named = /(?:^|\D)((?:19|20)\d{2})(?:\D|$)/.exec(fileName)?.[1];
  return year ?? column ?? (named === undefined ? null : Number(named));
}

const AS_PUBLISHED = 'wie veröffentlicht';

/** Signs that stand for a suppressed value in German official statistics. */
const SUPPRESSED = new Set(['–', '-', '.']);

function figureRow(
  code: string,
  column: string,
  found: unknown,
  year: number,
  source: string,
): Record<string, unknown> {
  const indicator = indicatorOfColumn(column);
  const number = parseNumber(found);
  // Tables computed elsewhere carry noise of binary fractions (6.800000000000001); twelve digits keep every figure.
  const value = number === null ? null : Number(number.toPrecision(12));
  const suppressed = value === null && typeof found === 'string' && SUPPRESSED.has(found.trim());
  const id = indicator?.id ?? column;
  return {
    key: `${code}/${id}/${year}`,
    unit_key: code,
    indicator: id,
    year,
    value,
    unit: indicator?.unit.de ?? null,
    denominator: indicator ? indicator.denominator.de || null : AS_PUBLISHED,
    source,
    // Zero is a value. What is empty is not available, which is not zero.
    state: value !== null ? 'value' : suppressed ? 'suppressed' : 'not-available',
  };
}

/** Whether a column holds figures: a known indicator, or any number that is no id. */
function isFigure(column: string, value: unknown): boolean {
  return indicatorOfColumn(column) !== undefined || (typeof value === 'number' && !NO_FIGURES.test(column));
}

function toRows(feature: PlacedFeature, context: ImportContext): Rows {
  const { properties } = feature;
  const chosen = context.mapping?.['key'] ?? context.mapping?.['code'];
  const code = chosen === undefined ? first(properties, CODE) : parseText(property(properties, chosen));
  if (code === null) return { skip: 'no-key', example: first(properties, NAME) ?? '' };
  const figures = Object.entries(properties).filter(([column, value]) => isFigure(column, value));
  const unit: SourceRow = { dataset: statisticalUnits.dataset, row: unitRow(feature, code) };
  if (figures.length === 0) return [unit];
  const year = yearOf(context, properties);
  if (year === null)
    return { skip: 'invalid-value', example: 'Jahr der Kennzahlen unbekannt / year of the figures unknown' };
  const source = statisticalUnits.source.name;
  const rows = figures.map(([column, value]): SourceRow => ({
    dataset: unitIndicators,
    row: figureRow(code, column, value, year, source),
  }));
  return [{ ...unit, ifAbsent: true }, ...rows];
}

const hasCode = (names: ReadonlySet<string>): boolean =>
  CODE.some((name) => name !== 'code' && names.has(name.toLowerCase()));
const hasFigures = (names: ReadonlySet<string>): boolean =>
  [...names].filter((name) => indicatorOfColumn(name) !== undefined).length >= 2;

/** Outlines of statistical units, with or without the indicators of a year. */
export const statisticalUnitsGeoJson = featureSource({
  id: 'statistical-units',
  layer: statisticalUnits,
  joined: true,
  title: {
    de: 'Statistische Unterbezirke, mit oder ohne Kennzahlen (GeoJSON)',
    en: 'Statistical units, with or without indicators (GeoJSON)',
  },
  detect: ({ names }) => {
    // Exports of places carry the code of the unit they lie in, too.
    if (!hasCode(names) || names.has('objektart')) return 0;
    return hasFigures(names) ? 0.95 : names.has('bezeichnun') || names.has('namen') ? 0.85 : 0.4;
  },
  toRows,
  asOf: (file, context) => {
    const uploaded = /"upload_am"\s*:\s*"(\d{4}-\d{2}-\d{2})/.exec(file.text)?.[1];
    const figures = /"[^"]*_(?:pct|abs)"\s*:/.test(file.text);
    const year = figures ? yearOf(context, {}) : null;
    return year === null ? (uploaded ?? null) : `${year}-12-31`;
  },
});
