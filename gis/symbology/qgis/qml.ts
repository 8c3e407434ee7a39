import type { LayerDefinition } from '../../layers/define.ts';
import { exportFields } from '../../export/fields.ts';
import { headingOf } from '../../layers/fields.ts';
import type { Text } from '../../layers/fields.ts';
import { legendRows, swatchOf } from '../legend.ts';
import type { LegendRow, Swatch } from '../legend.ts';
import { paletteOf, rampColours } from '../palette.ts';
import type { Palette } from '../palette.ts';
import type { ClassSymbology, Measure, MeasureSymbology } from '../symbology.ts';
import { qgisColour, qgisSymbol } from './symbols.ts';
import { element, xmlText } from './xml.ts';
import type { Element } from './xml.ts';

/** Classes of the values of one measure: thresholds as {@link classBreaks} makes them, and the ends of the values. */
export interface MeasureClasses {
  measure: Measure;
  breaks: readonly number[];
  min: number;
  max: number;
  /** The year that is drawn, where the layer holds several. */
  year: number | null;
}

const quoted = (column: string): string => `"${column.replaceAll('"', '""')}"`;
const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/**
 * A layer's style for QGIS (QML, as `layer_styles` of a GeoPackage holds it), from its one list of classes, in the light palette:
 * categories, rules where two facts lie over each other, graduated colours for a measure, else one symbol; with labels, names of
 * fields and meanings of codes.
 * @param classes of a measure; without them a measure layer is drawn as outlines
 */
export function qgisStyle(layer: LayerDefinition, language: keyof Text, classes?: MeasureClasses): string {
  const palette = paletteOf('light');
  const renderer =
    layer.symbology.kind === 'classes'
      ? classRenderer(layer, layer.symbology, palette, language)
      : classes
        ? graduated(layer.symbology, classes, palette)
        : single(outline(palette));
  const labelled = layer.labelField === undefined ? [] : [labels(layer, layer.labelField, palette)];
  const root = element(
    'qgis',
    {
      version: '3.22.0',
      styleCategories: 'Symbology|Labeling|Fields|Forms',
      labelsEnabled: layer.labelField === undefined ? 0 : 1,
    },
    [renderer, ...labelled, ...fields(layer, language)],
  );
  return `<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n${xmlText(root)}`;
}

const outline = (palette: Palette): Swatch => ({
  geometry: 'polygon',
  fill: null,
  edge: palette.colours.boundary,
});

function classRenderer(
  layer: LayerDefinition,
  symbology: ClassSymbology,
  palette: Palette,
  language: keyof Text,
): Element {
  const rows = legendRows(layer, palette);
  const ofClasses = rows.filter(({ scheme }) => scheme === 'class');
  if (symbology.scheme.classes.length === 0) return single(swatchOf(layer, undefined, palette, false));
  if (symbology.overlay) return ruled(symbology, symbology.overlay.column, rows, language);
  const known = new Set(symbology.scheme.classes.map(({ id }) => id));
  return element(
    'renderer-v2',
    { type: 'categorizedSymbol', attr: symbology.scheme.column, symbollevels: 0, enableorderby: 0, forceraster: 0 },
    [
      element(
        'categories',
        {},
        ofClasses.map(({ id, label }, i) =>
          // An empty value is QGIS's "all other values".
          element('category', {
            type: 'string',
            value: known.has(id) ? id : '',
            symbol: i,
            label: label[language],
            render: 'true',
          }),
        ),
      ),
      element(
        'symbols',
        {},
        ofClasses.map(({ swatch }, i) => qgisSymbol(String(i), swatch)),
      ),
    ],
  );
}

/** Two schemes over each other: every feature falls into a rule of each. */
function ruled(
  { scheme }: ClassSymbology,
  markColumn: string,
  rows: readonly LegendRow[],
  language: keyof Text,
): Element {
  const known = new Set(scheme.classes.map(({ id }) => id));
  // What bears no mark is drawn by its class alone.
  const drawn = rows.filter((row) => row.scheme === 'class' || row.swatch.hatch !== undefined);
  const rule = (row: LegendRow, index: number): Element => {
    const column = row.scheme === 'class' ? scheme.column : markColumn;
    const filter = row.scheme === 'class' && !known.has(row.id) ? 'ELSE' : `${quoted(column)} = ${literal(row.id)}`;
    return element('rule', { key: `{${row.scheme}-${row.id}}`, filter, symbol: index, label: row.label[language] });
  };
  const rules = drawn.map((row, i) => ({ row, rule: rule(row, i) }));
  const group = (name: LegendRow['scheme']): Element =>
    element(
      'rule',
      { key: `{${name}}` },
      rules.filter(({ row }) => row.scheme === name).map(({ rule: one }) => one),
    );
  return element('renderer-v2', { type: 'RuleRenderer', symbollevels: 0, enableorderby: 0, forceraster: 0 }, [
    element('rules', { key: '{layer}' }, [group('class'), group('overlay')]),
    element(
      'symbols',
      {},
      drawn.map((row, i) => qgisSymbol(String(i), row.swatch, row.scheme === 'overlay')),
    ),
  ]);
}

/** The value of a measure as an expression of QGIS; NULL, hence not coloured, where a part is missing or hidden. */
function measureExpression({ measure, year }: MeasureClasses, { stateColumn, yearColumn }: MeasureSymbology): string {
  const { value, per, factor = 1 } = measure;
  const state = measure.state ?? stateColumn;
  const conditions = [
    ...(state ? [`${quoted(state)} IN ('value', 'uncertain')`] : []),
    ...(yearColumn && year !== null ? [`${quoted(yearColumn)} = ${year}`] : []),
    ...(per ? [`${quoted(per)} > 0`] : []),
  ];
  const quotient = `${quoted(value)} * ${factor}.0${per ? ` / ${quoted(per)}` : ''}`.replace(/(\.\d+)\.0/, '$1');
  return conditions.length === 0 ? quotient : `CASE WHEN ${conditions.join(' AND ')} THEN ${quotient} END`;
}

function graduated(symbology: MeasureSymbology, classes: MeasureClasses, palette: Palette): Element {
  const { breaks, min, max } = classes;
  const ends = [min, ...breaks, Math.max(max, breaks.at(-1) ?? max)];
  const colours = rampColours(palette, breaks.length + 1);
  return element(
    'renderer-v2',
    {
      type: 'graduatedSymbol',
      attr: measureExpression(classes, symbology),
      graduatedMethod: 'GraduatedColor',
      symbollevels: 0,
      enableorderby: 0,
      forceraster: 0,
    },
    [
      element(
        'ranges',
        {},
        // QGIS counts both ends to a range and takes the first that fits: from the top down, a threshold is in the class above it.
        colours
          .map((_, i) =>
            element('range', {
              lower: ends[i] ?? min,
              upper: ends[i + 1] ?? max,
              symbol: i,
              label: `${ends[i] ?? min} – ${ends[i + 1] ?? max}`,
              render: 'true',
            }),
          )
          .reverse(),
      ),
      element(
        'symbols',
        {},
        colours.map((fill, i) => qgisSymbol(String(i), { geometry: 'polygon', fill, edge: palette.colours.boundary })),
      ),
    ],
  );
}

const single = (swatch: Swatch): Element =>
  element('renderer-v2', { type: 'singleSymbol', symbollevels: 0, enableorderby: 0, forceraster: 0 }, [
    element('symbols', {}, [qgisSymbol('0', swatch)]),
  ]);

/** Where QGIS puts labels: beside points, along lines, level within areas. */
const PLACEMENT = { point: 0, line: 2, polygon: 4 } as const;
/** Labels are drawn from about this scale on, as the map draws them from a zoom on. */
const LABEL_SCALE = { point: 10_000, line: 20_000, polygon: 60_000 } as const;

function labels({ dataset }: LayerDefinition, field: string, palette: Palette): Element {
  const geometry = dataset.geometry ?? 'polygon';
  return element('labeling', { type: 'simple' }, [
    element('settings', { calloutType: 'simple' }, [
      element(
        'text-style',
        {
          fieldName: field,
          isExpression: 0,
          fontSize: 9,
          fontSizeUnit: 'Point',
          textColor: qgisColour(palette.label),
          textOpacity: 1,
        },
        [
          element('text-buffer', {
            bufferDraw: 1,
            bufferSize: 0.8,
            bufferSizeUnits: 'MM',
            bufferColor: qgisColour(palette.halo),
            bufferOpacity: 1,
          }),
        ],
      ),
      element('placement', { placement: PLACEMENT[geometry], dist: 1, distUnits: 'MM' }),
      element('rendering', { scaleVisibility: 1, scaleMin: LABEL_SCALE[geometry], scaleMax: 0, drawLabels: 1 }),
    ]),
  ]);
}

/** Names of the fields in the reader's language, and what codes mean. */
function fields({ dataset }: LayerDefinition, language: keyof Text): Element[] {
  const shown = exportFields(dataset);
  const configured = shown.map(([name, { values, kind }]) => {
    // Lists of codes are no single value that QGIS could look up.
    const widget = values && kind === 'code' ? valueMap(values, language) : element('editWidget', { type: '' });
    return element('field', { name, configurationFlags: 'None' }, [widget]);
  });
  const aliases = shown.map(([name, field], index) =>
    element('alias', { field: name, index: index + 2, name: headingOf(field, language) }),
  );
  return [element('fieldConfiguration', {}, configured), element('aliases', {}, aliases)];
}

function valueMap(values: Record<string, Text>, language: keyof Text): Element {
  const options = Object.entries(values).map(([code, label]) =>
    element('Option', { type: 'Map' }, [element('Option', { type: 'QString', name: label[language], value: code })]),
  );
  return element('editWidget', { type: 'ValueMap' }, [
    element('config', {}, [
      element('Option', { type: 'Map' }, [element('Option', { type: 'List', name: 'map' }, options)]),
    ]),
  ]);
}
