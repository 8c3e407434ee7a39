import { randomUUID } from 'node:crypto';
import { WalkDesk } from '@quartierblick/api/walks/test-field';
import type { TestDevice } from '@quartierblick/api/walks/test-field';
import { set } from '@quartierblick/gis/walks/stamp.ts';
import type { TestContext } from '../../support/databases.ts';
import type { Plantation } from './planted.ts';

/** A walk whose first stop is a case, with something telling in every place that is not everybody's. */
export interface PlantedWalk {
  walk: string;
  measure: string;
  finding: string;
  evidence: string;
  link: string;
  /** Who said all of it, by name; somebody else who joined by the code; and a device of an account. */
  author: TestDevice;
  guest: TestDevice;
  editor: TestDevice;
}

/** The store of files takes nothing else for a name. */
export const HASH = 'cd'.repeat(32);

/** Columns and fields that the steering group may read of a walk and a guest may not. */
export const STEERINGS = [
  'walk_stops.note',
  'walk_devices.name',
  'event answer',
  'event caption',
  'event voice',
  'event person',
  'walk_reviews.summary',
  'walk_reviews.reason',
  'walk_reviews.decided_by',
  'measures.title',
  'measures.action',
  'measures.place_text',
  'measures.responsible',
  'measures.reason',
  'measure_evidence.note',
] as const;
/** What others wrote: guests read it where the walk shows it. */
export const NOTE = 'event note';

/** Plants it. @param showsOthers whether guests are shown places and notes of the others */
export async function plantWalk(
  context: TestContext,
  { ledger, cases }: Plantation,
  showsOthers: boolean,
): Promise<PlantedWalk> {
  const { sql } = context.db;
  const desk = new WalkDesk(context);
  const text = (where: (typeof STEERINGS)[number] | typeof NOTE) => ledger.text(where, true);
  const walk = await desk.walk(new Date(), showsOthers);
  const [stop, finding, evidence, measure] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const place = 'SRID=25832;POINT(394010 5709210)';
  await sql`
    insert into walk_stops (key, walk_key, position, name, place, ref_layer, ref_key, note)
    values (${stop}, ${walk}, 1, 'Halt 1', ${place}::geometry, 'properties', ${String(cases[0])}, ${text('walk_stops.note')})
  `;
  const link = await desk.link(walk);
  const author = await desk.guest(walk, { code: link.code, name: text('walk_devices.name') });
  const [guest, editor] = [await desk.guest(walk, { code: link.code }), await desk.editor(walk)];
  const [photo, voice] = [randomUUID(), randomUUID()];
  desk.say(
    author,
    set('finding', finding, 'note', text(NOTE), []),
    set('finding', finding, 'stop', stop, []),
    set('finding', finding, `answer/${randomUUID()}`, text('event answer'), []),
    set('photo', photo, 'finding', finding, []),
    set('photo', photo, 'picture', { sha256: HASH, bytes: 9, width: 3, height: 2, covered: 0, drawn: false }, []),
    set('photo', photo, 'caption', text('event caption'), []),
    set('voice', voice, 'finding', finding, []),
    set('voice', voice, 'sound', { sha256: HASH, bytes: 9, seconds: 1, type: 'audio/webm' }, []),
    set('voice', voice, 'text', text('event voice'), []),
    set('person', randomUUID(), 'name', text('event person'), []),
  );
  const sent = await desk.batch(author);
  if (sent.status !== 200) throw new Error(await sent.text());
  await sql`
    insert into walk_reviews (key, walk_key, summary, decision, reason, decided_on, decided_by)
    values (${finding}, ${walk}, ${text('walk_reviews.summary')}, 'no-action', ${text('walk_reviews.reason')}, '2026-11-27',
      ${text('walk_reviews.decided_by')})
  `;
  await sql`
    insert into measures (key, title, action, place, place_text, responsible, reason, walk_key, created_by)
    values (${measure}, ${text('measures.title')}, ${text('measures.action')}, ${place}::geometry, ${text('measures.place_text')},
      ${text('measures.responsible')}, ${text('measures.reason')}, ${walk}, 'test')
  `;
  await sql`insert into measure_findings (measure_key, finding_key) values (${measure}, ${finding})`;
  await sql`
    insert into measure_evidence (key, measure_key, moment, kept_sha256, note)
    values (${evidence}, ${measure}, 'before', ${HASH}, ${text('measure_evidence.note')})
  `;
  return { walk, measure, finding, evidence, link: link.key, author, guest, editor };
}
