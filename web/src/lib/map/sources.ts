import type { Language } from '#lib/app/language.svelte.ts';
import { asOfText } from '#lib/layers/as-of.ts';
import type { BaseMap } from '@quartierblick/gis/views/base-maps.ts';
import type { LayerState } from '#lib/layers/layer-state.svelte.ts';
import type { MapScreen } from './screen.svelte.ts';

/** Attributions of what is on the map, each once. */
export function attributions(shown: readonly LayerState[], baseMap: BaseMap): string[] {
  const named = shown.flatMap(({ info }) =>
    (info.sources.length > 0 ? info.sources : [info.source]).map((source) => source.attribution),
  );
  return [...new Set([...(baseMap.raster ? [baseMap.attribution] : []), ...named])];
}

/** One line for each visible layer: title, source, licence and as-of date, as print and image show them. */
export function sourceLines({ stack, baseMap }: MapScreen, language: Language): string[] {
  const lines = stack.visible.map(({ info }) => {
    const names = (info.sources.length > 0 ? info.sources : [info.source]).map((source) => source.attribution);
    const parts = [
      ...new Set([names.join('; '), asOfText(info, language), ...(info.demo ? [language.t.shell.demo] : [])]),
    ];
    return `${language.pick(info.title)}: ${parts.join(' · ')}`;
  });
  return baseMap.raster ? [...lines, baseMap.attribution] : lines;
}
