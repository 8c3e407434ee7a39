import type { LayerInfo } from '@quartierblick/gis/layers/answers.ts';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { layerById } from '@quartierblick/gis/layers/index.ts';

/** How a layer of the catalogue is declared, whether built in or made by planners. */
export function definitionOf(info: LayerInfo | undefined): LayerDefinition | undefined {
  return info && (info.definition ?? layerById(info.id));
}
