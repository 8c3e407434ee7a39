import type { LayerDefinition } from './define.ts';
import { accidents } from './accidents/layer.ts';
import { addresses } from './addresses/layer.ts';
import { buildings } from './buildings/layer.ts';
import { crossings } from './crossings/layer.ts';
import { green } from './green/layer.ts';
import { hotspots } from './hotspots/layer.ts';
import { offers } from './offers/layer.ts';
import { playgrounds } from './playgrounds/layer.ts';
import { populationGrid } from './population-grid/layer.ts';
import { properties } from './properties/layer.ts';
import { propertyCounts } from './property-counts/layer.ts';
import { statisticalUnits } from './statistical-units/layer.ts';
import { stops } from './stops/layer.ts';
import { streets } from './streets/layer.ts';

/**
 * The registry: every layer of the dashboard, in drawing order from bottom to top.
 * A new layer is a folder beside this file and one line here.
 */
export const layers = [
  statisticalUnits,
  propertyCounts,
  populationGrid,
  green,
  streets,
  hotspots,
  buildings,
  addresses,
  properties,
  crossings,
  stops,
  playgrounds,
  offers,
  accidents,
] as const satisfies readonly LayerDefinition[];

/** Ids of all layers. */
export type LayerId = (typeof layers)[number]['id'];

const byId = new Map<string, LayerDefinition>(layers.map((layer) => [layer.id, layer]));

/** The layer with this id, or undefined where there is none. */
export function layerById(id: string): LayerDefinition | undefined {
  return byId.get(id);
}
