import type { TransactionSql } from 'postgres';
import { mayFollow, missingFor } from '@quartierblick/gis/walks/measure.ts';
import { columnsOf } from '../columns-of.ts';
import { acting } from '../audit/actor.ts';
import type { Occasion } from '../audit/actor.ts';
import type { Identity } from '../auth/identity.ts';
import type { Database, SqlLike } from '../db.ts';
import { Problem, ruleProblem } from '../errors.ts';
import { refuseStale } from '../properties/stale.ts';
import { readMeasures } from './read.ts';
import type { Measure } from '@quartierblick/gis/walks/measure.ts';

/** What people enter of a measure; null clears. */
export type MeasureFields = Partial<
  Pick<
    Measure,
    | 'title'
    | 'action'
    | 'theme'
    | 'place'
    | 'placeText'
    | 'responsible'
    | 'due'
    | 'remindOn'
    | 'state'
    | 'reason'
    | 'doneOn'
  >
>;

type Who = Pick<Identity, 'userId' | 'name'>;

/** Columns of the fields that are written as they come; the audit log names them. */
const COLUMNS = {
  title: 'title',
  action: 'action',
  theme: 'theme',
  placeText: 'place_text',
  responsible: 'responsible',
  due: 'due',
  remindOn: 'remind_on',
  state: 'state',
  reason: 'reason',
  doneOn: 'done_on',
} as const satisfies Partial<Record<keyof MeasureFields, string>>;

const noSuchMeasure = () =>
  new Problem({
    status: 404,
    type: 'unknown-measure',
    title: { de: 'Diese Maßnahme gibt es nicht', en: 'There is no such measure' },
  });

/** One measure. @throws Problem 404 */
export async function measureOf(sql: SqlLike, key: string): Promise<Measure> {
  const [measure] = await readMeasures(sql, { key });
  if (!measure) throw noSuchMeasure();
  return measure;
}

/** Does something to measures: one transaction of which the audit log knows who is at work, then the news to everyone. */
export async function changeMeasures<T>(
  db: Database,
  who: Who,
  occasion: Occasion,
  work: (tx: TransactionSql) => Promise<T>,
): Promise<T> {
  const done = await acting(db, { who, occasion }, work);
  await db.publish({ type: 'measures-changed' });
  return done;
}

/** The column of a place as it is written (EWKT, EPSG:25832); none where the place is not to be touched. */
async function placeColumn(tx: SqlLike, place: Measure['place'] | undefined): Promise<{ place?: string | null }> {
  if (place === undefined || place === null) return place === null ? { place } : {};
  const [row] = await tx<{ place: string }[]>`
    select st_asewkt(st_transform(st_setsrid(st_makepoint(${place.lon}, ${place.lat}), 4326), 25832)) as place
  `;
  return row ?? {};
}

/** @throws Problem 400 where the state wants something that is not said */
function checkState(measure: Pick<Measure, 'state' | 'reason' | 'doneOn'>): void {
  const missing = missingFor(measure);
  if (missing === 'reason') {
    const message = {
      de: 'Wer eine Maßnahme ablehnt, sagt warum.',
      en: 'Whoever rejects a measure says why.',
    };
    throw ruleProblem([{ path: ['reason'], message }]);
  }
  if (missing === 'doneOn') {
    const message = { de: 'Es fehlt der Tag der Erledigung.', en: 'The day on which it was done is missing.' };
    throw ruleProblem([{ path: ['doneOn'], message }]);
  }
}

/** @throws Problem 400 where the theme, the walk or a finding is not there */
async function checkKeys(
  tx: SqlLike,
  { theme = null, walk = null, findings = [] }: { theme?: string | null; walk?: string | null; findings?: string[] },
): Promise<void> {
  const [there] = await tx<{ theme: boolean; walk: boolean; findings: string[] }[]>`
    select ${theme}::text is null or exists (select 1 from measure_themes where key = ${theme}) as theme,
      ${walk}::uuid is null or exists (select 1 from walks where key = ${walk}) as walk,
      array(select key::text from walk_findings where key = any(${findings}::uuid[])) as findings
  `;
  const gone = (what: string, whatEn: string) => ({
    de: `${what} gibt es nicht (mehr).`,
    en: `There is no such ${whatEn} (any more).`,
  });
  const issues = [
    ...(there?.theme ? [] : [{ path: ['theme'], message: gone('Dieses Thema', 'theme') }]),
    ...(there?.walk ? [] : [{ path: ['walk'], message: gone('Diesen Gang', 'walk') }]),
    ...findings.flatMap((key, i) =>
      there?.findings.includes(key) ? [] : [{ path: ['findings', i], message: gone('Diesen Fund', 'finding') }],
    ),
  ];
  if (issues.length > 0) throw ruleProblem(issues);
}

/** Adds a measure. @returns it @throws Problem 400 */
export function addMeasure(
  db: Database,
  who: Who,
  occasion: Occasion,
  entered: MeasureFields & { title: string; walk?: string | null; findings?: string[] },
): Promise<Measure> {
  const { place, walk = null, findings = [] } = entered;
  checkState({ state: 'open', reason: null, doneOn: null, ...entered });
  return changeMeasures(db, who, occasion, async (tx) => {
    await checkKeys(tx, { theme: entered.theme ?? null, walk, findings });
    const own = { ...columnsOf(COLUMNS, entered), ...(await placeColumn(tx, place)) };
    const row = { ...own, walk_key: walk, created_by: who.name, changed_by: who.name };
    const [made] = await tx<{ key: string }[]>`insert into measures ${tx(row)} returning key`;
    if (!made) throw new Error('no row came back');
    await linkFindings(tx, made.key, findings);
    return measureOf(tx, made.key);
  });
}

/** Makes the findings of a measure those that are named. */
async function linkFindings(tx: SqlLike, measure: string, findings: readonly string[]): Promise<void> {
  await tx`delete from measure_findings where measure_key = ${measure} and finding_key <> all(${findings}::uuid[])`;
  await tx`
    insert into measure_findings (measure_key, finding_key) select ${measure}, f from unnest(${findings}::uuid[]) f
    on conflict do nothing
  `;
}

/** @throws Problem 400 where a state cannot follow */
function checkFollows(from: Measure, to: MeasureFields): void {
  if (to.state === undefined || mayFollow(from.state, to.state)) return;
  const message = {
    de: 'Was beendet ist, wird zuerst wieder geöffnet.',
    en: 'What has ended is opened again first.',
  };
  throw ruleProblem([{ path: ['state'], message }]);
}

/**
 * Changes a measure that was seen in a version.
 * @param edit `findings`, where given, become those of the measure
 * @throws Problem 400, 404, 412
 */
export function changeMeasure(
  db: Database,
  who: Who,
  occasion: Occasion,
  edit: { key: string; seen: number; changes: MeasureFields; findings?: string[] | undefined },
): Promise<Measure> {
  const { key, seen, changes, findings } = edit;
  return changeMeasures(db, who, occasion, async (tx) => {
    await tx`select 1 from measures where key = ${key} for update`;
    const now = await measureOf(tx, key);
    const current = { version: now.version, properties: { ...columnsOf(COLUMNS, now), place: now.place } };
    const wanted = columnsOf(COLUMNS, changes);
    const place = changes.place === undefined ? {} : { place: changes.place };
    await refuseStale(tx, { entity: 'measures', key, current, seen, changes: { ...wanted, ...place } });
    checkFollows(now, changes);
    checkState({ ...now, ...changes });
    await checkKeys(tx, { theme: changes.theme ?? null, findings: findings ?? [] });
    const row = { ...wanted, ...(await placeColumn(tx, changes.place)), changed_by: who.name };
    await tx`update measures set ${tx(row)} where key = ${key}`;
    if (findings) await linkFindings(tx, key, findings);
    return measureOf(tx, key);
  });
}
