import type { PublicationHead } from '@quartierblick/gis/stories/publication.ts';
import { changesSince } from '@quartierblick/gis/stories/changes.ts';
import type { StoryChanges } from '@quartierblick/gis/stories/changes.ts';
import type { Rendition } from '@quartierblick/gis/stories/rendition.ts';
import type { Story } from '@quartierblick/gis/stories/story.ts';
import { NO_WORDS } from '@quartierblick/gis/stories/words.ts';
import { canonical, sha256 } from '@quartierblick/gis/ranking/hash.ts';
import { acting } from '../../audit/actor.ts';
import type { Occasion } from '../../audit/actor.ts';
import type { Identity } from '../../auth/identity.ts';
import { note } from '../../auth/note.ts';
import type { SqlLike } from '../../db.ts';
import { Problem } from '../../errors.ts';
import type { StoryTools } from '../asking.ts';
import { renderStory } from '../rendition.ts';
import { readStoryRow } from '../stories.ts';

type Edition = Rendition['edition'];
interface By {
  who: Identity;
  occasion: Occasion;
}

/** @throws Problem 404, always */
export function noSuchPublication(): never {
  throw new Problem({
    status: 404,
    type: 'unknown-publication',
    title: { de: 'Diese Veröffentlichung gibt es nicht', en: 'There is no such publication' },
  });
}

/** What the audit log needs of whoever is at work. */
export const deedBy = ({ who, occasion }: By) => ({
  actorId: who.userId,
  actor: who.name,
  ...(occasion.requestId !== undefined && { requestId: occasion.requestId }),
});

/** What was published of a story, newest first, with its links. */
export function listPublications(sql: SqlLike, story: string): Promise<PublicationHead[]> {
  return sql<PublicationHead[]>`
    select key, version::float8 as version, edition, jsonb_array_length(content -> 'slides') as slides, hash,
      to_jsonb(published_at) #>> '{}' as "publishedAt", published_by as "publishedBy",
      to_jsonb(withdrawn_at) #>> '{}' as "withdrawnAt",
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'id', l.id, 'note', l.note, 'password', l.password_hash is not null, 'expiresAt', l.expires_at,
          'revokedAt', l.revoked_at, 'opened', l.opened, 'lastOpenedAt', l.last_opened_at,
          'createdAt', l.created_at, 'createdBy', l.created_by
        ) order by l.created_at desc)
        from story_links l where l.publication_key = p.key
      ), '[]') as links
    from story_publications p where story_key = ${story} order by published_at desc, key
  `;
}

/** One of a story's publications. @throws Problem 404 */
async function headOf(sql: SqlLike, story: string, key: string): Promise<PublicationHead> {
  return (await listPublications(sql, story)).find((one) => one.key === key) ?? noSuchPublication();
}

/** Notes are the presenter's: what is frozen has none, whoever may read it. */
const withoutNotes = (story: Story): Story => ({
  ...story,
  slides: story.slides.map((slide) => ({ ...slide, notes: NO_WORDS })),
});

/**
 * Freezes the story of now as one edition gets it: its texts, figures and contents under the hash of their canonical JSON.
 * @throws Problem 404 without the story, 409 where it has no slides
 */
export async function publishStory(
  tools: StoryTools,
  { story: key, edition }: { story: string; edition: Edition },
  by: By,
): Promise<PublicationHead> {
  const { db } = tools.deps;
  const row = await readStoryRow(db.sql, key, true);
  if (row.story.slides.length === 0) {
    throw new Problem({
      status: 409,
      type: 'no-slides',
      title: { de: 'Die Geschichte hat keine Folien', en: 'The story has no slides' },
    });
  }
  const content = withoutNotes(row.story);
  const rendition = canonical(await renderStory(tools, { key, story: content }, { edition, notes: false }));
  const hash = await sha256(rendition);
  const made = await acting(db, by, async (tx) => {
    const [added] = await tx<{ key: string }[]>`
      insert into story_publications (story_key, version, edition, content, rendition, hash, published_by)
      values (${key}, ${row.version}, ${edition}, ${tx.json(content as never)}, ${rendition}, ${hash}, ${by.who.name})
      returning key
    `;
    const after = { edition, hash };
    await note(tx, { ...deedBy(by), action: 'published', entity: 'story', key, after });
    return added?.key ?? '';
  });
  return headOf(db.sql, key, made);
}

/** Withdraws what was published: its links open nothing from now on. @throws Problem 404 where nothing is left to withdraw */
export async function withdrawPublication(
  { deps }: StoryTools,
  { story, key }: { story: string; key: string },
  by: By,
): Promise<void> {
  await acting(deps.db, by, async (tx) => {
    const [gone] = await tx<{ hash: string }[]>`
      update story_publications set withdrawn_at = clock_timestamp()
      where story_key = ${story} and key = ${key} and withdrawn_at is null returning hash
    `;
    if (!gone) noSuchPublication();
    await note(tx, { ...deedBy(by), action: 'withdrawn', entity: 'story', key: story, before: { hash: gone.hash } });
  });
}

/** The text that was frozen, letter by letter. @throws Problem 404 */
export async function frozenRendition(sql: SqlLike, story: string, key: string): Promise<string> {
  const [row] = await sql<{ rendition: string }[]>`
    select rendition from story_publications where story_key = ${story} and key = ${key}
  `;
  return row?.rendition ?? noSuchPublication();
}

/** What was frozen, and what it was made from. */
export interface Frozen {
  /** The story without notes. */
  content: Story;
  /** Canonical JSON. */
  rendition: string;
  edition: Edition;
  hash: string;
  publishedAt: string;
}

/**
 * What was published and still may be given to others.
 * @throws Problem 404 without it, 409 where it was withdrawn
 */
export async function readFrozen(sql: SqlLike, story: string, key: string): Promise<Frozen> {
  const [row] = await sql<(Frozen & { withdrawn: boolean })[]>`
    select content, rendition, edition, hash, to_jsonb(published_at) #>> '{}' as "publishedAt",
      withdrawn_at is not null as withdrawn
    from story_publications where story_key = ${story} and key = ${key}
  `;
  if (!row) noSuchPublication();
  const { withdrawn, ...frozen } = row;
  if (!withdrawn) return frozen;
  throw new Problem({
    status: 409,
    type: 'publication-withdrawn',
    title: { de: 'Diese Veröffentlichung wurde zurückgezogen', en: 'This publication was withdrawn' },
  });
}

/** What the data of now says otherwise than what was published. @throws Problem 404 */
export async function changesOf(tools: StoryTools, story: string, key: string): Promise<StoryChanges> {
  const [row] = await tools.deps.db.sql<{ content: Story; rendition: string; edition: Edition }[]>`
    select content, rendition, edition from story_publications where story_key = ${story} and key = ${key}
  `;
  if (!row) noSuchPublication();
  const { content, edition } = row;
  const now = await renderStory(tools, { key: story, story: content }, { edition, notes: false });
  return changesSince(JSON.parse(row.rendition) as Rendition, now);
}
