import type { LayerDefinition } from '../layers/define.ts';
import { allOf, byClass, notHidden } from './expressions.ts';
import type { Expression } from './expressions.ts';
import { imageName } from './images.ts';
import { hatchOf, pointOf } from './legend.ts';
import { measureLayers } from './paint-measure.ts';
import type { MeasureLook } from './paint-measure.ts';
import type { Palette } from './palette.ts';
import type { Make, StyleLayer } from './style-layer.ts';
import type { ClassScheme, ClassSymbology, LayerClass } from './symbology.ts';

/** How a reader has set a layer. */
export interface LayerLook {
  /** 0 to 1. */
  opacity: number;
  /** Ids of classes that are switched off. */
  hidden: ReadonlySet<string>;
  hiddenMarks: ReadonlySet<string>;
  measure?: MeasureLook | undefined;
}

/** Style layers of one layer, from bottom to top. Labels and highlights lie above the bodies of all layers. */
export interface LayerPaint {
  body: StyleLayer[];
  labels: StyleLayer[];
  highlights: StyleLayer[];
}

// Names are put into a CSS font list as they are: those with digits need their own quotes.
const LABEL_FONT = ["'Source Sans 3 Variable'", 'Noto Sans', 'sans-serif'];

/** Symbology → style layers. `opacity` multiplies what the symbology draws. */
export function paintLayer(layer: LayerDefinition, look: LayerLook, palette: Palette): LayerPaint {
  const make = maker(layer);
  const { symbology } = layer;
  if (symbology.kind === 'measure') {
    const body = look.measure ? measureLayers(layer, look.measure, look.opacity, palette, make) : [];
    return { body, labels: labels(layer, make, null, palette), highlights: highlights(layer, make, palette) };
  }
  const filter = allOf(
    notHidden(symbology.scheme, look.hidden),
    symbology.overlay ? notHidden(symbology.overlay, look.hiddenMarks) : null,
  );
  const bodies = { polygon: areas, line: lines, point: points };
  const body = bodies[layer.dataset.geometry ?? 'polygon'](symbology, look, palette, make).map((one) => ({
    ...one,
    ...withFilter(allOf(filter, one.filter ?? null)),
  }));
  return { body, labels: labels(layer, make, filter, palette), highlights: highlights(layer, make, palette) };
}

function maker(layer: LayerDefinition): Make {
  return (part, type, rest) => ({
    id: `${layer.id}/${part}`,
    type,
    source: layer.id,
    'source-layer': layer.id,
    metadata: { layer: layer.id },
    ...rest,
  });
}

const withFilter = (filter: Expression | null): { filter?: Expression } => (filter ? { filter } : {});

function areas(
  { scheme, overlay }: ClassSymbology,
  { opacity }: LayerLook,
  palette: Palette,
  make: Make,
): StyleLayer[] {
  const fill = byClass(scheme, (one) => palette.colours[one.colour], palette.land);
  const edge = byClass(
    scheme,
    (one) => (overlay ? palette.ink : (palette.edges[one.colour] ?? palette.ink)),
    palette.ink,
  );
  const width: Expression = ['interpolate', ['linear'], ['zoom'], 13, overlay ? 0.5 : 0.2, 17, overlay ? 1.4 : 0.9];
  return [
    make('fill', 'fill', { paint: { 'fill-color': fill, 'fill-opacity': opacity } }),
    ...hatches('hatch', scheme, opacity, palette, make, false),
    ...(overlay ? hatches('mark', overlay, opacity, palette, make, true) : []),
    make('edge', 'line', { paint: { 'line-color': edge, 'line-width': width, 'line-opacity': opacity } }),
  ];
}

function hatches(
  part: string,
  scheme: ClassScheme,
  opacity: number,
  palette: Palette,
  make: Make,
  overlay: boolean,
): StyleLayer[] {
  const hatched = scheme.classes.filter((one) => one.hatch);
  if (hatched.length === 0) return [];
  const name = (one: LayerClass): string => {
    const hatch = hatchOf(one, palette, overlay);
    return hatch ? imageName(hatch) : '';
  };
  const pattern = byClass({ column: scheme.column, classes: hatched }, name, '');
  const filter: Expression = ['in', ['to-string', ['get', scheme.column]], ['literal', hatched.map((one) => one.id)]];
  return [make(part, 'fill', { filter, paint: { 'fill-pattern': pattern, 'fill-opacity': opacity } })];
}

/** Widths in pixels for a line of scale 1, by zoom; roads take their true width from about zoom 17. */
function lineWidth(scheme: ClassScheme, extra: number): Expression {
  const at = (pixels: number): unknown => {
    const scaled = byClass(scheme, (one) => pixels * (one.scale ?? 1) + extra, pixels + extra);
    return scaled;
  };
  return ['interpolate', ['exponential', 1.6], ['zoom'], 10, at(0.4), 13, at(1.6), 15, at(5), 17, at(12), 19, at(40)];
}

function lines({ scheme }: ClassSymbology, { opacity }: LayerLook, palette: Palette, make: Make): StyleLayer[] {
  const cased = scheme.classes.filter((one) => palette.edges[one.colour] !== undefined).map((one) => one.id);
  const isCased: Expression = ['in', ['to-string', ['get', scheme.column]], ['literal', cased]];
  const sort = byClass(scheme, (one) => one.scale ?? 1, 1);
  const layout = { 'line-cap': 'round', 'line-join': 'round', 'line-sort-key': sort };
  const edge = byClass(scheme, (one) => palette.edges[one.colour] ?? palette.land, palette.ink);
  const colour = byClass(scheme, (one) => palette.colours[one.colour], palette.blank);
  const opacities = { 'line-opacity': opacity };
  return [
    make('case', 'line', {
      filter: isCased,
      layout,
      paint: { 'line-color': edge, 'line-width': lineWidth(scheme, 1.6), ...opacities },
    }),
    make('line', 'line', {
      filter: isCased,
      layout,
      paint: { 'line-color': colour, 'line-width': lineWidth(scheme, 0), ...opacities },
    }),
    make('thin', 'line', {
      filter: ['!', isCased],
      layout: { ...layout, 'line-cap': 'butt' },
      paint: { 'line-color': colour, 'line-width': lineWidth(scheme, 0.4), 'line-dasharray': [3, 1.5], ...opacities },
    }),
  ];
}

function points({ scheme }: ClassSymbology, { opacity }: LayerLook, palette: Palette, make: Make): StyleLayer[] {
  const icon = byClass(scheme, (one) => imageName(pointOf(one, palette)), imageName(pointOf(undefined, palette)));
  const plain = scheme.classes.every((one) => !one.icon);
  const size = (factor: number): unknown => byClass(scheme, (one) => factor * (one.scale ?? 1), factor);
  // Points without pictogram are counted in hundreds: smaller, so that the street below stays visible.
  const [far, near] = plain ? [0.18, 0.42] : [0.45, 1];
  return [
    make('point', 'symbol', {
      layout: {
        'icon-image': icon,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 11, size(far * 0.6), 14, size(far), 17, size(near)],
        'icon-allow-overlap': true,
        'icon-ignore-placement': plain,
        'symbol-sort-key': byClass(scheme, (one) => one.scale ?? 1, 0),
      },
      paint: { 'icon-opacity': opacity },
    }),
  ];
}

function labels(layer: LayerDefinition, make: Make, filter: Expression | null, palette: Palette): StyleLayer[] {
  if (!layer.labelField) return [];
  const geometry = layer.dataset.geometry ?? 'polygon';
  const text: Expression = ['to-string', ['get', layer.labelField]];
  const common = { 'text-field': text, 'text-font': LABEL_FONT, 'text-max-width': 9 };
  const places: Record<string, { minzoom: number; layout: Record<string, unknown> }> = {
    line: {
      minzoom: 14,
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 380,
        'text-size': ['interpolate', ['linear'], ['zoom'], 14, 10.5, 18, 14],
      },
    },
    polygon: { minzoom: 12.5, layout: { 'text-size': 12.5, 'text-padding': 6 } },
    point: {
      minzoom: 15.6,
      layout: { 'text-size': 12, 'text-offset': [0, 1.3], 'text-anchor': 'top', 'text-optional': true },
    },
  };
  const place = places[geometry];
  if (!place) return [];
  return [
    make('label', 'symbol', {
      minzoom: place.minzoom,
      ...withFilter(filter),
      layout: { ...common, ...place.layout },
      paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 1.6 },
    }),
  ];
}

const state = (name: string): Expression => ['boolean', ['feature-state', name], false];

/** What is pointed at or selected, drawn by feature state: no tile is laid out anew for a moving pointer. */
function highlights(layer: LayerDefinition, make: Make, palette: Palette): StyleLayer[] {
  const shown: Expression = ['case', state('selected'), 1, state('hover'), 0.85, 0];
  const width: Expression = ['case', state('selected'), 3.2, 2];
  if (layer.dataset.geometry === 'point') {
    const paint = {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 12, 9, 17, 17],
      'circle-color': palette.selected,
      'circle-opacity': 0,
      'circle-stroke-color': palette.selected,
      'circle-stroke-width': width,
      'circle-stroke-opacity': shown,
    };
    return [make('highlight', 'circle', { paint })];
  }
  const paint = { 'line-color': palette.selected, 'line-width': width, 'line-opacity': shown };
  return [make('highlight', 'line', { layout: { 'line-join': 'round' }, paint })];
}
