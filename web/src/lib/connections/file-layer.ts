import type { FileLayer } from '#lib/imports/assistant/types.ts';
import type { Sample } from './client.ts';

/** A sample of a service as the assistant's mapping of fields wants it: like a layer of a file that goes into `target`. */
export function fileLayerOf({ fields, features, whole, suggested }: Sample, target: string): FileLayer {
  const mapping = Object.entries(suggested.mapping).map(([column, field]) => ({ column, field, confidence: 1 }));
  const none = { de: '', en: '' };
  return {
    id: '',
    name: '',
    file: '',
    kind: 'features',
    features,
    complete: whole,
    geometries: { point: 0, line: 0, polygon: 0, other: 0, none: 0 },
    fields,
    declaredCrs: null,
    crs: [],
    bounds: null,
    rows: [],
    sample: null,
    table: null,
    claims: [],
    targets: [{ target, title: none, confidence: 1, fits: true, mapping, values: suggested.values }],
    recipes: [],
  };
}
