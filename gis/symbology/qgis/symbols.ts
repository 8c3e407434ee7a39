import type { Swatch } from '../legend.ts';
import { rgbOf } from '../palette.ts';
import type { Hatch, PointShape } from '../symbology.ts';
import { element, properties } from './xml.ts';
import type { Element } from './xml.ts';

/** Names of our shapes in QGIS. */
const MARKERS: Record<PointShape, string> = {
  circle: 'circle',
  square: 'square',
  triangle: 'triangle',
  diamond: 'diamond',
  hexagon: 'hexagon',
};

/** A colour as QGIS writes it. @param alpha 0 to 1 */
export const qgisColour = (hex: string, alpha = 1): string => [...rgbOf(hex), Math.round(alpha * 255)].join(',');

const layer = (kind: string, values: Record<string, string | number>, inner: readonly Element[] = []): Element =>
  element('layer', { class: kind, enabled: 1, locked: 0, pass: 0 }, [...properties(values), ...inner]);

const symbol = (name: string, type: 'marker' | 'line' | 'fill', layers: readonly Element[]): Element =>
  element('symbol', { name, type, alpha: 1, clip_to_extent: 1, force_rhr: 0 }, layers);

/** Lines at an angle, or dots in rows: hatches tell classes apart without colour. Sizes in millimetres. */
function hatchLayers(hatch: Hatch, colour: string, at: string): Element[] {
  const lines = (angle: number, sub: string): Element =>
    layer('LinePatternFill', { angle, distance: 1.6, distance_unit: 'MM', line_width: 0.26, color: colour }, [
      symbol(sub, 'line', [layer('SimpleLine', { line_color: colour, line_width: 0.26, line_width_unit: 'MM' })]),
    ]);
  const dots = (size: number, hollow: boolean): Element =>
    layer('PointPatternFill', { distance_x: 2, distance_y: 2, displacement_x: 1, distance_x_unit: 'MM' }, [
      symbol(at, 'marker', [
        layer('SimpleMarker', {
          name: 'circle',
          color: hollow ? '0,0,0,0' : colour,
          outline_color: colour,
          outline_style: hollow ? 'solid' : 'no',
          outline_width: 0.26,
          size,
          size_unit: 'MM',
        }),
      ]),
    ]);
  switch (hatch) {
    case 'diagonal':
      return [lines(45, at)];
    case 'horizontal':
      return [lines(0, at)];
    case 'cross':
      return [
        lines(45, at),
        lines(
          135,
          at.replace(/\d+$/, (n) => String(Number(n) + 1)),
        ),
      ];
    case 'rings':
      return [dots(1.1, true)];
    case 'dots':
      return [dots(0.9, false)];
    case 'points':
      return [dots(0.5, false)];
  }
}

/**
 * The symbol of a class for QGIS, from the same description that map and legend draw.
 * @param name by which categories or rules refer to it
 * @param hatchOnly an overlay: only the hatch is drawn, what lies below stays visible
 */
export function qgisSymbol(name: string, swatch: Swatch, hatchOnly = false): Element {
  const { geometry, fill, edge, hatch, point, scale = 1 } = swatch;
  if (geometry === 'point') {
    const values = {
      name: MARKERS[point?.shape ?? 'circle'],
      color: qgisColour(point?.fill ?? fill ?? edge),
      outline_color: qgisColour(point?.edge ?? edge),
      outline_style: 'solid',
      outline_width: 0.3,
      size: 3 * scale,
      size_unit: 'MM',
    };
    return symbol(name, 'marker', [layer('SimpleMarker', values)]);
  }
  if (geometry === 'line') {
    const line = (colour: string, width: number): Element =>
      layer('SimpleLine', {
        line_color: qgisColour(colour),
        line_width: width,
        line_width_unit: 'MM',
        line_style: 'solid',
        capstyle: 'round',
        joinstyle: 'round',
      });
    // A light street shows on light paper only with its casing.
    const casing = edge === fill ? [] : [line(edge, 0.7 * scale + 0.3)];
    return symbol(name, 'line', [...casing, line(fill ?? edge, 0.7 * scale)]);
  }
  const area = layer('SimpleFill', {
    color: fill === null ? '0,0,0,0' : qgisColour(fill),
    style: fill === null ? 'no' : 'solid',
    outline_color: qgisColour(edge),
    outline_style: 'solid',
    outline_width: 0.2,
    outline_width_unit: 'MM',
  });
  const hatched = hatch ? hatchLayers(hatch.hatch, qgisColour(hatch.line), `@${name}@1`) : [];
  return symbol(name, 'fill', hatchOnly ? hatched : [area, ...hatched]);
}
