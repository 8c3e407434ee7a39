import { ApiProblem } from '#lib/api.ts';
import type { CaseScreen } from './screen.svelte.ts';

/** One file on its way into the case. */
interface Upload {
  id: number;
  file: File;
  /** 0 to 1. */
  share: number;
  state: 'waiting' | 'running' | 'failed';
  problem: string;
}

/** Files on their way: one after another, each with its own progress and its own error. */
export class Uploads {
  list = $state<Upload[]>([]);
  #screen: CaseScreen;
  #next = 0;
  #running = false;

  constructor(screen: CaseScreen) {
    this.#screen = screen;
  }

  add(files: Iterable<File>): void {
    for (const file of files) {
      this.list.push({ id: this.#next++, file, share: 0, state: 'waiting', problem: '' });
    }
    void this.#run();
  }

  again(id: number): void {
    const upload = this.list.find((one) => one.id === id);
    if (upload) upload.state = 'waiting';
    void this.#run();
  }

  dismiss(id: number): void {
    this.list = this.list.filter((one) => one.id !== id);
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      for (let next = this.#waiting(); next; next = this.#waiting()) await this.#send(next);
    } finally {
      this.#running = false;
    }
  }

  #waiting(): Upload | undefined {
    return this.list.find(({ state }) => state === 'waiting');
  }

  async #send(upload: Upload): Promise<void> {
    const { client, t, app } = this.#screen;
    upload.state = 'running';
    try {
      await this.#screen.write(() =>
        client.upload(upload.file, app.language.code, (share) => {
          upload.share = share;
        }),
      );
      app.announcer.say(t.uploaded(upload.file.name));
      this.dismiss(upload.id);
    } catch (error) {
      upload.state = 'failed';
      upload.problem =
        error instanceof ApiProblem ? [error.message, error.detail].filter(Boolean).join('. ') : t.notReached;
    }
  }
}
