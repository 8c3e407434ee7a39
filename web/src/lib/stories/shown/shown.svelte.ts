import { canonical, sha256 } from '@quartierblick/gis/ranking/hash.ts';
import { LINK_HEADERS } from '@quartierblick/gis/stories/publication.ts';
import type { ShownStory } from '@quartierblick/gis/stories/publication.ts';
import type { Rendition } from '@quartierblick/gis/stories/rendition.ts';
import { ApiProblem } from '#lib/api.ts';
import type { Api } from '#lib/api.ts';
import { Presentation } from '../present/presentation.svelte.ts';

type State = 'no-link' | 'loading' | 'password' | 'gone' | 'failed' | 'shown';

const endsWith = (error: unknown, type: string): boolean => error instanceof ApiProblem && error.type.endsWith(type);

/** A published story in the hands of whoever was given its link. */
export class Shown {
  state = $state<State>('no-link');
  error = $state.raw<unknown>(null);
  story = $state.raw<ShownStory | null>(null);
  show = $state.raw<Presentation | null>(null);
  /** Whether what came is what was published; null: this browser cannot tell here. */
  verified = $state.raw<boolean | null>(null);

  readonly #api: Pick<Api, 'root' | 'send'>;
  readonly #photos = new Map<string, string>();
  #token = '';
  #turn = 0;

  constructor(api: Pick<Api, 'root' | 'send'>) {
    this.#api = api;
  }

  /** @param fragment of the address, with its # */
  async begin(fragment: string): Promise<void> {
    const token = fragment.slice(1);
    this.#token = token;
    this.#turn += 1;
    this.state = token === '' ? 'no-link' : 'loading';
    if (token !== '') await this.open('');
  }

  /** Opens the link; with the password where it asks for one. */
  async open(password: string): Promise<void> {
    const turn = (this.#turn += 1);
    this.error = null;
    try {
      const story = await this.#ask(password);
      const verified = await isWhole(story);
      await this.#fetchPhotos(story);
      // Another link may have been opened meanwhile.
      if (turn !== this.#turn) return;
      this.verified = verified;
      this.story = story;
      this.show = new Presentation(story.rendition, () => undefined);
      this.state = 'shown';
    } catch (error) {
      if (turn !== this.#turn) return;
      this.error = endsWith(error, ':story-password-required') ? null : error;
      this.state = this.#stateAfter(error);
    }
  }

  #stateAfter(error: unknown): State {
    if (endsWith(error, ':no-such-story-link')) return 'gone';
    if (endsWith(error, ':story-password-required') || endsWith(error, ':wrong-story-password')) return 'password';
    return this.state === 'password' ? 'password' : 'failed';
  }

  /** Without the session: the link opens the same to everybody, whoever else they are. */
  async #ask(password: string): Promise<ShownStory> {
    const headers = {
      [LINK_HEADERS.token]: this.#token,
      ...(password !== '' && { [LINK_HEADERS.password]: encodeURIComponent(password) }),
    };
    const answer = await this.#api.send(`${this.#api.root}/api/shown`, { headers, credentials: 'omit' });
    return (await answer.json()) as ShownStory;
  }

  /** An `<img>` sends no headers: photos are fetched once and shown from memory. One that is gone stays a gap. */
  async #fetchPhotos({ rendition, ticket }: ShownStory): Promise<void> {
    const headers = { [LINK_HEADERS.ticket]: ticket };
    const load = async (path: string): Promise<void> => {
      const answer = await this.#api.send(this.#api.root + path.replace(/^\/api\//, '/api/shown/'), { headers });
      this.#photos.set(path, URL.createObjectURL(await answer.blob()));
    };
    await Promise.all(photosOf(rendition).map((path) => load(path).catch(() => undefined)));
  }

  photo(path: string): string {
    return this.#photos.get(path) ?? '';
  }
}

/** Whether it is what was published; null: only over TLS, or on the machine itself, do browsers compute checksums. */
async function isWhole({ rendition, hash }: ShownStory): Promise<boolean | null> {
  const { subtle } = crypto as { subtle?: SubtleCrypto };
  return subtle ? (await sha256(canonical(rendition))) === hash : null;
}

function photosOf({ slides }: Rendition): string[] {
  return slides.flatMap(({ content }) =>
    content?.kind === 'photos' ? [content.before, content.after].flatMap((photo) => photo?.path ?? []) : [],
  );
}
