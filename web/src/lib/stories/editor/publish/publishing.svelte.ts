import { SvelteMap } from 'svelte/reactivity';
import type { SlideChange } from '@quartierblick/gis/stories/changes.ts';
import type { PublicationHead, StoryLink } from '@quartierblick/gis/stories/publication.ts';
import type { Rendition } from '@quartierblick/gis/stories/rendition.ts';
import type { LinkWish, NewStoryLink, StoryClient } from '../../client.ts';

/** What was published of the story that is edited, and what the data of now says otherwise. */
export class Publishing {
  /** Newest first; null: not known yet. */
  list = $state.raw<PublicationHead[] | null>(null);
  error = $state.raw<unknown>(null);
  /** Something is being published, also where the dialog has been left and opened again. */
  busy = $state(false);
  /** By slide, against the newest publication that holds. */
  readonly changes = new SvelteMap<string, SlideChange[]>();
  /** The link that was made last; its address is known to this page only. */
  made = $state.raw<{ publication: string; link: NewStoryLink } | null>(null);
  readonly newest: PublicationHead | null = $derived.by(
    () => this.list?.find(({ withdrawnAt }) => withdrawnAt === null) ?? null,
  );

  readonly #client: StoryClient;
  readonly #key: string;
  #loads = 0;
  #comparisons = 0;

  constructor(client: StoryClient, key: string) {
    this.#client = client;
    this.#key = key;
  }

  async load(): Promise<void> {
    const turn = (this.#loads += 1);
    try {
      const list = await this.#client.publications(this.#key);
      // An older answer does not know what was published or withdrawn since.
      if (turn !== this.#loads) return;
      this.#take(list);
      this.error = null;
    } catch (error) {
      if (turn === this.#loads) this.error = error;
      return;
    }
    await this.compare();
  }

  #take(list: PublicationHead[]): void {
    const before = this.newest?.key;
    this.list = list;
    // What has changed since another publication says nothing of this one.
    if (this.newest?.key !== before) this.changes.clear();
  }

  /** Asks what changed since the newest publication. Where nobody answers, what was known stands. */
  async compare(): Promise<void> {
    const { newest } = this;
    const turn = (this.#comparisons += 1);
    const told = newest ? await this.#client.changes(this.#key, newest.key).catch(() => null) : { slides: [] };
    if (!told || turn !== this.#comparisons || newest?.key !== this.newest?.key) return;
    this.changes.clear();
    for (const { slide, changes } of told.slides) this.changes.set(slide, changes);
  }

  /**
   * Freezes the story as an edition gets it.
   * @param save tells whether everything is saved: what could not be must not be taken for what is published
   * @returns whether it was published
   */
  async publish(edition: Rendition['edition'], save: () => Promise<boolean>): Promise<boolean> {
    this.busy = true;
    try {
      if (!(await save())) return false;
      const head = await this.#client.publish(this.#key, edition);
      // It is there even where the list cannot be read again: nobody shall publish it twice.
      this.#take([head, ...(this.list ?? [])]);
      await this.load();
      return true;
    } finally {
      this.busy = false;
    }
  }

  async withdraw({ key }: PublicationHead): Promise<void> {
    await this.#client.withdraw(this.#key, key);
    if (this.made?.publication === key) this.made = null;
    await this.load();
  }

  async makeLink({ key }: PublicationHead, wish: LinkWish): Promise<void> {
    this.made = { publication: key, link: await this.#client.makeLink(this.#key, key, wish) };
    await this.load();
  }

  async revoke({ key }: PublicationHead, { id }: StoryLink): Promise<void> {
    await this.#client.revokeLink(this.#key, key, id);
    if (this.made?.link.link.id === id) this.made = null;
    await this.load();
  }
}
