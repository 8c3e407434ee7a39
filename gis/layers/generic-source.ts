import { featureSource } from '../read/feature-source.ts';
import { keyOf, mapFields } from '../read/mapping.ts';
import type { LayerDefinition } from './define.ts';
import { OWN_DATA } from './licences.ts';
import type { ImportSource } from './source-types.ts';

/** Below this, a source can read the file but does not claim it: it is used only where the user names the layer. */
export const CLAIM = 0.3;

/**
 * Any GeoJSON, Overpass answer or delimited text with coordinates into a layer, by the user's field mapping or by the names of columns and labels.
 * Claims no file by itself: a file of points may be anything.
 */
export function genericSource(layer: LayerDefinition): ImportSource {
  const { fields } = layer.dataset;
  return featureSource({
    id: `generic-${layer.id}`,
    layer,
    title: {
      de: `Beliebiges GeoJSON oder CSV mit Koordinaten als „${layer.title.de}“, mit Feldzuordnung`,
      en: `Any GeoJSON, or CSV with coordinates, as “${layer.title.en}”, with field mapping`,
    },
    // Whoever made a free layer has said where its data comes from; of any file for another layer nobody has.
    source: layer.free ? layer.source : OWN_DATA,
    detect: () => CLAIM / 3,
    toRows: (feature, context) => {
      const mapped = mapFields(layer.dataset, feature.properties, context.mapping, context.values);
      if ('wrong' in mapped) return { skip: 'invalid-value', example: mapped.wrong };
      const { row } = mapped;
      // An outline says something by itself, a bare point does not: the file is of something else, or needs a mapping.
      if (layer.dataset.geometry === 'point' && Object.values(row).every((value) => value === null)) {
        return { skip: 'not-applicable', example: Object.keys(feature.properties).join(', ').slice(0, 80) };
      }
      const title = layer.titleField === null ? null : row[layer.titleField];
      const key = keyOf(feature, title, context.mapping?.['key']);
      if (key === null) return { skip: 'no-key', example: String(title ?? '') };
      const area = feature.areaM2 === undefined ? null : Math.round(feature.areaM2 * 10) / 10;
      if ('area_m2' in fields) row['area_m2'] ??= area;
      return [{ dataset: layer.dataset, row: { key, ...row, geometry: feature.geometry } }];
    },
  });
}
