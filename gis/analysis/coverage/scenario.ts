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

/** Playgrounds as a scenario would have them: those of before first, in their order. */
export function changedPlaygrounds(
  before: readonly Playground[],
  edits: readonly Edit[],
): { playgrounds: Playground[]; refused: Refused[] } {
  const refused: Refused[] = [];
  const playgrounds: Playground[] = [...before];
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
  return { playgrounds, refused };
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
  const { playgrounds, refused } = changedPlaygrounds(before.playgrounds, edits);
  return { ground: changedGround(before, edited, playgrounds, settings), refused: [...edited.refused, ...refused] };
}
