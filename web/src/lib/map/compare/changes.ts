import type { Edit } from '@quartierblick/gis/analysis/network/types.ts';
import { roundedLonLat } from '@quartierblick/gis/network/lon-lat.ts';
import { imageName } from '@quartierblick/gis/symbology/images.ts';
import type { Palette } from '@quartierblick/gis/symbology/palette.ts';
import type { Feature } from 'geojson';
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { editImage } from '#lib/coverage/map-layers.ts';
import { letterOf } from '#lib/network/children.ts';

const SOURCE = 'scenario-changes';

/** A change at its place (EPSG:25832 to WGS 84), with the letter that it has in lists; a path as a line, too. */
function featuresOf(edit: Edit, index: number, palette: Palette): Feature[] {
  const at = 'at' in edit ? edit.at : edit.line[0];
  if (!at) return [];
  const properties = { label: letterOf(index), image: imageName(editImage(edit, palette)) };
  const mark: Feature = { type: 'Feature', properties, geometry: { type: 'Point', coordinates: roundedLonLat(at) } };
  if (edit.type !== 'path') return [mark];
  const coordinates = edit.line.map(roundedLonLat);
  return [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates } }, mark];
}

/** A style with the changes of a scenario above everything else, marked as on the screen where they are made. */
export function withChanges(style: StyleSpecification, edits: readonly Edit[], palette: Palette): StyleSpecification {
  const features = edits.flatMap((edit, index) => featuresOf(edit, index, palette));
  const layers: LayerSpecification[] = [
    {
      ...{ id: 'scenario-paths', type: 'line', source: SOURCE, filter: ['==', ['geometry-type'], 'LineString'] },
      paint: { 'line-color': palette.selected, 'line-width': 3, 'line-dasharray': [2, 1.4] },
    },
    {
      ...{ id: 'scenario-marks', type: 'symbol', source: SOURCE, filter: ['==', ['geometry-type'], 'Point'] },
      layout: {
        ...{ 'icon-image': ['get', 'image'], 'icon-size': 1.3, 'icon-allow-overlap': true },
        ...{ 'text-field': ['get', 'label'], 'text-size': 13, 'text-allow-overlap': true },
      },
      paint: { 'text-color': palette.halo },
    },
  ];
  return {
    ...style,
    sources: { ...style.sources, [SOURCE]: { type: 'geojson', data: { type: 'FeatureCollection', features } } },
    layers: [...style.layers, ...layers],
  };
}
