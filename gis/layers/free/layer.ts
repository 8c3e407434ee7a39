import { defineDataset, defineLayer } from '../define.ts';
import type { LayerDefinition } from '../define.ts';
import { code, date, integer, quantity, text, yesNo } from '../fields.ts';
import type { Field, Text } from '../fields.ts';
import type { LayerClass, Symbology } from '../../symbology/symbology.ts';
import { freeTable } from './identifiers.ts';
import { FREE_WIDTHS } from './looks.ts';
import type { FreeLook } from './looks.ts';
import type { FreeField, FreeLayerSpec } from './spec.ts';

/** Column that every table of a free layer has: it holds the one class of layers that are drawn by a single symbol. */
export const SYMBOL_COLUMN = 'symbol';
/** The value of {@link SYMBOL_COLUMN}. */
export const SYMBOL = 'all';

function fieldOf(
  { kind, label: { de, en }, unit, codes, hidden, column }: FreeField,
  titleField: string | null,
): Field {
  const options = {
    table: true,
    ...(hidden === true ? { hidden } : {}),
    ...(unit === undefined || unit === '' ? {} : { unit }),
    ...(column === titleField ? { search: true } : {}),
  };
  switch (kind) {
    case 'text':
      return text(de, en, options);
    case 'integer':
      return integer(de, en, options);
    case 'number':
      return quantity(de, en, unit ?? '', options);
    case 'date':
      return date(de, en, options);
    case 'boolean':
      return yesNo(de, en, options);
    case 'code':
      return code(de, en, Object.fromEntries((codes ?? []).map((one) => [one.code, one.label])), options);
  }
}

function classOf(id: string, label: Text, { colour, shape, hatch, width }: FreeLook): LayerClass {
  return {
    id,
    label,
    colour,
    ...(shape && { shape }),
    ...(hatch && { hatch }),
    ...(width && { scale: FREE_WIDTHS[width] }),
  };
}

function symbologyOf({ symbology, fields, title, geometry }: FreeLayerSpec): Symbology {
  if (symbology.kind === 'single') {
    return { kind: 'classes', scheme: { column: SYMBOL_COLUMN, classes: [classOf(SYMBOL, title, symbology.look)] } };
  }
  const field = fields.find(({ column }) => column === symbology.field);
  if (symbology.kind === 'classes') {
    const labels = new Map((field?.codes ?? []).map((one) => [one.code, one.label]));
    const classes = symbology.looks.map(({ code: id, look }) =>
      classOf(id, labels.get(id) ?? { de: id, en: id }, look),
    );
    return { kind: 'classes', scheme: { column: symbology.field, classes } };
  }
  const unit = field?.unit ?? '';
  const measure = {
    id: symbology.field,
    title: field?.label ?? title,
    unit: { de: unit, en: unit },
    denominator: symbology.denominator,
    value: symbology.field,
  };
  const { method, classes } = symbology;
  return {
    kind: 'measure',
    measures: [measure],
    indicators: false,
    extrudable: geometry === 'polygon',
    start: { method, classes },
  };
}

/** Columns that travel in the tile: what is drawn by, and what a feature is called. */
function tileProperties({ symbology, titleField }: FreeLayerSpec): string[] {
  const drawn = symbology.kind === 'single' ? SYMBOL_COLUMN : symbology.field;
  return titleField === null || titleField === drawn ? [drawn] : [drawn, titleField];
}

/**
 * The layer that a description means, declared as built-in layers are, so that paint, legend, panel, table, filter, tiles,
 * import mapping, exports and stories derive from it in the same way. Pure; below its edition the layer does not exist.
 * @param spec that has passed `freeSpecSchema`
 */
export function freeLayer(spec: FreeLayerSpec): LayerDefinition {
  const { id, title, description, group, edition, geometry, titleField, source, visible, minzoom, maxzoom } = spec;
  const single = spec.symbology.kind === 'single';
  return defineLayer({
    id,
    title,
    description,
    group,
    policy: { full: edition },
    dataset: defineDataset({
      id,
      table: freeTable(id),
      geometry,
      fields: Object.fromEntries(spec.fields.map((field) => [field.column, fieldOf(field, titleField)])),
      ...(single ? { generated: { [SYMBOL_COLUMN]: code('Darstellung', 'Symbol', { [SYMBOL]: title }) } } : {}),
    }),
    related: [],
    tile: { minzoom, maxzoom, properties: tileProperties(spec) },
    symbology: symbologyOf(spec),
    titleField,
    source,
    visible,
    free: { ...spec, fields: spec.fields.filter(({ hidden }) => hidden !== true) },
  });
}
