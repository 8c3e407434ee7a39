import { buildWalkGraph } from '@quartierblick/gis/analysis/network/build.ts';
import { describeGraph } from '@quartierblick/gis/analysis/network/describe.ts';
import { editGraph } from '@quartierblick/gis/analysis/network/edit.ts';
import { edgeCosts, PROFILES } from '@quartierblick/gis/analysis/network/profiles.ts';
import { Scratch } from '@quartierblick/gis/analysis/network/scratch.ts';
import { costAt, reach } from '@quartierblick/gis/analysis/network/search.ts';
import { pointAt, SnapIndex } from '@quartierblick/gis/analysis/network/snap.ts';
import type { Access, Edit, Point, WalkGraph } from '@quartierblick/gis/analysis/network/types.ts';
import { seededRandom } from '@quartierblick/gis/analysis/ranking/random.ts';
import { inventCity } from './network/city.ts';
import { dijkstra, objectsOf } from './network/dijkstra.ts';
import { quantile, report } from './report.ts';

/**
 * The walking network of a whole city, in one run: what all playgrounds reach, against a search over a graph of objects; and a
 * crossing that is moved, against building the network anew.
 */
const SCALE = 200_000;
const PLAYGROUNDS = 400;
const CHILDREN = 20_000;
const BOUND = 1000;
/** A moved crossing is to be seen within this time. */
const AT_ONCE_MS = 100;

const ms = (time: number): string => `${time.toFixed(time < 10 ? 2 : 0)} ms`;

function timed<T>(run: () => T): { time: number; result: T } {
  const start = performance.now();
  const result = run();
  return { time: performance.now() - start, result };
}
/** Shortest times of two tasks in turns: other work on the machine then slows neither more than the other. */
function inTurns(rounds: number, one: () => unknown, other: () => unknown): [one: number, other: number] {
  const times = Array.from({ length: rounds }, () => [timed(one).time, timed(other).time] as const);
  return [Math.min(...times.map(([time]) => time)), Math.min(...times.map(([, time]) => time))];
}

const data = inventCity(SCALE);
const graph = buildWalkGraph(data);
const index = new SnapIndex(graph);
const profile = PROFILES['child-alone'];
const costs = edgeCosts(graph, profile, 'metres');
const random = seededRandom(5);
/** Places spread over the network, beside it as houses are. */
const places = (count: number): Access[] =>
  Array.from({ length: count }, () => {
    const edge = Math.floor(random() * graph.edges);
    const [x, y] = pointAt(graph, { edge, along: random() * (graph.length[edge] as number) });
    return index.nearest([x + 30 * random() - 15, y + 30 * random() - 15]);
  }).filter((access) => access !== null);
const sources = places(PLAYGROUNDS);
const scratch = new Scratch(graph);
const objects = objectsOf(graph, costs);

let reached = 0;
for (const source of sources) {
  const ours = reach(graph, costs, [source], BOUND, scratch);
  const theirs = dijkstra(objects, graph, costs, source, BOUND);
  reached += ours.count;
  const apart = [...theirs].some(([node, cost]) => !(Math.abs((ours.cost[node] as number) - cost) < 0.01));
  if (apart || ours.count !== theirs.size) throw new Error('the two do not compute the same');
}
const [all, allPlain] = inTurns(
  9,
  () => sources.forEach((source) => reach(graph, costs, [source], BOUND, scratch)),
  () => sources.forEach((source) => dijkstra(objects, graph, costs, source, BOUND)),
);

const children = places(CHILDREN);
/** Metres from each place to the nearest playground, all playgrounds at once. */
function nearestPlayground(on: WalkGraph, moved: (access: Access) => Access, use?: Scratch): Float32Array {
  const walked = edgeCosts(on, profile, 'metres');
  const result = reach(on, walked, sources.map(moved), BOUND, use);
  return Float32Array.from(children, (child) => costAt(on, walked, result, moved(child)));
}

const barriers = [...graph.side.keys()].filter((e) => graph.side[e] === 1 && (graph.length[e] as number) > 60);
const crossingAt = (share: number): Edit => {
  const edge = barriers[Math.floor(barriers.length / 2)] as number;
  const at: Point = pointAt(graph, { edge, along: share * (graph.length[edge] as number) });
  return { id: 'moved', type: 'crossing', at, kind: 'signals' };
};
/**
 * The crossing moves: the network is changed, all distances to the nearest playground are found again, and each playground
 * near it gets its catchment again.
 */
function moveCrossing(share: number): Float32Array {
  const edit = crossingAt(share) as Edit & { type: 'crossing' };
  const { graph: edited, moved } = editGraph(graph, [edit]);
  const again = new Scratch(edited);
  const nearest = nearestPlayground(edited, moved, again);
  const walked = edgeCosts(edited, profile, 'metres');
  for (const source of sources) {
    const [x, y] = pointAt(graph, source);
    if (Math.hypot(x - edit.at[0], y - edit.at[1]) <= BOUND) reach(edited, walked, [moved(source)], BOUND, again);
  }
  return nearest;
}
/** The same by building everything anew. */
function buildAnew(share: number): Float32Array {
  const { at } = crossingAt(share) as Edit & { type: 'crossing' };
  const fresh = buildWalkGraph({ ...data, crossings: [...data.crossings, { key: 'moved', kind: 'signals', at }] });
  const freshIndex = new SnapIndex(fresh);
  const again = (access: Access): Access => {
    const found = freshIndex.nearest(pointAt(graph, access)) as Access;
    return { ...found, aside: access.aside };
  };
  return nearestPlayground(fresh, again);
}
const changed = moveCrossing(0.4);
const anew = buildAnew(0.4);
// A place in the middle of a junction can be joined to any of its streets, which are one and the same way.
const differ = changed.reduce(
  (sum, cost, i) => sum + Number(!(cost === anew[i] || Math.abs(cost - (anew[i] as number)) < 0.02)),
  0,
);
if (differ > CHILDREN / 1000) throw new Error(`a changed network differs from a new one at ${differ} places`);
let turn = 0;
const [change, rebuild] = inTurns(
  5,
  () => moveCrossing(0.3 + 0.1 * (turn++ % 5)),
  () => buildAnew(0.4),
);
const edit = quantile(
  Array.from({ length: 9 }, () => timed(() => editGraph(graph, [crossingAt(0.4)])).time),
  0.5,
);

const { nodes, edges, crossings } = describeGraph(graph);
console.log(`\n${nodes} nodes, ${edges} edges, ${crossings.signals} crossings with signals; ${reached} nodes reached`);
const met = report('On foot through a whole city', [
  {
    what: `${PLAYGROUNDS} playgrounds, ${BOUND} m each`,
    ours: ms(all),
    against: `ngraph.graph: ${ms(allPlain)}`,
    ratio: allPlain / all,
    atLeast: 5,
  },
  {
    what: `a crossing moved, ${CHILDREN} places and the catchments near it`,
    ours: ms(change),
    against: `at once: ${AT_ONCE_MS} ms`,
    ratio: change / AT_ONCE_MS,
    atMost: 1,
  },
  {
    what: 'of this, the network changed',
    ours: ms(edit),
    against: `at once: ${AT_ONCE_MS} ms`,
    ratio: edit / AT_ONCE_MS,
  },
  {
    what: 'the same against building it anew',
    ours: ms(change),
    against: `built anew: ${ms(rebuild)}`,
    ratio: rebuild / change,
    atLeast: 5,
  },
]);
process.exit(met ? 0 : 1);
