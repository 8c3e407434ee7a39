import { CONNECTABLE } from '@quartierblick/gis/connections/layers.ts';
import { layerById } from '@quartierblick/gis/layers/index.ts';
import type { LayerInfo } from '@quartierblick/gis/layers/answers.ts';
import type { Language } from '#lib/app/language.svelte.ts';

type Picking = Pick<Language, 'pick'>;

/** How the layer of a connection is called; undefined where there is none (any more). */
export function layerTitle(id: string, known: ReadonlyMap<string, LayerInfo>, language: Picking): string | undefined {
  const title = known.get(id)?.title ?? layerById(id)?.title;
  return title && language.pick(title);
}

/**
 * Layers that a connection may fill: built-in ones first, then the free ones that the reader sees.
 * @param current the layer so far, which stays in the list where it has been deleted
 */
export function layerOptions(
  layers: readonly LayerInfo[],
  current: string,
  language: Picking,
  gone: (id: string) => string,
): { value: string; label: string }[] {
  const known = new Map(layers.map((layer) => [layer.id, layer]));
  const free = layers.filter((layer) => layer.free).map(({ id }) => id);
  const ids: string[] = [...CONNECTABLE, ...free];
  if (!ids.includes(current)) ids.push(current);
  return ids.map((id) => ({ value: id, label: layerTitle(id, known, language) ?? gone(id) }));
}
