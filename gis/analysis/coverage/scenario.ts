import { editGraph } from '../network/edit.ts';
import type { Refusal } from '../network/edit.ts';
import type { Edit } from '../network/types.ts';
import { changedGround, gatesOf } from './ground.ts';
import type { Ground, Playground } from './ground.ts';
import type { CoverageSettings } from './settings.ts';

/** A scenario's change that could not be made. */
export interface Refused {
  id: string;
  reason: Refusal | 'no-playground';
}

/**
 * The ground as a scenario would have it: crossings, paths and closures change the network, playgrounds and entrances the
 * playgrounds. What is given stays as it is. Positions in EPSG:25832.
 */
export function applyScenario(
  before: Ground,
  edits: readonly Edit[],
  settings: CoverageSettings,
): { ground: Ground; refused: Refused[] } {
  const edited = editGraph(before.graph, edits);
  const refused: Refused[] = [...edited.refused];
  const playgrounds: Playground[] = [...before.playgrounds];
  for (const edit of edits) {
    if (edit.type === 'playground') {
      const { id, name, at, areaM2, ages } = edit;
      playgrounds.push({ key: id, name, at, entrances: [], areaM2, ages, kind: 'playground' });
    } else if (edit.type === 'entrance') {
      const i = playgrounds.findIndex(({ key }) => key === edit.playground);
      const found = playgrounds[i];
      // A first gate must not take away the middle, from which the playground was reached before.
      if (found) playgrounds[i] = { ...found, entrances: [...gatesOf(found), edit.at] };
      else refused.push({ id: edit.id, reason: 'no-playground' });
    }
  }
  return { ground: changedGround(before, edited, playgrounds, settings), refused };
}
