import { Worker } from 'node:worker_threads';
import type { Point } from '@quartierblick/gis/analysis/network/types.ts';
import type { RouteQuestion } from '@quartierblick/gis/analysis/walks/route.ts';
import type { StreetChoice } from '@quartierblick/gis/safety/street-answers.ts';
import type { DatabaseTarget } from '../db.ts';
import type { Content } from './content.ts';
import type {
  Answer,
  AroundAnswer,
  Asked,
  ChainAnswer,
  ChainAsk,
  ContentAnswer,
  CoverAnswer,
  CoverAsk,
  NetworkWorkerSettings,
  Order,
  Question,
  Reply,
  RouteAnswer,
  StripAnswer,
  StripAsk,
  WaysAnswer,
} from './worker-messages.ts';

/** A thread that nobody has asked for so long ends, and its graph and connections with it. */
const IDLE_MS = 10 * 60_000;

interface Pending {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/**
 * The server's own walking network. Reading, building and searching run in one worker thread, which keeps the graph and the
 * modelled demand of the current versions; answers are kept here as bytes, one for each content. The thread starts when it is
 * first asked and does not keep the process alive.
 */
export class WalkNetwork {
  readonly #target: DatabaseTarget;
  readonly #kept = new Map<Content, { version: string; answer: Promise<ContentAnswer> }>();
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #order = 0;

  constructor(target: DatabaseTarget) {
    this.#target = target;
  }

  /**
   * A content as JSON.
   * @param version the one that is wanted; the answer says which one it is, which is newer where a layer has changed meanwhile
   * @throws what the database throws; an Error where the thread breaks down
   */
  content(content: Content, version: string): Promise<ContentAnswer> {
    const kept = this.#kept.get(content);
    if (kept?.version === version) return kept.answer;
    const answer = this.#ask({ ask: 'content', content }) as Promise<ContentAnswer>;
    const entry = { version, answer };
    this.#kept.set(content, entry);
    const forget = () => {
      if (this.#kept.get(content) === entry) this.#kept.delete(content);
    };
    // What came back newer than asked for must not stand under the older name.
    answer.then((one) => {
      if (one.version !== version) forget();
    }, forget);
    return answer;
  }

  /** Contents that somebody has asked for. */
  get asked(): Content[] {
    return [...this.#kept.keys()];
  }

  /** What lies on foot around places (EPSG:25832), in their order; computed on the newest versions. */
  around(points: readonly Point[]): Promise<AroundAnswer> {
    return this.#ask({ ask: 'around', points }) as Promise<AroundAnswer>;
  }

  /** How far places are on foot from one of them (EPSG:25832), in their order; metres of the newest streets. */
  ways(from: Point, to: readonly Point[]): Promise<WaysAnswer> {
    return this.#ask({ ask: 'ways', from, to }) as Promise<WaysAnswer>;
  }

  /** The route of a walk between stops (EPSG:25832), with the best order where it is wanted; on the newest streets. */
  route(route: RouteQuestion): Promise<RouteAnswer> {
    return this.#ask({ ask: 'route', route }) as Promise<RouteAnswer>;
  }

  /** Coverage with playgrounds, as it is and as changes would have it; null where there is no network. On the newest versions. */
  async cover(cover: CoverAsk): Promise<CoverAnswer | null> {
    return ((await this.#ask({ ask: 'cover', cover })) as Asked<CoverAnswer>).found;
  }

  /** The chain of offers; null where there is no network. On the newest versions. */
  async chain(chain: ChainAsk): Promise<ChainAnswer | null> {
    return ((await this.#ask({ ask: 'chain', chain })) as Asked<ChainAnswer>).found;
  }

  /** A street with its accidents; null where there is no such street. On the newest versions. */
  async strip(strip: StripAsk): Promise<StripAnswer | null> {
    return ((await this.#ask({ ask: 'strip', strip })) as Asked<StripAnswer>).found;
  }

  /** Streets that have a name, each with the accidents that lie nearest to it. */
  async streetChoices(): Promise<readonly StreetChoice[]> {
    return ((await this.#ask({ ask: 'street-choices' })) as Asked<readonly StreetChoice[]>).found ?? [];
  }

  /** Ends the thread; whoever waits for an answer gets an error. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#worker?.terminate();
  }

  #ask(question: Question): Promise<Answer> {
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
    const order = this.#order++;
    return new Promise((resolve, reject) => {
      this.#pending.set(order, { resolve, reject });
      worker.postMessage({ order, question } satisfies Order);
    });
  }

  #start(): Worker {
    const workerData: NetworkWorkerSettings = { target: this.#target };
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData });
    worker.unref();
    worker.on('message', (reply: Reply) => this.#settle(reply));
    const lose = (error: Error) => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      for (const { reject } of this.#pending.values()) reject(error);
      this.#pending.clear();
    };
    worker.on('error', (error: unknown) => lose(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => lose(new Error('the thread of the walking network has ended')));
    return worker;
  }

  #settle(reply: Reply): void {
    const pending = this.#pending.get(reply.order);
    this.#pending.delete(reply.order);
    if ('answer' in reply) pending?.resolve(reply.answer);
    else pending?.reject(Object.assign(new Error(reply.error.message), reply.error));
    if (this.#pending.size > 0) return;
    this.#idle = setTimeout(() => this.#worker?.postMessage('end'), IDLE_MS).unref();
  }
}
