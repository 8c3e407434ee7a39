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
  /** By slide, against the newest publication that holds. */
  readonly changes = new SvelteMap<string, SlideChange[]>();
  /** The link that was made last; its address is known to this page only. */
  made = $state.raw<{ publication: string; link: NewStoryLink } | null>(null);
  readonly newest: PublicationHead | null = $derived.by(
    () => this.list?.find(({ withdrawnAt }) => withdrawnAt === null) ?? null,
  );

  readonly #client: StoryClient;
  readonly #key: string;

  constructor(client: StoryClient, key: string) {
    this.#client = client;
    this.#key = key;
  }

  async load(): Promise<void> {
    try {
      this.list = await this.#client.publications(this.#key);
      this.error = null;
      await this.compare();
    } catch (error) {
      this.error = error;
    }
  }

  /** Asks what changed since the newest publication. Where nobody answers, what was known stands. */
  async compare(): Promise<void> {
    const { newest } = this;
    const told = newest ? await this.#client.changes(this.#key, newest.key).catch(() => null) : { slides: [] };
    if (!told) return;
    this.changes.clear();
    for (const { slide, changes } of told.slides) this.changes.set(slide, changes);
  }

  async publish(edition: Rendition['edition']): Promise<void> {
    await this.#client.publish(this.#key, edition);
    await this.load();
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
