import type { PlacesAnswer, StreetsAnswer } from '@quartierblick/gis/network/answers.ts';
import type { AccidentsAnswer } from '@quartierblick/gis/safety/answer.ts';
import { ApiProblem, type Api } from '#lib/api.ts';
import type { Project } from '#lib/api-types.ts';

/** Everything that the screen is computed from. */
export interface SafetyInput {
  project: Project | null;
  streets: StreetsAnswer;
  places: PlacesAnswer;
  accidents: AccidentsAnswer;
}

/** A dashboard without a project area yet is empty, not broken. */
async function projectOf(api: Api): Promise<Project | null> {
  try {
    return await api.project();
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return null;
    throw error;
  }
}

/** Reads streets, places and accidents as they are now. */
export async function readInput(api: Api): Promise<SafetyInput> {
  const read = async (path: string) => (await api.send(api.root + path)).json();
  const [project, streets, places, accidents] = await Promise.all([
    projectOf(api),
    read('/api/network/streets') as Promise<StreetsAnswer>,
    read('/api/network/places') as Promise<PlacesAnswer>,
    read('/api/safety/accidents') as Promise<AccidentsAnswer>,
  ]);
  return { project, streets, places, accidents };
}
