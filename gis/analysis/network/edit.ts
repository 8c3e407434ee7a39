import { makeCrossing, nearestBarrier } from './barrier.ts';
import { BUILD_DEFAULTS } from './build.ts';
import { Draft } from './draft.ts';
import { addPath } from './edit-path.ts';
import { nearestEdge } from './nearest-edge.ts';
import type { Access, Edit, WalkGraph } from './types.ts';

/** How far a change reaches. */
export interface EditOptions {
  /** As in the graph, metres. */
  carriagewayM: number;
  junctionReachM: number;
  /** A crossing or a closure belongs to an edge up to so far away, metres. */
  reachM: number;
  /** A path is joined to what its ends lie this near to, metres. */
  pathReachM: number;
}

const DEFAULTS: EditOptions = {
  carriagewayM: BUILD_DEFAULTS.carriagewayM,
  junctionReachM: BUILD_DEFAULTS.junctionReachM,
  reachM: 30,
  pathReachM: 15,
};

/** No barrier is near a crossing, no edge near a closure, nothing near a path. */
export type Refusal = 'no-barrier' | 'no-edge' | 'joins-nothing';

export interface EditedGraph {
  graph: WalkGraph;
  /** Where an access of the graph before lies in the graph after. It stays where it was, also where a path comes nearer. */
  moved: (access: Access) => Access;
  /** Edits that could not be made. */
  refused: { id: string; reason: Refusal }[];
}

/**
 * The network with a scenario's changes, made one after another; the graph itself stays as it is. A crossing joins both sides of
 * the nearest barrier, a path is joined to what its ends touch and to what it crosses (a barrier that it crosses gets a crossing
 * without help), a closure closes one edge. Playgrounds and entrances change nothing here: they are places, not network.
 */
export function editGraph(graph: WalkGraph, edits: readonly Edit[], options: Partial<EditOptions> = {}): EditedGraph {
  const all = { ...DEFAULTS, ...options };
  const draft = new Draft(graph);
  const refused: EditedGraph['refused'] = [];
  for (const edit of edits) {
    const reason = apply(draft, edit, all);
    if (reason) refused.push({ id: edit.id, reason });
  }
  return { graph: draft.finish(graph.wall), moved: (access) => movedBy(draft, access), refused };
}

function apply(draft: Draft, edit: Edit, options: EditOptions): Refusal | null {
  if (edit.type === 'crossing') {
    const [x, y] = edit.at;
    // The sides of a barrier run beside it: they are looked for a carriageway farther.
    const reach = options.reachM + options.carriagewayM;
    const near = draft.edgesIn(x - reach, y - reach, x + reach, y + reach);
    const spot = nearestBarrier(draft, near, x, y, options.reachM);
    if (!spot) return 'no-barrier';
    makeCrossing(draft, spot, edit.kind, options.carriagewayM, options.junctionReachM);
  } else if (edit.type === 'closure') {
    const near = nearestEdge(draft, edit.at[0], edit.at[1], options.reachM, () => true);
    if (!near) return 'no-edge';
    draft.columns.closed[near.edge] = 1;
  } else if (edit.type === 'path') {
    if (!addPath(draft, edit.line, edit.stepFree, options)) return 'joins-nothing';
  }
  return null;
}

/** What was cut off may have been cut itself since; what was left became shorter with every cut. */
function movedBy(draft: Draft, access: Access): Access {
  let { edge, along } = access;
  for (;;) {
    const cut = draft.cuts.get(edge)?.find(({ at }) => along > at);
    if (!cut) return edge === access.edge ? access : { edge, along, aside: access.aside };
    edge = cut.next;
    along -= cut.at;
  }
}
