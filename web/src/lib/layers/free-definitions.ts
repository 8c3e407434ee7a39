import type { LayerInfo } from '@quartierblick/gis/layers/answers.ts';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { freeLayer } from '@quartierblick/gis/layers/free/layer.ts';

/**
 * The list with the declarations of its free layers. Loaded only where there are some.
 * @param made what was made before, by description: the same one gives the same object, so that what hangs on it stays
 */
export function withFreeLayers(infos: readonly LayerInfo[], made: Map<string, LayerDefinition>): LayerInfo[] {
  return infos.map((info) => {
    if (!info.free) return info;
    const said = JSON.stringify(info.free);
    const definition = made.get(said) ?? freeLayer(info.free);
    made.set(said, definition);
    return { ...info, definition };
  });
}
