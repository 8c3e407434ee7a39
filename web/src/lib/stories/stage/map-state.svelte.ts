import { freeLayer } from '@quartierblick/gis/layers/free/layer.ts';
import { layerById } from '@quartierblick/gis/layers/index.ts';
import { limitedLayer } from '@quartierblick/gis/layers/policy.ts';
import type { MapContent, MapState } from '@quartierblick/gis/stories/content.ts';
import type { Palette } from '@quartierblick/gis/symbology/palette.ts';
import { baseMapOf } from '@quartierblick/gis/views/base-maps.ts';
import type { StyleSpecification } from 'maplibre-gl';
import type { Language } from '#lib/app/language.svelte.ts';
import { knownValues, LayerState } from '#lib/layers/layer-state.svelte.ts';
import { composeStyle, drawnLayer } from '#lib/map/style.ts';

/** Metres that the greatest value of raised areas stands high: to be compared, with room to look between. */
const TALLEST_M = 110;

/** Layers of a map slide as they are set in one of its states, topmost first. @param year that is played; null: as the state has it */
export function layersOf(content: MapContent, state: MapState, year: number | null = null): LayerState[] {
  return state.layers.flatMap((shared) => {
    const info = content.layers.find(({ id }) => id === shared.id);
    const whole = info?.free ? freeLayer(info.free) : layerById(shared.id);
    if (!info || !whole) return [];
    const item = new LayerState(info.limited ? limitedLayer(whole) : whole, info, (own) => numbersOf(content, own));
    item.visible = true;
    item.applyLayer(shared);
    const measure = state.measures.find(({ layer }) => layer === shared.id);
    if (measure) colour(item, content, { ...measure, year: playedYear(content, item.id, year) ?? measure.year });
    return [item];
  });
}

/**
 * Values of a layer's measure in every state and year that is shown: over all of them its classes are made, so that a colour means
 * the same everywhere.
 */
function numbersOf(content: MapContent, { id, measureId }: LayerState): number[][] {
  const own = content.values.filter(({ layer, values }) => layer === id && values.measure === measureId);
  return own.map(({ values }) => knownValues(values));
}

function playedYear({ values }: MapContent, layer: string, year: number | null): number | null {
  return values.some((one) => one.layer === layer && one.values.year === year) ? year : null;
}

function colour(item: LayerState, content: MapContent, measure: MapState['measures'][number]): void {
  item.applyMeasure(measure);
  const own = content.values.filter(({ layer, values }) => layer === item.id && values.measure === measure.measure);
  item.values = (own.find(({ values }) => values.year === measure.year) ?? own.at(-1))?.values ?? null;
}

/** What a state shows, in words: its measure and year, else the layers that it is about. */
function titleOfState(items: readonly LayerState[], { pick }: Language): string {
  const measured = items.find((item) => item.measure);
  if (!measured?.measure) {
    const about = items.filter(({ definition }) => definition.group !== 'base');
    return about.map(({ info }) => pick(info.title)).join(', ');
  }
  const year = measured.values?.year ?? null;
  return year === null ? pick(measured.measure.title) : `${pick(measured.measure.title)}, ${year}`;
}

/**
 * Titles of the two states of a comparison; a scenario goes by its name. Empty where nothing is compared.
 * @param year that is played in the first one; null: as it has it
 */
export function titlesOfStates(content: MapContent, language: Language, year: number | null = null): readonly string[] {
  const [here, other] = content.states;
  if (!content.compare || !other) return [];
  const first = titleOfState(layersOf(content, here, year), language);
  const second = titleOfState(layersOf(content, other), language);
  return [first, content.scenario?.name ?? second];
}

/** The style of a map slide. @param root of the installation, under which its tiles are */
export function styleOf(
  items: readonly LayerState[],
  { base }: MapState,
  { palette, root }: { palette: Palette; root: string },
): StyleSpecification {
  const drawn = items.map((item) => {
    const layer = drawnLayer(item, root);
    const { measure } = layer.look;
    if (!item.extruded || !measure) return layer;
    const raised = { greatest: Math.max(...item.known, 0), metres: TALLEST_M };
    return { ...layer, look: { ...layer.look, measure: { ...measure, outlined: false, raised } } };
  });
  return composeStyle(drawn, baseMapOf(base), palette);
}
