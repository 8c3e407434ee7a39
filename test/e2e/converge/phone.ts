import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Uuid } from '@quartierblick/gis/walks/event.ts';
import type { Ack, Op, Walker } from './page.ts';

/** How a page ends: another address is opened in its place, it is closed without a word, or its process dies. */
export type Death = 'leave' | 'close' | 'crash';

type Global = Window & { walker: Walker };

/** A browser context with a page that can be killed at any moment, and all that the page said is saved. */
export class Phone {
  acks: Ack[] = [];
  readonly #context: BrowserContext;
  readonly #url: string;
  #walk: Uuid | null = null;
  #page: Page | null = null;
  /** An empty one whose page was left, for the next: a new process each time is most of the work of a walk. */
  #left: Page | null = null;
  #isOffline = false;

  private constructor(context: BrowserContext, url: string) {
    [this.#context, this.#url] = [context, url];
  }

  /** A new one, which keeps its database from walk to walk as a phone does. */
  static async begin(browser: Browser, url: string): Promise<Phone> {
    const context = await browser.newContext();
    const phone = new Phone(context, url);
    await context.exposeBinding('acked', (_, ack: Ack) => void phone.acks.push(ack));
    return phone;
  }

  /** Takes part in a walk. @param code null: by the account */
  async join(walk: Uuid, code: string | null): Promise<void> {
    [this.acks, this.#walk] = [[], null];
    const page = await this.page();
    await this.offline(false);
    await page.evaluate(([of, by]) => (window as unknown as Global).walker.join(of, by), [walk, code] as const);
    this.#walk = walk;
  }

  /** Forgets it again. */
  async forget(): Promise<void> {
    await (await this.page()).evaluate(() => (window as unknown as Global).walker.forget());
    this.#walk = null;
  }

  async #load(): Promise<Page> {
    const page = this.#left ?? (await this.#context.newPage());
    this.#left = null;
    // Its script is a module, which has run when the page says that it has loaded.
    await page.goto(this.#url);
    this.#page = page;
    return page;
  }

  /** The page, opened again with what it had kept where it was killed. */
  async page(): Promise<Page> {
    if (this.#page) return this.#page;
    // The page itself comes from the network; what is written does not need it.
    await this.offline(false);
    const page = await this.#load();
    if (this.#walk) await page.evaluate((walk) => (window as unknown as Global).walker.open(walk), this.#walk);
    return page;
  }

  async offline(is: boolean): Promise<void> {
    if (is === this.#isOffline) return;
    await this.#context.setOffline(is);
    this.#isOffline = is;
  }

  async write(ops: readonly Op[]): Promise<void> {
    await (await this.page()).evaluate((all) => (window as unknown as Global).walker.write(all), ops);
  }

  async settle(): Promise<void> {
    await (await this.page()).evaluate(() => (window as unknown as Global).walker.settle());
  }

  async sync(): Promise<string> {
    return (await this.page()).evaluate(() => (window as unknown as Global).walker.sync());
  }

  async knows() {
    return (await this.page()).evaluate(() => (window as unknown as Global).walker.knows());
  }

  /**
   * Does something and dies in the middle of it.
   * @param afterMs after so long
   * @returns whether it was still at it
   */
  async dieWhile(work: () => Promise<unknown>, afterMs: number, death: Death): Promise<boolean> {
    const page = await this.page();
    let isDone = false;
    // It ends with the page, and then the question of how is moot.
    const working = work().then(
      () => (isDone = true),
      () => undefined,
    );
    await new Promise((next) => setTimeout(next, afterMs));
    const wasDone = isDone;
    await this.#kill(page, death);
    await working;
    return !wasDone;
  }

  async #kill(page: Page, death: Death): Promise<void> {
    this.#page = null;
    if (death === 'leave') {
      await page.goto('about:blank');
      this.#left = page;
      return;
    }
    if (death === 'crash') {
      const crashed = new Promise<void>((next) => page.once('crash', () => next()));
      const session = await this.#context.newCDPSession(page);
      // Nobody answers any more.
      void session.send('Page.crash').catch(() => undefined);
      await crashed;
    }
    await page.close();
  }

  async end(): Promise<void> {
    await this.#context.close();
  }
}
