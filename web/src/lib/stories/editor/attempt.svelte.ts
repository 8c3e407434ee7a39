import type { App } from '#lib/app/context.ts';
import { problemText } from '#lib/app/problem-text.ts';

/** What is done in a dialog. What goes wrong is said in it, which lies above all messages; among these where it has been left. */
export class Attempt {
  busy = $state(false);
  problem = $state('');
  left = false;
  readonly #app: Pick<App, 'language' | 'announcer'>;

  constructor(app: Pick<App, 'language' | 'announcer'>) {
    this.#app = app;
  }

  async make(deed: () => Promise<unknown>): Promise<void> {
    this.busy = true;
    this.problem = '';
    try {
      await deed();
    } catch (reason) {
      this.say(problemText(reason, this.#app.language));
    }
    this.busy = false;
  }

  say(problem: string): void {
    if (this.left) this.#app.announcer.show(problem, 'warn');
    else this.problem = problem;
  }
}
