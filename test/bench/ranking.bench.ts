import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { groupsOf } from '@quartierblick/gis/analysis/ranking/groups.ts';
import { buildMatrix } from '@quartierblick/gis/analysis/ranking/matrix.ts';
import type { Matrix } from '@quartierblick/gis/analysis/ranking/matrix.ts';
import { seededRandom } from '@quartierblick/gis/analysis/ranking/random.ts';
import { orderOf, rankIntervals, scoresOf } from '@quartierblick/gis/analysis/ranking/scores.ts';
import { simulate } from '@quartierblick/gis/analysis/ranking/smaa.ts';
import type { Draws, Robustness } from '@quartierblick/gis/analysis/ranking/smaa.ts';
import type { PlainRobustness } from './ranking/plain.ts';
import { plainCases, rankPlainly, simulatePlainly } from './ranking/plain.ts';
import { inventQuarter } from './ranking/quarter.ts';
import { quantile, report } from './report.ts';

/**
 * The mathematics of the ranking against the same in plain arrays of objects, in one run: robustness, what the page's main
 * thread has to do for it, and the new ranking while a weight is dragged.
 */
const CASES = 500;
const CRITERIA = 12;
const DRAWS = 10_000;
const MANY = 5000;
/** One frame at 60 Hz. */
const FRAME_MS = 16;
/** Shares of 10,000 draws are exact to ± 0.01 each; two sets of them differ by no more than this. */
const SAME_SHARE = 0.03;

const equal = new Float64Array(CRITERIA).fill(1 / CRITERIA);
const ms = (time: number): string => `${time.toFixed(time < 10 ? 2 : 0)} ms`;

function median(rounds: number, run: () => unknown): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return quantile(times, 0.5);
}

/** Shortest times of two tasks in turns: other work on the machine then slows neither more than the other. */
function inTurns(rounds: number, one: () => unknown, other: () => unknown): [one: number, other: number] {
  const times = Array.from({ length: rounds }, () => [median(1, one), median(1, other)] as const);
  return [Math.min(...times.map(([time]) => time)), Math.min(...times.map(([, time]) => time))];
}

/** The buffers that a message hands over instead of copying them; what is no typed array is copied. */
const buffersOf = (message: object): ArrayBuffer[] =>
  Object.values(message).flatMap((one: unknown) =>
    ArrayBuffer.isView(one) && one.buffer instanceof ArrayBuffer ? [one.buffer] : [],
  );

const quarter = inventQuarter(CASES, CRITERIA);
const matrix = buildMatrix(quarter);
const options = { draws: DRAWS, seed: 1, spread: 'any', grades: 'declared' } as const;

const order = orderOf(scoresOf(matrix, equal));
/** Everything that the list shows: intervals, shares and groups. */
function firmness(settings: Draws): Robustness & { groups: Int32Array } {
  const result = simulate(matrix, equal, settings);
  return { ...result, groups: groupsOf(result, order) };
}
const firmnessPlainly = (): PlainRobustness[] =>
  simulatePlainly(plainCases(matrix), CRITERIA, [...order], { draws: DRAWS, random: seededRandom(2) });

const ours = firmness(options);
const plain = firmnessPlainly();
const apart = Math.max(...plain.map(({ topTen }, i) => Math.abs(topTen - (ours.topTen[i] ?? NaN))));
if (!(apart <= SAME_SHARE)) throw new Error(`the two do not compute the same: shares differ by ${apart}`);

const [fast, slow] = inTurns(7, () => firmness(options), firmnessPlainly);
const spaced = median(5, () => firmness({ ...options, grades: 'any-spacing' }));

const { port1, port2 } = new MessageChannel();
/** Both ways of a message, of which sending the one and receiving the other happen in the page; more than its part. */
function passOn<T extends object>(message: T): T {
  port1.postMessage(message, buffersOf(message));
  return (receiveMessageOnPort(port2) as { message: T }).message;
}
const page = median(50, () => passOn<Matrix>(buildMatrix(quarter)));
let answer = firmness(options);
const received = median(50, () => (answer = passOn(answer)));
port1.close();

const many = buildMatrix(inventQuarter(MANY, CRITERIA));
const manyPlain = plainCases(many);
let turn = 0;
const again = median(200, () => {
  turn = (turn + 1) % CRITERIA;
  const weights = equal.map((one, j) => (j === turn ? one + 0.1 : one) / 1.1);
  const scores = scoresOf(many, weights);
  return [orderOf(scores), rankIntervals(scores)];
});
const againPlain = median(3, () => rankPlainly(manyPlain, [...equal]));

const met = report(`Ranking by ${CRITERIA} criteria`, [
  {
    what: `${CASES} cases, ${DRAWS} draws`,
    ours: ms(fast),
    against: `arrays of objects: ${ms(slow)}`,
    ratio: slow / fast,
    atLeast: 10,
  },
  {
    what: 'the same, distances of grades drawn',
    ours: ms(spaced),
    against: `declared distances: ${ms(fast)}`,
    ratio: spaced / fast,
  },
  {
    what: 'main thread: matrix built, posted, answer taken',
    ours: ms(page + received),
    against: `a frame: ${FRAME_MS} ms`,
    ratio: (page + received) / FRAME_MS,
    atMost: 1,
  },
  {
    what: `${MANY} cases ranked again`,
    ours: ms(again),
    against: `a frame: ${FRAME_MS} ms`,
    ratio: again / FRAME_MS,
    atMost: 1,
  },
  {
    what: `${MANY} cases ranked again`,
    ours: ms(again),
    against: `arrays of objects: ${ms(againPlain)}`,
    ratio: againPlain / again,
    atLeast: 10,
  },
]);
process.exit(met ? 0 : 1);
