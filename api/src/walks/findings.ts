import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { lonLatOf } from '@quartierblick/gis/network/lon-lat.ts';
import type { Json, Role } from '@quartierblick/gis/walks/event.ts';
import type { FindingFields, SaidValue } from '@quartierblick/gis/walks/finding.ts';
import { groupFindings, labelFindings, proposeMerges } from '@quartierblick/gis/walks/group.ts';
import type { Sighting } from '@quartierblick/gis/walks/group.ts';
import type { CardItem } from '@quartierblick/gis/walks/plan.ts';
import type {
  FieldConflict,
  FindingFile,
  GivenAnswer,
  ReviewedFinding,
  WalkFindings,
} from '@quartierblick/gis/walks/review.ts';
import { lineOf } from '@quartierblick/gis/walks/walk.ts';
import { canShow } from '@quartierblick/gis/walks/shown.ts';
import type { SqlLike } from '../db.ts';
import { readThemes } from '../measures/themes.ts';
import { readWalk } from './read-walks.ts';

interface Row extends Omit<
  ReviewedFinding,
  'label' | 'at' | 'photos' | 'voices' | 'answers' | 'conflicts' | 'contested'
> {
  x: number | null;
  y: number | null;
  photos: string[];
  voices: string[];
  fields: FindingFields;
  /** Fields in contradiction, and one more where it was hidden and spoken of. */
  conflicts: number;
}

/** What stands of a walk, oldest first; what was hidden is left out. */
const readRows = (sql: SqlLike, walk: string) => sql<Row[]>`
  select f.key::text, f.device_key::text as device, f.role, f.stop_key::text as stop, coalesce(r.theme, f.theme) as theme,
    coalesce(f.note, '') as note, st_x(f.place) as x, st_y(f.place) as y, f.accuracy_m as "accuracyM", f.placed,
    to_jsonb(f.found_at) #>> '{}' as "foundAt", f.photos, f.voices, f.fields, f.conflicts,
    case when r.key is not null then jsonb_build_object('summary', r.summary, 'theme', r.theme, 'decision', r.decision,
      'reason', r.reason, 'mergedInto', r.merged_into, 'decidedOn', r.decided_on, 'decidedBy', r.decided_by,
      'version', r.version) end as review,
    (
      select coalesce(jsonb_agg(jsonb_build_object('key', m.key, 'number', m.number, 'title', m.title, 'state', m.state)
        order by m.number), '[]')
      from measure_findings mf join measures m on m.key = mf.measure_key where mf.finding_key = f.key
    ) as measures
  from walk_findings f left join walk_reviews r on r.key = f.key and r.walk_key = f.walk_key
  where f.walk_key = ${walk} and not f.removed
  order by f.found_at, f.key
`;

type Roles = ReadonlyMap<string, Role>;

const shownValues = (kind: string, field: string, values: readonly SaidValue[]) =>
  values.filter(({ value }) => canShow(kind, field, value as Json));

/** What was said of a field, by the eyes through which it was seen: no name of anybody. */
function conflictsIn(key: string, { finding, parts }: FindingFields, roles: Roles): FieldConflict[] {
  const of = (
    kind: FieldConflict['kind'],
    thing: string,
    fields: Readonly<Record<string, readonly SaidValue[]>>,
  ): FieldConflict[] =>
    Object.entries(fields).flatMap(([field, all]) => {
      const values = shownValues(kind, field, all);
      if (values.length < 2) return [];
      const said = values.map(({ value, by }) => ({
        value: value as Json,
        by: [...new Set(by.flatMap(({ device }) => roles.get(device) ?? []))],
      }));
      return [{ kind, thing, field, values: said }];
    });
  return [
    ...of('finding', key, finding),
    // Where it belongs and what it is made of is no matter for people; what was written beside it is.
    ...parts.flatMap(({ kind, key: part, removed, fields }) =>
      removed ? [] : of(kind, part, { caption: fields['caption'] ?? [], text: fields['text'] ?? [] }),
    ),
  ];
}

const textsOf = (values: readonly SaidValue[] | undefined): string[] =>
  (values ?? []).flatMap(({ value }) => (typeof value === 'string' && value.trim() !== '' ? [value] : []));

/** Photos or voices with their words. */
function filesOf(
  hashes: readonly string[],
  { parts }: FindingFields,
  part: { kind: 'photo' | 'voice'; file: string; text: string },
  here: ReadonlySet<string>,
): FindingFile[] {
  const texts = new Map<string, string[]>();
  for (const { kind, removed, fields } of parts) {
    if (kind !== part.kind || removed) continue;
    for (const { value } of shownValues(kind, part.file, fields[part.file] ?? [])) {
      const { sha256 } = value as { sha256: string };
      texts.set(sha256, [...new Set([...(texts.get(sha256) ?? []), ...textsOf(fields[part.text])])]);
    }
  }
  return hashes.map((sha256) => ({ sha256, texts: texts.get(sha256) ?? [], here: here.has(sha256) }));
}

const SMILEYS: readonly Text[] = [
  { de: 'gefällt mir nicht', en: 'I do not like it' },
  { de: 'geht so', en: 'so-so' },
  { de: 'gefällt mir', en: 'I like it' },
];

/** An answer in words, where the number alone does not say it. */
function wordsOf({ kind, options }: CardItem, value: string | number): Text | null {
  if (kind === 'choice') return options.find(({ id }) => id === value)?.title ?? null;
  if (kind === 'smiley' && typeof value === 'number') return SMILEYS[value - 1] ?? null;
  return null;
}

/** What was answered, in the order of the cards; where devices contradict each other, it is among the conflicts. */
function answersOf({ finding }: FindingFields, items: ReadonlyMap<string, CardItem>): GivenAnswer[] {
  return [...items.values()].flatMap((item) => {
    const field = `answer/${item.id}`;
    const values = shownValues('finding', field, finding[field] ?? []);
    const value = values[0]?.value;
    if (values.length !== 1 || (typeof value !== 'string' && typeof value !== 'number')) return [];
    const { kind, title, unit } = item;
    return [{ item: item.id, kind, title, value, words: wordsOf(item, value), unit }];
  });
}

/** Questions of all versions of the plan, each as it was worded last. */
export async function readItems(sql: SqlLike, walk: string): Promise<Map<string, CardItem>> {
  const rows = await sql<{ items: CardItem[] }[]>`
    select card.value -> 'items' as items
    from walk_plans p, jsonb_array_elements(p.content -> 'cards') with ordinality card
    where p.walk_key = ${walk} order by p.version desc, card.ordinality
  `;
  const items = new Map<string, CardItem>();
  for (const item of rows.flatMap((row) => row.items)) if (!items.has(item.id)) items.set(item.id, item);
  return items;
}

/** Devices by their role, and those that had something left to send. */
async function readDevices(sql: SqlLike, walk: string) {
  const rows = await sql<
    { key: string; role: Role; name: string | null; count: number; seenAt: string | null; ended: boolean }[]
  >`
    select key::text, role, name, coalesce(pending, 0) as count, to_jsonb(last_seen_at) #>> '{}' as "seenAt",
      ended_at is not null as ended
    from walk_devices where walk_key = ${walk} order by joined_at, key
  `;
  return {
    roles: new Map(rows.map(({ key, role }) => [key, role])),
    pending: rows
      .filter(({ count, ended }) => count > 0 && !ended)
      .map(({ role, name, count, seenAt }) => ({ role, name, count, seenAt })),
  };
}

const readHere = async (sql: SqlLike, walk: string): Promise<Set<string>> =>
  new Set(
    (await sql<{ sha256: string }[]>`select sha256 from walk_blobs where walk_key = ${walk}`).map(
      ({ sha256 }) => sha256,
    ),
  );

/**
 * What was found on a walk and what was made of it, grouped, labelled and with proposals of what is the same.
 * @throws Problem 404
 */
export async function readFindings(sql: SqlLike, key: string): Promise<WalkFindings> {
  const walk = await readWalk(sql, key, false);
  const [rows, items, themes] = [await readRows(sql, key), await readItems(sql, key), await readThemes(sql)];
  const [devices, here] = [await readDevices(sql, key), await readHere(sql, key)];
  const stops = walk.stops.map(({ key: stop, name, lon, lat }) => ({
    key: stop,
    name,
    at: [lon, lat] as [number, number],
  }));
  const stopAt = new Map(stops.map(({ key: stop, at }) => [stop, at]));
  const sightings = rows.map((row) => ({
    ...row,
    at: row.x === null || row.y === null ? null : ([row.x, row.y] as [number, number]),
  }));
  const order = stops.map(({ key: stop }) => stop);
  const groups = groupFindings(
    sightings,
    order,
    themes.map(({ key: theme }) => theme),
  );
  const labels = labelFindings(groups, order);
  const inOrder = groups.flatMap((group) => group.themes.flatMap(({ findings }) => findings));
  const findings = inOrder.map(
    ({ x: _x, y: _y, at, fields, photos, voices, conflicts: count, ...row }): ReviewedFinding => {
      const conflicts = conflictsIn(row.key, fields, devices.roles);
      return {
        ...row,
        label: labels.get(row.key) ?? '',
        at: at ? lonLatOf(at) : ((row.stop === null ? undefined : stopAt.get(row.stop)) ?? null),
        photos: filesOf(photos, fields, { kind: 'photo', file: 'picture', text: 'caption' }, here),
        voices: filesOf(voices, fields, { kind: 'voice', file: 'sound', text: 'text' }, here),
        answers: answersOf(fields, items),
        conflicts,
        contested: count > conflicts.filter(({ kind }) => kind === 'finding').length,
      };
    },
  );
  return {
    walk: { key, title: walk.title, state: walk.state, version: walk.version },
    stops,
    themes,
    route: walk.route ? lineOf(walk.route) : [],
    findings,
    proposals: proposals(sightings),
    pending: devices.pending,
  };
}

/**
 * What may be one. A proposal that was refused left a review with every one of it, so it comes again only with a finding that nobody has
 * looked at. The one that is decided on already, if any, is what the others would be merged into.
 */
function proposals(sightings: readonly (Sighting & Pick<Row, 'review' | 'measures'>)[]): string[][] {
  const open = sightings.filter(({ review }) => review?.mergedInto == null);
  const byKey = new Map(open.map((one) => [one.key, one]));
  const isDecided = (key: string) => {
    const one = byKey.get(key);
    return one !== undefined && (one.measures.length > 0 || one.review?.decision != null);
  };
  return proposeMerges(open).flatMap((proposal) => {
    const decided = proposal.filter(isDecided);
    if (decided.length > 1 || proposal.every((key) => byKey.get(key)?.review != null)) return [];
    return [[...decided, ...proposal.filter((key) => !isDecided(key))]];
  });
}
