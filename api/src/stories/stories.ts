import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Story } from '@quartierblick/gis/stories/story.ts';
import type { Sql, SqlLike } from '../db.ts';
import { Problem } from '../errors.ts';

/** Stories that the dashboard keeps. */
export const MOST_STORIES = 500;
/** What one person saves within this time is one former state. */
const ONE_STATE = '10 minutes';

export interface StoryHead {
  key: string;
  title: Text;
  slides: number;
  open: boolean;
  demo: boolean;
  version: number;
  changedAt: string;
  changedBy: string | null;
}

export interface KeptStory extends Omit<StoryHead, 'title' | 'slides'> {
  story: Story;
}

/** @throws Problem 404, always */
export function noSuchStory(): never {
  throw new Problem({
    status: 404,
    type: 'unknown-story',
    title: { de: 'Diese Geschichte gibt es nicht', en: 'There is no such story' },
  });
}

const head = (sql: SqlLike) => sql`
  key, open, demo, version::float8 as version, to_jsonb(changed_at) #>> '{}' as "changedAt",
  coalesce(changed_by, created_by) as "changedBy"
`;

/** Stories, those that were changed last first. @param all also those that are not open to everybody */
export function listStories(sql: SqlLike, all: boolean): Promise<StoryHead[]> {
  return sql<StoryHead[]>`
    select ${head(sql)}, content -> 'title' as title, jsonb_array_length(content -> 'slides') as slides
    from stories where open or ${all} order by changed_at desc, key
  `;
}

/** One story. @param all also where it is not open to everybody @throws Problem 404 */
export async function readStoryRow(sql: SqlLike, key: string, all: boolean): Promise<KeptStory> {
  const [row] = await sql<KeptStory[]>`
    select ${head(sql)}, content as story from stories where key = ${key} and (open or ${all})
  `;
  return row ?? noSuchStory();
}

/** Keeps a new story and its first state. @throws Problem 409 where there are very many */
export async function addStory(
  tx: SqlLike,
  { key, story, by }: { key: string; story: Story; by: string },
): Promise<void> {
  const made = await tx`
    insert into stories (key, content, created_by, changed_by)
    select ${key}, ${tx.json(story as never)}, ${by}, ${by} where (select count(*) from stories) < ${MOST_STORIES}
  `;
  if (made.count === 0) {
    throw new Problem({
      status: 409,
      type: 'too-many-stories',
      title: { de: 'Es sind schon sehr viele Geschichten', en: 'There are very many stories already' },
      detail: { de: 'Bitte erst eine löschen.', en: 'Please delete one first.' },
    });
  }
  await keepState(tx, { key, by });
}

/** What a save is based on. */
interface Save {
  key: string;
  /** Version that was seen. */
  seen: number;
  by: string;
  story?: Story;
  open?: boolean;
}

/**
 * Saves a story that is based on a version.
 * @throws Problem 404; 412 with the story as it is now, which the page merges slide by slide
 */
export async function saveStory(tx: SqlLike, { key, seen, by, story, open }: Save): Promise<void> {
  const changed = await tx`
    update stories set content = coalesce(${story ? tx.json(story as never) : null}::jsonb, content), open = coalesce(${open ?? null}, open)
    where key = ${key} and version = ${seen}
  `;
  if (changed.count === 0) await refuseStale(tx, key);
  if (story) await keepState(tx, { key, by });
}

/** Deletes a story that is as it was seen, with its former states. @throws Problem 404, 412 */
export async function removeStory(tx: SqlLike, { key, seen }: Pick<Save, 'key' | 'seen'>): Promise<void> {
  const gone = await tx`delete from stories where key = ${key} and version = ${seen}`;
  if (gone.count === 0) await refuseStale(tx, key);
}

/** Says why a story that was seen is not there as it was seen. @throws Problem 404; 412 with the story as it is now */
async function refuseStale(tx: SqlLike, key: string): Promise<never> {
  const current = await readStoryRow(tx, key, true);
  throw new Problem({
    status: 412,
    type: 'changed-meanwhile',
    title: { de: 'Inzwischen hat jemand die Geschichte geändert', en: 'Somebody has changed the story meanwhile' },
    detail: {
      de: 'Bitte Folie für Folie entscheiden, was gelten soll.',
      en: 'Please decide slide by slide what shall hold.',
    },
    extra: { current },
  });
}

/** Keeps the state of now; the last one of the same person takes its place where that is only minutes old and has no name. */
async function keepState(tx: SqlLike, { key, by }: { key: string; by: string }): Promise<void> {
  const replaced = await tx`
    update story_versions v set version = s.version, content = s.content, saved_at = clock_timestamp()
    from stories s
    where s.key = ${key} and v.id = (select id from story_versions where story_key = ${key} order by version desc limit 1)
      and v.saved_by = ${by} and v.name is null and v.began_at > clock_timestamp() - ${ONE_STATE}::interval
  `;
  if (replaced.count > 0) return;
  await tx`
    insert into story_versions (story_key, version, content, saved_by)
    select key, version, content, ${by} from stories where key = ${key}
  `;
}

/** Former states, newest first. */
export function listVersions(sql: Sql, key: string) {
  return sql<{ id: string; version: number; name: string | null; slides: number; savedAt: string; savedBy: string }[]>`
    select id, version::float8 as version, name, jsonb_array_length(content -> 'slides') as slides,
      to_jsonb(saved_at) #>> '{}' as "savedAt", saved_by as "savedBy"
    from story_versions where story_key = ${key} order by story_versions.version desc
  `;
}

/** The story as it was. @throws Problem 404 */
export async function readVersion(sql: SqlLike, key: string, id: string): Promise<Story> {
  const [row] = await sql<{ content: Story }[]>`
    select content from story_versions where story_key = ${key} and id = ${id}
  `;
  return row?.content ?? noSuchStory();
}
