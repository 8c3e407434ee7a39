import type { Json, Uuid } from '@quartierblick/gis/walks/event.ts';
import type { Saying } from '@quartierblick/gis/walks/stamp.ts';
import { below } from './db.ts';
import type { Tx, WalkBase } from './db.ts';
import { appendIn, recordIn } from './log.ts';
import type { Draft, FieldRef } from './types.ts';

const keyOf = (walk: Uuid, { kind, thing, field }: FieldRef) =>
  [walk, kind, thing, field] as [Uuid, string, Uuid, string];

/** Where a draft is, as text. */
export const nameOf = ({ kind, thing, field }: FieldRef): string => `${kind}/${thing}/${field}`;

/** What is being written in any tab of this browser. */
export const readDrafts = (base: WalkBase, walk: Uuid): Promise<Draft[]> =>
  base.read((db) => db.getAll('drafts', below(walk)));

/**
 * Keeps a draft. One that was begun before keeps what it was begun on.
 * @param over what the field holds now, for one that is begun with this
 */
export function keepDraft(
  base: WalkBase,
  walk: Uuid,
  ref: FieldRef,
  value: Json,
  over: readonly Uuid[],
): Promise<Draft> {
  return base.write(['walks', 'drafts'], 'relaxed', async (tx) => {
    // Forgotten in another tab: nothing of it may come back.
    await recordIn(tx as unknown as Tx<'walks'>, walk);
    const store = tx.objectStore('drafts');
    const begun = await store.get(keyOf(walk, ref));
    const draft: Draft = { kind: ref.kind, thing: ref.thing, field: ref.field, value, over: begun?.over ?? over };
    await store.put(draft, keyOf(walk, ref));
    return draft;
  });
}

const sayingOf = ({ kind, thing, field, value, over }: Draft): Saying => ({
  kind,
  thing,
  say: { do: 'set', field, value, over },
});

/**
 * Says drafts and ends them, in one transaction. What another tab has said meanwhile is not said again.
 * @param isNews whether a draft says something that the field does not hold already
 * @returns the drafts that are over
 */
export function settleDrafts(
  base: WalkBase,
  walk: Uuid,
  refs: readonly FieldRef[],
  isNews: (draft: Draft) => boolean,
): Promise<Draft[]> {
  // Ids are made before, so that a second attempt after a broken connection is the same one.
  const ids = refs.map(() => crypto.randomUUID());
  return base.write(['walks', 'log', 'drafts'], 'strict', async (tx) => {
    const store = tx.objectStore('drafts');
    const over: Draft[] = [];
    for (const [i, ref] of refs.entries()) {
      const draft = await store.get(keyOf(walk, ref));
      if (!draft) continue;
      over.push(draft);
      await store.delete(keyOf(walk, ref));
      const id = ids[i];
      if (isNews(draft) && id !== undefined) {
        await appendIn(tx as unknown as Tx<'walks' | 'log'>, walk, [{ id, saying: sayingOf(draft) }]);
      }
    }
    return over;
  });
}
