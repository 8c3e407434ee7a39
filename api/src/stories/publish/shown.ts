import { createHmac, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import { MAP_SIZE } from '@quartierblick/gis/stories/frame.ts';
import { isAround } from '@quartierblick/gis/stories/map-tiles.ts';
import type { TilePlace } from '@quartierblick/gis/stories/map-tiles.ts';
import type { ShownStory } from '@quartierblick/gis/stories/publication.ts';
import type { Rendition } from '@quartierblick/gis/stories/rendition.ts';
import { countUse } from '../../auth/failures.ts';
import { secretOf } from '../../auth/secret.ts';
import type { AppDeps } from '../../deps.ts';
import { Problem } from '../../errors.ts';
import { hashOfToken } from './links.ts';
import { isPassword } from './passwords.ts';

/** A talk with its preparation; whoever comes back later opens the link anew. */
const TICKET_S = 12 * 3600;
const WINDOW_S = 15 * 60;
/** Tries of one address within the window, and of all together: a room behind one address is not shut out by a stranger. */
const ALLOWED_FROM_ONE = 10;
const ALLOWED_IN_ALL = 200;

/** What a ticket opens beside what everybody sees. */
export interface Opened {
  edition: Edition;
  /** Layers on the maps of the publication. */
  layers: ReadonlySet<string>;
  /** Whether a tile of a layer belongs to what a map of the publication shows of it, or to its surroundings. */
  shows: (layer: string, place: TilePlace) => boolean;
  /** Paths of the photos on its slides. */
  photos: ReadonlySet<string>;
}

interface LinkRow {
  id: string;
  publication: string;
  passwordHash: string | null;
}

/** Unknown, ended, expired, withdrawn: whoever holds it is not told which. @throws Problem 404, always */
function noLink(): never {
  throw new Problem({
    status: 404,
    type: 'no-such-story-link',
    title: { de: 'Dieser Link führt nirgendwohin (mehr)', en: 'This link leads nowhere (any more)' },
    detail: {
      de: 'Er ist unvollständig oder gilt nicht mehr. Bitte fragen Sie nach einem neuen, wo Sie ihn bekommen haben.',
      en: 'It is incomplete or no longer valid. Please ask for a new one where you were given it.',
    },
  });
}

const wrongPassword = (given: boolean) =>
  new Problem({
    status: 401,
    type: given ? 'wrong-story-password' : 'story-password-required',
    title: given
      ? { de: 'Das Passwort stimmt nicht', en: 'The password is wrong' }
      : { de: 'Diese Geschichte hat ein Passwort', en: 'This story has a password' },
  });

/** Layers and photos that a frozen rendition shows. */
function openedBy({ edition, slides }: Rendition): Opened {
  const contents = slides.map(({ content }) => content);
  const maps = contents.flatMap((content) => (content?.kind === 'map' ? [content] : []));
  const seen = maps.flatMap(({ states, layers }) =>
    states.flatMap(({ view, layers: own }) =>
      layers.filter(({ id }) => own.some((one) => one.id === id)).map(({ id, maxzoom }) => ({ id, maxzoom, view })),
    ),
  );
  const photos = contents.flatMap((content) =>
    content?.kind === 'photos' ? [content.before, content.after].flatMap((photo) => photo?.path ?? []) : [],
  );
  return {
    edition,
    layers: new Set(seen.map(({ id }) => id)),
    shows: (layer, place) =>
      seen.some(({ id, view, maxzoom }) => id === layer && isAround(view, MAP_SIZE, maxzoom, place)),
    photos: new Set(photos),
  };
}

/** Opens publications to whoever holds a link, and keeps what their pages fetch within what was published. */
export class ShownStories {
  readonly #deps: AppDeps;
  /** What was published never changes; only whether the link still holds is asked each time. */
  readonly #opened = new LRUCache<string, Opened>({ max: 100 });

  constructor(deps: AppDeps) {
    this.#deps = deps;
  }

  /**
   * The frozen story behind a link.
   * @param address of the caller, for counting wrong passwords
   * @throws Problem 404 where the link opens nothing; 401 without the right password; 429 after too many tries
   */
  async open(token: string, password: string, address: string): Promise<ShownStory> {
    const { sql } = this.#deps.db;
    const link = (await this.#holding(sql`l.token_hash = ${hashOfToken(token)}`)) ?? noLink();
    if (link.passwordHash !== null) await this.#admit(link.id, link.passwordHash, password, address);
    const [row] = await sql<{ rendition: string; hash: string; publishedAt: string }[]>`
      update story_links l set opened = opened + 1, last_opened_at = clock_timestamp() from story_publications p
      where l.id = ${link.id} and p.key = l.publication_key
      returning p.rendition, p.hash, to_jsonb(p.published_at) #>> '{}' as "publishedAt"
    `;
    if (!row) noLink();
    const { rendition, ...head } = row;
    return { ...head, rendition: JSON.parse(rendition) as Rendition, ticket: this.#ticket(link.id) };
  }

  /** Counts before it looks, so that a hundred tries at once are a hundred. */
  async #admit(link: string, kept: string, password: string, address: string): Promise<void> {
    const { sql } = this.#deps.db;
    if (password === '') throw wrongPassword(false);
    const own = `story-link:${link}:${address}`;
    await countUse(sql, own, ALLOWED_FROM_ONE, WINDOW_S);
    await countUse(sql, `story-link:${link}`, ALLOWED_IN_ALL, WINDOW_S);
    if (!(await isPassword(password, kept))) throw wrongPassword(true);
    await sql`delete from account_rate_limits where key = ${own}`;
  }

  /** The link that a condition names, if it opens something now. */
  async #holding(condition: ReturnType<AppDeps['db']['sql']>): Promise<LinkRow | undefined> {
    const [row] = await this.#deps.db.sql<LinkRow[]>`
      select l.id, l.publication_key as publication, l.password_hash as "passwordHash"
      from story_links l join story_publications p on p.key = l.publication_key
      where ${condition} and l.revoked_at is null and (l.expires_at is null or l.expires_at > now())
        and p.withdrawn_at is null
    `;
    return row;
  }

  #seal(payload: string): Buffer {
    return createHmac('sha256', secretOf(this.#deps.env)).update(`story-ticket:${payload}`).digest();
  }

  #ticket(link: string): string {
    const payload = `${link}.${Math.floor(Date.now() / 1000) + TICKET_S}`;
    return `${payload}.${this.#seal(payload).toString('base64url')}`;
  }

  /** What a ticket opens; null where it is none, has expired, or its link no longer holds. */
  async openedBy(ticket: string): Promise<Opened | null> {
    const [, payload, id, until, seal] = /^(([0-9a-f-]{36})\.(\d{1,12}))\.([\w-]{43})$/.exec(ticket) ?? [];
    if (payload === undefined || id === undefined || Number(until) * 1000 <= Date.now()) return null;
    const given = Buffer.from(seal ?? '', 'base64url');
    const made = this.#seal(payload);
    if (given.length !== made.length || !timingSafeEqual(given, made)) return null;
    const link = await this.#holding(this.#deps.db.sql`l.id = ${id}`);
    return link ? this.#published(link.publication) : null;
  }

  async #published(key: string): Promise<Opened | null> {
    const known = this.#opened.get(key);
    if (known) return known;
    const [row] = await this.#deps.db.sql<{ rendition: string }[]>`
      select rendition from story_publications where key = ${key}
    `;
    if (!row) return null;
    const opened = openedBy(JSON.parse(row.rendition) as Rendition);
    this.#opened.set(key, opened);
    return opened;
  }
}
