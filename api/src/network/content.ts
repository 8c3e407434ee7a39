import { accidents } from '@quartierblick/gis/layers/accidents/layer.ts';
import { buildings } from '@quartierblick/gis/layers/buildings/layer.ts';
import { crossings } from '@quartierblick/gis/layers/crossings/layer.ts';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { offers } from '@quartierblick/gis/layers/offers/layer.ts';
import { playgrounds } from '@quartierblick/gis/layers/playgrounds/layer.ts';
import { populationGrid } from '@quartierblick/gis/layers/population-grid/layer.ts';
import { statisticalUnits } from '@quartierblick/gis/layers/statistical-units/layer.ts';
import { stops } from '@quartierblick/gis/layers/stops/layer.ts';
import { streets } from '@quartierblick/gis/layers/streets/layer.ts';
import type { Sql } from '../db.ts';
import { layerVersions } from '../layers/versions.ts';

/** What is computed of the layers once per version, and from which of them. */
export const CONTENT = {
  streets: [streets, crossings],
  places: [playgrounds, offers, stops],
  'demand-grid': [buildings, populationGrid, statisticalUnits, streets, crossings],
  'demand-units': [buildings, statisticalUnits, streets, crossings],
} as const satisfies Record<string, readonly LayerDefinition[]>;

/** @see CONTENT */
export type Content = keyof typeof CONTENT;

/** Layers that questions read beside the contents. */
const BESIDE = { accidents: [accidents], offers: [offers] } as const satisfies Record<
  string,
  readonly LayerDefinition[]
>;

/** Grows with what is computed from the same layers, so that nobody keeps an answer of older code. */
const REVISION = 2;

/** Versions of contents, and of what is read beside them: the same text as long as no layer behind them changes. */
export type ContentVersions = Record<Content | keyof typeof BESIDE, string>;

/** Names what the layers hold just now. */
export async function contentVersions(sql: Sql): Promise<ContentVersions> {
  const version = await layerVersions(sql);
  const named = (all: readonly LayerDefinition[]) => [REVISION, ...all.map(({ id }) => version(id).version)].join('-');
  return {
    streets: named(CONTENT.streets),
    places: named(CONTENT.places),
    'demand-grid': named(CONTENT['demand-grid']),
    'demand-units': named(CONTENT['demand-units']),
    accidents: named(BESIDE.accidents),
    offers: named(BESIDE.offers),
  };
}
