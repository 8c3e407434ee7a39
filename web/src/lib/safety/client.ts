import { settingOf, type HotspotPreset } from '@quartierblick/gis/analysis/safety/presets.ts';
import type { PlacesAnswer, StreetsAnswer } from '@quartierblick/gis/network/answers.ts';
import type { AccidentsAnswer } from '@quartierblick/gis/safety/answer.ts';
import type { Api } from '#lib/api.ts';
import type { Project } from '@quartierblick/gis/layers/answers.ts';

/** Everything that the screen is computed from. */
export interface SafetyInput {
  project: Project | null;
  streets: StreetsAnswer;
  places: PlacesAnswer;
  accidents: AccidentsAnswer;
}

/** Reads streets, places and accidents as they are now. */
export async function readInput(api: Api): Promise<SafetyInput> {
  const read = async (path: string) => (await api.send(api.root + path)).json();
  const [project, streets, places, accidents] = await Promise.all([
    api.projectIfAny(),
    read('/api/network/streets') as Promise<StreetsAnswer>,
    read('/api/network/places') as Promise<PlacesAnswer>,
    read('/api/safety/accidents') as Promise<AccidentsAnswer>,
  ]);
  return { project, streets, places, accidents };
}

/** Sets the thresholds of the project; null: those of its Land. For planners. @throws ApiProblem */
export async function setProjectThresholds(api: Api, preset: HotspotPreset | null): Promise<void> {
  await api.client.api.project.hotspots.$put({ json: { hotspots: preset && settingOf(preset) } });
}
