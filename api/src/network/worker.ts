import { parentPort, workerData } from 'node:worker_threads';
import { threadConnection } from '../thread-connection.ts';
import { WalkState } from './walk-state.ts';
import type { Answer, NetworkWorkerSettings, Order, Question, Reply } from './worker-messages.ts';

// Runs in a thread of its own, with its own connections: neither rows nor searches pass through the thread that answers requests.

const port = parentPort;
if (!port) throw new Error('this file is the body of a worker thread');
const { target } = workerData as NetworkWorkerSettings;

const connection = threadConnection(target);
const state = new WalkState(async () => (await connection.get()).sql);

function foundBy(question: Extract<Question, { ask: 'cover' | 'chain' | 'strip' | 'street-choices' }>) {
  if (question.ask === 'cover') return state.cover(question.cover);
  if (question.ask === 'chain') return state.chain(question.chain);
  if (question.ask === 'strip') return state.strip(question.strip);
  return state.streetChoices();
}

async function answerTo(question: Question): Promise<Answer> {
  if (question.ask === 'content') return await state.content(question.content);
  if (question.ask === 'around') return await state.around(question.points);
  if (question.ask === 'ways') return await state.ways(question.from, question.to);
  if (question.ask === 'route') return await state.route(question.route);
  return { found: await foundBy(question) };
}

async function reply({ order, question }: Order): Promise<Reply> {
  try {
    return { order, answer: await answerTo(question) };
  } catch (error) {
    const { message, stack, code } = error as Error & { code?: string };
    return { order, error: { message, stack, code } };
  }
}

// One question after the other: two that need the same graph build it once.
let last = Promise.resolve();

port.on('message', (order: Order | 'end') => {
  last = last.then(async () => {
    if (order === 'end') {
      await connection.close();
      port.close();
      return;
    }
    const one = await reply(order);
    port.postMessage(one, 'answer' in one && 'json' in one.answer ? [one.answer.json.buffer as ArrayBuffer] : []);
  });
});
