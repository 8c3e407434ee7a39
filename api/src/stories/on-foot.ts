import { offers } from '@quartierblick/gis/layers/offers/layer.ts';
import { playgrounds } from '@quartierblick/gis/layers/playgrounds/layer.ts';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { streets } from '@quartierblick/gis/layers/streets/layer.ts';
import { accidents } from '@quartierblick/gis/layers/accidents/layer.ts';
import { COVERAGE_DEFAULTS } from '@quartierblick/gis/analysis/coverage/settings.ts';
import type { Zones } from '@quartierblick/gis/network/answers.ts';
import type { Area } from '@quartierblick/gis/network/questions.ts';
import { settingsOf } from '@quartierblick/gis/views/coverage.ts';
import type { CoverageAddress } from '@quartierblick/gis/views/coverage.ts';
import { wishOf } from '@quartierblick/gis/views/offers.ts';
import type { AreaChoice, OffersAddress } from '@quartierblick/gis/views/offers.ts';
import { thresholdsFor } from '@quartierblick/gis/views/safety.ts';
import type { SafetySettings } from '@quartierblick/gis/views/safety.ts';
import { CONTENT } from '../network/content.ts';
import type { ChainAnswer, CoverAnswer, StripAnswer } from '../network/worker-messages.ts';
import { today } from '../properties/today.ts';
import type { Asking } from './asking.ts';

/*
 * What slides and figures need of the walking network. The screens ask the same of their workers; all of it stands on layers that
 * are open to everybody in full.
 */

/** Layers that tell where children live. */
export const childrenLayers = ({ zones }: { zones: Zones }): LayerDefinition[] => [...CONTENT[`demand-${zones}`]];
/** Layers that a view of coverage is reckoned from. */
export const coverageLayers = (view: { zones: Zones }): LayerDefinition[] => [playgrounds, ...childrenLayers(view)];
/** Layers that the chain of offers is reckoned from. */
export const chainLayers = (view: { zones: Zones }): LayerDefinition[] => [offers, ...childrenLayers(view)];
/** Layers on which accidents along a street are counted. */
export const ACCIDENT_LAYERS: readonly LayerDefinition[] = [accidents, streets];
/** Layers that a street with all that stands on it is drawn from. */
export const STREET_LAYERS: readonly LayerDefinition[] = [accidents, ...CONTENT.streets, ...CONTENT.places];

function areaOf({ project }: Asking, area: AreaChoice): Area {
  if (area === 'all') return null;
  return area === 'project' ? (project?.bounds ?? null) : { units: area };
}

/** Coverage as a view asks for it; null where there is no network. */
export function coverageFor(ask: Asking, address: CoverageAddress): Promise<CoverAnswer | null> {
  const { zones, age, area, edits } = address;
  const question = { zones, age, settings: settingsOf(address), area: areaOf(ask, area), edits };
  return ask.once(`cover ${JSON.stringify(question)}`, () => ask.tools.network.cover(question));
}

/** The day on which the offers of a view shall hold. */
export const dayOf = ({ day }: Pick<OffersAddress, 'day'>): string => day ?? today();

/** The chain of offers as a view asks for it, without what it is compared with; null where there is no network. */
export function chainFor(ask: Asking, address: OffersAddress): Promise<ChainAnswer | null> {
  const here = { area: areaOf(ask, address.area), day: dayOf(address), year: null };
  const question = {
    zones: address.zones,
    settings: COVERAGE_DEFAULTS,
    wish: wishOf(address),
    reachM: Number(address.reach),
    here,
  };
  return ask.once(`chain ${JSON.stringify(question)}`, () => ask.tools.network.chain(question));
}

/** Thresholds that hold for a view; null where none are chosen. */
export const presetFor = ({ project }: Asking, settings: Pick<SafetySettings, 'preset'>) =>
  thresholdsFor(settings, project)?.preset ?? null;

/** What names the thresholds of a view among what a picture is drawn from. */
export function thresholdsIn(ask: Asking, settings: Pick<SafetySettings, 'preset'>): { thresholds: string } {
  const preset = presetFor(ask, settings);
  return { thresholds: preset?.id === 'own' ? JSON.stringify(preset) : (preset?.id ?? '') };
}

/** A street as a view asks for it; null where there is none of that name. */
export function stripFor(ask: Asking, settings: SafetySettings): Promise<StripAnswer | null> {
  const { street, filter, lixelM, bandwidthM, weights } = settings;
  // Densities of all streets are for a map, not for a strip.
  const question = {
    street,
    settings: { filter, lixelM, bandwidthM, weights, area: false },
    preset: presetFor(ask, settings),
  };
  return ask.once(`strip ${JSON.stringify(question)}`, () => ask.tools.network.strip(question));
}
