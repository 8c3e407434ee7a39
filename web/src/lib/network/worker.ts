import type { Answer, Outcome, Question } from './messages.ts';
import { NetworkDesk } from './desk.ts';

const desk = new NetworkDesk();
const stopped = new Set<number>();
const answer = (message: Answer): void => postMessage(message);

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

async function outcomeOf(ask: number, question: Question): Promise<Outcome | null> {
  if (question.kind === 'load') return desk.load(question);
  if (question.kind === 'cover') return desk.cover(question);
  if (question.kind === 'draw') return desk.draw(question);
  if (question.kind === 'reach') return desk.reach(question);
  if (question.kind === 'offers') return desk.offers(question);
  if (question.kind === 'chain') return desk.chain(question);
  if (question.kind === 'station') return desk.station(question);
  const search = desk.best(question);
  for (let step = search.next(); ; step = search.next()) {
    if (step.done) return step.value;
    answer({ ask, progress: step.value });
    await breath();
    if (stopped.delete(ask)) return null;
  }
}

onmessage = ({ data }: MessageEvent<{ ask: number; question: Question } | { ask: number; stop: true }>) => {
  if ('stop' in data) {
    stopped.add(data.ask);
    return;
  }
  const { ask, question } = data;
  const start = performance.now();
  outcomeOf(ask, question).then(
    (outcome) => {
      performance.measure(question.kind, { start });
      if (outcome) answer({ ask, outcome });
    },
    (error: unknown) => answer({ ask, failure: String(error) }),
  );
};
