import type { TransactionSql } from 'postgres';
import { ROLES } from '@quartierblick/gis/walks/event.ts';
import type { Role } from '@quartierblick/gis/walks/event.ts';
import { canonical } from '@quartierblick/gis/walks/canonical.ts';
import type { PlanCard, PlanRoute, WalkPlan } from '@quartierblick/gis/walks/plan.ts';
import { lineOf } from '@quartierblick/gis/walks/walk.ts';
import type { PlannedRoute, Walk } from '@quartierblick/gis/walks/walk.ts';
import type { Database } from '../db.ts';
import { readCards } from './cards.ts';
import { noSuchWalk, readWalk } from './read-walks.ts';

const metresOf = (route: PlannedRoute): PlanRoute => ({
  line: lineOf(route),
  // Of a leg without a way there is nothing to tell but the straight line, which is in the line above.
  legs: route.legs.flatMap(({ from, to, metres, seconds }) =>
    metres === null || seconds === null ? [] : [{ from, to, metres, seconds }],
  ),
  metres: route.metres,
  seconds: route.seconds,
});

/** Without a route the end is what the stops take. */
const endOf = ({ startsAt, endsAt, stops, minutesAStop }: Walk): string => {
  const minutes = stops.reduce((sum, stop) => sum + (stop.minutes ?? minutesAStop), 0);
  return endsAt ?? new Date(Date.parse(startsAt) + minutes * 60_000).toISOString();
};

/** What devices are told of a walk: no case, no name of anybody, nothing of what a stop was picked from. */
function planOf(walk: Walk, cards: readonly PlanCard[], roles: readonly Role[]): Omit<WalkPlan, 'version'> {
  const named = new Set(cards.flatMap((card) => card.roles));
  return {
    ...{
      v: 1,
      walk: walk.key,
      title: walk.title,
      purpose: walk.purpose,
      meetingPoint: walk.meetingPoint,
      theme: walk.theme,
    },
    ...{ startsAt: walk.startsAt, endsAt: endOf(walk), profile: walk.profile },
    roles: ROLES.filter((role) => role === 'lead' || named.has(role) || roles.includes(role)),
    stops: walk.stops.map(({ key, name, lon, lat, cards: own, minutes }, i) => ({
      ...{ key, position: i + 1, name, lon, lat, cards: own, minutes: minutes ?? walk.minutesAStop },
    })),
    cards,
    route: walk.route && metresOf(walk.route),
  };
}

/**
 * The plan of a walk as devices are given it now. Where it differs from the last one that was given, it is kept as the next version,
 * so that what was said under an earlier one stays readable. Does not change the walk's own version: nobody's edit becomes stale
 * because a phone fetched the plan.
 * @throws Problem 404
 */
export function currentPlan(db: Database, key: string): Promise<WalkPlan> {
  return db.sql.begin((tx) => freezePlan(tx, key)) as Promise<WalkPlan>;
}

/** {@link currentPlan} within a transaction. */
async function freezePlan(tx: TransactionSql, key: string): Promise<WalkPlan> {
  // Two that ask at once do not both make the next version.
  const [held] = await tx`select key from walks where key = ${key} for no key update`;
  if (!held) throw noSuchWalk();
  const walk = await readWalk(tx, key, false);
  const wanted = new Set(walk.stops.flatMap(({ cards }) => cards));
  const cards = (await readCards(tx)).filter((card) => wanted.has(card.key));
  const told = cards.map(({ key: card, title, titleEn, theme, roles, items }): PlanCard => ({
    ...{ key: card, title: { de: title, en: titleEn ?? title }, theme, roles, items },
  }));
  const links = await tx<
    { role: Role }[]
  >`select distinct role from walk_links where walk_key = ${key} and revoked_at is null`;
  const content = planOf(
    walk,
    told,
    links.map(({ role }) => role),
  );
  const [last] = await tx<{ version: number; content: WalkPlan }[]>`
    select version, content from walk_plans where walk_key = ${key} order by version desc limit 1
  `;
  if (last) {
    const { version: _, ...before } = last.content;
    if (canonical(before) === canonical(content)) return last.content;
  }
  const plan: WalkPlan = { ...content, version: (last?.version ?? 0) + 1 };
  await tx`insert into walk_plans (walk_key, version, content) values (${key}, ${plan.version}, ${tx.json(plan as never)})`;
  return plan;
}
