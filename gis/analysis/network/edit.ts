import type { Access, Edit, WalkGraph } from './types.ts';

export interface EditOptions {
  carriagewayM: number;
  /** A crossing or a closure belongs to an edge up to so far away, metres. */
  reachM: number;
  /** A path is joined to what its ends lie this near to, metres. */
  pathReachM: number;
}

export interface EditedGraph {
  graph: WalkGraph;
  /** Where an access of the graph before lies in the graph after. */
  moved: (access: Access) => Access;
  /** Edits that could not be made. */
  refused: { id: string; reason: 'no-barrier' | 'no-edge' | 'joins-nothing' }[];
}

/** Edits of playgrounds and entrances change nothing here: they are places, not network. */
export declare function editGraph(
  graph: WalkGraph,
  edits: readonly Edit[],
  options?: Partial<EditOptions>,
): EditedGraph;
