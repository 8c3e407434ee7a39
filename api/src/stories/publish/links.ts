import { createHash, randomBytes } from 'node:crypto';
import type { StoryLink } from '@quartierblick/gis/stories/publication.ts';
import { acting } from '../../audit/actor.ts';
import type { Occasion } from '../../audit/actor.ts';
import type { Identity } from '../../auth/identity.ts';
import { note } from '../../auth/note.ts';
import { Problem } from '../../errors.ts';
import type { StoryTools } from '../asking.ts';
import { hashOfPassword } from './passwords.ts';
import { deedBy, listPublications, noSuchPublication } from './publications.ts';

/** Of a link only this is kept; found by it, nothing is compared letter by letter. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** What a planner says of a new link. */
interface LinkWish {
  password: string | null;
  expiresAt: string | null;
  note: string | null;
}

const refusal = (de: string, en: string) =>
  new Problem({
    status: 409,
    type: 'link-refused',
    title: { de: 'Dieser Link wird nicht gemacht', en: 'This link is not made' },
    detail: { de, en },
  });

/**
 * Makes an address under which a publication is given to others.
 * @returns the link, and its secret, which is kept nowhere
 * @throws Problem 404 without the publication; 409 where it was withdrawn, the time is past, or internal things would lie open
 */
export async function makeStoryLink(
  { deps }: StoryTools,
  { story, publication }: { story: string; publication: string },
  wish: LinkWish,
  by: { who: Identity; occasion: Occasion },
): Promise<{ link: StoryLink; token: string }> {
  const { sql } = deps.db;
  const head = (await listPublications(sql, story)).find(({ key }) => key === publication) ?? noSuchPublication();
  if (head.withdrawnAt !== null) {
    throw refusal('Die Veröffentlichung wurde zurückgezogen.', 'The publication was withdrawn.');
  }
  if (head.edition === 'planner' && wish.password === null) {
    throw refusal(
      'Die interne Ausgabe wird nur mit einem Passwort weitergegeben.',
      'The internal edition is only given away with a password.',
    );
  }
  if (wish.expiresAt !== null && Date.parse(wish.expiresAt) <= Date.now()) {
    throw refusal('Das Ende der Gültigkeit liegt in der Vergangenheit.', 'The link would have expired already.');
  }
  const token = randomBytes(32).toString('base64url');
  const password = wish.password === null ? null : await hashOfPassword(wish.password);
  const id = await acting(deps.db, by, async (tx) => {
    const [made] = await tx<{ id: string }[]>`
      insert into story_links (publication_key, token_hash, password_hash, note, expires_at, created_by)
      values (${publication}, ${hashOfToken(token)}, ${password}, ${wish.note}, ${wish.expiresAt}, ${by.who.name})
      returning id
    `;
    const after = { edition: head.edition, 'expires-at': wish.expiresAt, 'with-password': password !== null };
    await note(tx, { ...deedBy(by), action: 'link-made', entity: 'story', key: story, after });
    return made?.id;
  });
  const list = await listPublications(sql, story);
  const link = list.flatMap(({ links }) => links).find((one) => one.id === id);
  return { link: link ?? noSuchPublication(), token };
}

/** Ends a link at once. @throws Problem 404 where there is none that holds */
export async function revokeStoryLink(
  { deps }: StoryTools,
  { story, publication, link }: { story: string; publication: string; link: string },
  by: { who: Identity; occasion: Occasion },
): Promise<void> {
  await acting(deps.db, by, async (tx) => {
    const ended = await tx`
      update story_links l set revoked_at = clock_timestamp() from story_publications p
      where l.id = ${link} and l.revoked_at is null and p.key = l.publication_key
        and p.key = ${publication} and p.story_key = ${story}
    `;
    if (ended.count === 0) {
      throw new Problem({
        status: 404,
        type: 'no-such-link',
        title: { de: 'Diesen Link gibt es nicht (mehr)', en: 'There is no such link (any more)' },
      });
    }
    await note(tx, { ...deedBy(by), action: 'revoked', entity: 'story', key: story });
  });
}
