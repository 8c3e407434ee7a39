import { WorkerFailure } from '#lib/app/problem-text.ts';
import type { Answer, Outcome, Question } from './messages.ts';

/** Something newer was asked, or the page was left. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

interface Waiting {
  kind: Question['kind'];
  resolve: (outcome: Outcome) => void;
  reject: (error: Error) => void;
  progress: ((share: number) => void) | undefined;
}

/** Asks the worker in which the walking network lives. A newer question of a kind takes the place of an older one. */
export class NetworkWorker {
  #worker: Worker | undefined;
  #asked = 0;
  readonly #waiting = new Map<number, Waiting>();

  /** @throws Overtaken @throws WorkerFailure with what the worker says */
  ask<K extends Outcome['kind']>(
    question: Question,
    _outcome: K,
    progress?: (share: number) => void,
    give: Transferable[] = [],
  ): Promise<Extract<Outcome, { kind: K }>> {
    this.forget(question.kind);
    const ask = ++this.#asked;
    return new Promise<Outcome>((resolve, reject) => {
      this.#waiting.set(ask, { kind: question.kind, resolve, reject, progress });
      this.#start().postMessage({ ask, question }, give);
    }) as Promise<Extract<Outcome, { kind: K }>>;
  }

  /** Gives up what is under way of a kind. */
  forget(kind: Question['kind']): void {
    for (const [ask, waiting] of this.#waiting) {
      if (waiting.kind !== kind) continue;
      this.#waiting.delete(ask);
      this.#worker?.postMessage({ ask, stop: true });
      waiting.reject(new Overtaken());
    }
  }

  leave(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#fail(new Overtaken());
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'network' });
    this.#worker.onmessage = ({ data }: MessageEvent<Answer>) => this.#hear(data);
    this.#worker.onerror = (event) => this.#fail(new WorkerFailure(event.message || 'worker'));
    return this.#worker;
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  #hear(answer: Answer): void {
    const waiting = this.#waiting.get(answer.ask);
    if (!waiting) return;
    if ('progress' in answer) return waiting.progress?.(answer.progress);
    this.#waiting.delete(answer.ask);
    if ('failure' in answer) waiting.reject(new WorkerFailure(answer.failure));
    else waiting.resolve(answer.outcome);
  }
}
