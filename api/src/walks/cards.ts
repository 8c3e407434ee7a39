import { randomUUID } from 'node:crypto';
import type { CardItem } from '@quartierblick/gis/walks/plan.ts';
import type { WalkCard } from '@quartierblick/gis/walks/walk.ts';
import type { Database, SqlLike } from '../db.ts';
import { Problem, ruleProblem } from '../errors.ts';
import type { Issue } from '../errors.ts';
import { refuseStale } from '../properties/stale.ts';
import { acting } from '../audit/actor.ts';
import { refuseUnknownTheme, type Actor } from './changing.ts';
import type { CardChange, EnteredCard } from './walk-schemas.ts';

const noSuchCard = () =>
  new Problem({
    status: 404,
    type: 'unknown-card',
    title: { de: 'Diese Karte gibt es nicht', en: 'There is no such card' },
  });

/** Cards by title, those that are not offered any more last. */
export async function readCards(sql: SqlLike, key: string | null = null): Promise<WalkCard[]> {
  return [
    ...(await sql<WalkCard[]>`
      select key::text, title, title_en as "titleEn", theme, roles, items, retired_at is not null as retired, demo, version,
        (select count(*)::int from walk_stops s where c.key = any(s.cards)) as uses
      from walk_cards c where ${key === null ? sql`true` : sql`key = ${key}`}
      order by retired_at is not null, title, key
    `),
  ];
}

/** One card. @throws Problem 404 */
export async function readCard(sql: SqlLike, key: string): Promise<WalkCard> {
  const [card] = await readCards(sql, key);
  if (!card) throw noSuchCard();
  return card;
}

/**
 * @param before the same card's items, whose answers must stay readable
 * @throws Problem 400
 */
function checkItems(items: readonly CardItem[], before: readonly CardItem[] = []): void {
  const issues: Issue[] = [];
  for (const [i, item] of items.entries()) {
    const fault = (name: string, de: string, en: string) =>
      issues.push({ path: ['items', i, name], message: { de, en } });
    if (items.findIndex(({ id }) => id === item.id) < i) {
      fault('id', 'Diese Frage steht schon auf der Karte.', 'This question is on the card already.');
    }
    const options = item.options.map(({ id }) => id);
    if (item.kind === 'choice' && options.length < 2) {
      fault('options', 'Zur Auswahl gehören mindestens zwei Antworten.', 'A choice needs two answers at least.');
    }
    if (item.kind !== 'choice' && options.length > 0) {
      fault('options', 'Antworten gibt es nur bei einer Auswahl.', 'Only a choice has answers.');
    }
    if (new Set(options).size < options.length) {
      fault('options', 'Zwei Antworten haben dieselbe Kennung.', 'Two answers have the same id.');
    }
    const was = before.find(({ id }) => id === item.id);
    if (was && was.kind !== item.kind) {
      fault(
        'kind',
        'Die Art einer Frage bleibt, damit frühere Antworten lesbar sind. Bitte eine neue Frage anlegen.',
        'The kind of a question stays, so that earlier answers can be read. Please add a new question.',
      );
    }
  }
  if (issues.length > 0) throw ruleProblem(issues);
}

/** Columns of what is entered of a card. */
const columnsOf = ({ title, titleEn, theme, roles, retired }: CardChange) => ({
  ...(title !== undefined && { title }),
  ...(titleEn !== undefined && { title_en: titleEn }),
  ...(theme !== undefined && { theme }),
  ...(roles !== undefined && { roles }),
  ...(retired !== undefined && { retired_at: retired ? new Date() : null }),
});

/** Adds a card. @returns its key @throws Problem 400 */
export function addCard(db: Database, actor: Actor, { items, ...card }: EnteredCard): Promise<string> {
  checkItems(items);
  return acting(db, actor, async (tx) => {
    await refuseUnknownTheme(tx, card.theme);
    const key = randomUUID();
    const row = { ...columnsOf(card), key, items: tx.json(items as never), changed_by: actor.who.name };
    await tx`insert into walk_cards ${tx(row as never)}`;
    return key;
  });
}

/** Changes a card. Walks that are under way get it with their next plan. @throws Problem 400, 404 or 412 */
export function changeCard(
  db: Database,
  actor: Actor,
  { key, seen, change }: { key: string; seen: number; change: CardChange },
): Promise<void> {
  return acting(db, actor, async (tx) => {
    const [current] = await tx<{ version: number; items: CardItem[]; properties: Record<string, unknown> }[]>`
      select version, items, to_jsonb(c) as properties from walk_cards c where key = ${key} for update
    `;
    if (!current) throw noSuchCard();
    const changes = { ...columnsOf(change), ...(change.items && { items: change.items }) };
    await refuseStale(tx, { entity: 'walk_cards', key, current, seen, changes });
    await refuseUnknownTheme(tx, change.theme);
    if (change.items) checkItems(change.items, current.items);
    if (Object.keys(changes).length === 0) return;
    const row = { ...changes, ...(change.items && { items: tx.json(change.items as never) }) };
    await tx`update walk_cards set ${tx(row as never)} where key = ${key}`;
  });
}
