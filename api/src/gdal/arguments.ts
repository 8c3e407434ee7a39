import type { Conversion } from './messages.ts';

const pairs = (flag: string, options: Record<string, string> = {}) =>
  Object.entries(options).flatMap(([name, value]) => [flag, `${name}=${value}`]);

/**
 * Arguments of `ogr2ogr` for a conversion. Values come as arguments of their own, so that none of them is taken for an option,
 * except the layer's name, which stands last and must not begin with a dash.
 * @throws Error where the layer's name begins with a dash
 */
export function argumentsOf(conversion: Conversion): string[] {
  const { format, layer, sql, layerName, from, to, geometry, update, dimensions, limit, skipFailures } = conversion;
  if (layer?.startsWith('-')) throw new Error('a layer whose name begins with a dash cannot be chosen');
  return [
    '-f',
    format,
    ...(from === undefined ? [] : [to === undefined ? '-a_srs' : '-s_srs', from]),
    ...(to === undefined ? [] : ['-t_srs', to]),
    ...(sql === undefined ? [] : ['-sql', sql]),
    ...(layerName === undefined ? [] : ['-nln', layerName]),
    ...(geometry === undefined ? [] : ['-nlt', geometry]),
    ...(update ? ['-update'] : []),
    ...(dimensions === undefined ? [] : ['-dim', dimensions]),
    ...(limit === undefined ? [] : ['-limit', String(limit)]),
    ...(skipFailures ? ['-skipfailures'] : []),
    ...pairs('-lco', conversion.layerOptions),
    ...pairs('-dsco', conversion.fileOptions),
    ...(layer === undefined ? [] : [layer]),
  ];
}
