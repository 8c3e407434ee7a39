import type { Story } from '@quartierblick/gis/stories/story.ts';
import type { StoryClient, StoryHead } from '../client.ts';

/** The stories that whoever is signed in may see. */
export class StoryList {
  stories = $state.raw<StoryHead[] | null>(null);
  error = $state.raw<unknown>(null);
  adding = $state(false);
  readonly #client: Pick<StoryClient, 'list' | 'add'>;
  #turn = 0;

  constructor(client: Pick<StoryClient, 'list' | 'add'>) {
    this.#client = client;
  }

  async load(): Promise<void> {
    const turn = (this.#turn += 1);
    try {
      const stories = await this.#client.list();
      // Somebody may have signed out meanwhile: what they saw must not come back.
      if (turn !== this.#turn) return;
      this.stories = stories;
      this.error = null;
    } catch (error) {
      if (turn === this.#turn) this.error = error;
    }
  }

  /** Adds a story and opens it; none where one is being added already. */
  async add(story: Story, open: (key: string) => Promise<void>): Promise<void> {
    if (this.adding) return;
    this.adding = true;
    try {
      await open((await this.#client.add(story)).key);
    } finally {
      this.adding = false;
    }
  }
}
