import { doubleCounting } from '@quartierblick/gis/analysis/ranking/correlation.ts';
import { groupsOf, winningShare } from '@quartierblick/gis/analysis/ranking/groups.ts';
import { completeness, orderOf, rankIntervals, scoresOf } from '@quartierblick/gis/analysis/ranking/scores.ts';
import { Simulation, type Robustness } from '@quartierblick/gis/analysis/ranking/smaa.ts';
import type { Matrix } from '@quartierblick/gis/analysis/ranking/matrix.ts';
import type { Answer, Question } from './messages.ts';

/** Draws between two looks at what the page has asked meanwhile; a few milliseconds for some hundred cases. */
const CELLS_A_STEP = 400_000;

let matrix: Matrix | undefined;
let number = 0;
/** Grows with every run, so that one that was overtaken ends by itself. */
let run = 0;
let last: Robustness | undefined;

const answer = (message: Answer, give: ArrayBuffer[] = []): void => postMessage(message, { transfer: give });
const buffers = (...arrays: { buffer: ArrayBufferLike }[]): ArrayBuffer[] =>
  arrays.map(({ buffer }) => buffer).filter((one) => one instanceof ArrayBuffer);
/** Lets messages that have arrived be read; a timer would be slowed down to four milliseconds. */
const breath = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

function rank({ of, ask, weights }: Extract<Question, { kind: 'rank' }>, on: Matrix): void {
  const scores = scoresOf(on, weights);
  const order = orderOf(scores);
  const { best, worst } = rankIntervals(scores);
  const complete = completeness(on, weights);
  const { low, high } = scores;
  const give = buffers(low, high, order, best, worst, complete);
  answer({ kind: 'ranked', of, ask, weights, low, high, order, best, worst, complete }, give);
}

async function draw({ of, ask, weights, options }: Extract<Question, { kind: 'draw' }>, on: Matrix): Promise<void> {
  const mine = ++run;
  const simulation = new Simulation(on, weights, options);
  const step = Math.max(1, Math.floor(CELLS_A_STEP / Math.max(1, on.cases * on.criteria)));
  let told = 0;
  while (!simulation.run(step)) {
    const share = simulation.done / options.draws;
    if (share - told >= 0.05) answer({ kind: 'progress', ask, share: (told = share) });
    await breath();
    if (mine !== run) return;
  }
  const result = simulation.result();
  last = result;
  const groups = groupsOf(result, orderOf(scoresOf(on, weights)));
  const { draws, low5, high95, topTen } = result;
  answer({ kind: 'firm', of, ask, draws, low5, high95, topTen, groups }, buffers(low5, high95, topTen, groups));
}

async function hear(question: Question): Promise<void> {
  if (question.kind === 'stop') run++;
  else if (question.kind === 'matrix') {
    run++;
    last = undefined;
    ({ matrix, of: number } = question);
    answer({ kind: 'doubles', of: number, doubles: doubleCounting(question.data) });
  } else if (question.of !== number || !matrix) return;
  else if (question.kind === 'rank') rank(question, matrix);
  else if (question.kind === 'draw') await draw(question, matrix);
  else if (last) answer({ kind: 'wins', ask: question.ask, share: winningShare(last, question.a, question.b) });
}

onmessage = ({ data }: MessageEvent<Question>) => {
  hear(data).catch((error: unknown) => answer({ kind: 'failed', message: String(error) }));
};
