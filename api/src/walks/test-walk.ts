import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Json, Role } from '@quartierblick/gis/walks/event.ts';
import type { FindingFields } from '@quartierblick/gis/walks/finding.ts';
import type { SqlLike } from '../db.ts';
import { FileStore } from '../files/store.ts';

/** Lower left corner of what is planted, EPSG:25832. */
const [X, Y] = [393_900, 5_709_000];
const pointAt = ([east, north]: readonly [number, number]) => `SRID=25832;POINT(${X + east} ${Y + north})`;

/** Two stops, three devices: an account's, a child's and a scout's. */
export interface PlantedWalk {
  key: string;
  stops: [string, string];
  devices: { lead: string; child: string; scout: string };
  item: string;
}

/** Plants a walk that has taken place, with a card of one question at its first stop. */
export async function plantWalk(sql: SqlLike, title = 'Dunkle Ecken'): Promise<PlantedWalk> {
  const [key, first, second, item, card] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await sql`
    insert into walks ${sql({ key, title, starts_at: '2026-11-26T16:00:00+01:00', state: 'walked', created_by: 'test', meeting_point: 'Vor dem Familienbüro', purpose: 'Schulweg im Dunkeln' })}
  `;
  for (const [i, stop] of [first, second].entries()) {
    await sql`
      insert into walk_stops (key, walk_key, position, name, place)
      values (${stop}, ${key}, ${i + 1}, ${`Halt ${i + 1}`}, ${pointAt([i * 200, 50])}::geometry)
    `;
  }
  const items = [
    {
      id: item,
      kind: 'smiley',
      title: { de: 'Wie ist es hier?', en: 'How is it here?' },
      picture: null,
      options: [],
      unit: null,
    },
  ];
  const content = { cards: [{ key: card, title: { de: 'Licht', en: 'Light' }, theme: 'light', roles: [], items }] };
  await sql`insert into walk_plans (walk_key, version, content) values (${key}, 1, ${sql.json(content)})`;
  const device = async (role: Role, name: string | null, may: 'add' | 'edit') => {
    const [device, link] = [randomUUID(), randomUUID()];
    if (may === 'add') {
      await sql`
        insert into walk_links ${sql({ key: link, walk_key: key, secret_hash: link, role, created_by: 'test', expires_at: '2026-11-27T00:00:00Z' })}
      `;
    }
    await sql`
      insert into walk_devices ${sql({ key: device, walk_key: key, key_hash: 'x', role, name, may, user_id: may === 'edit' ? 'u' : null, link_key: may === 'add' ? link : null })}
    `;
    return device;
  };
  const devices = {
    lead: await device('lead', 'Renate Vogt', 'edit'),
    child: await device('child', 'Mia', 'add'),
    scout: await device('scout', null, 'add'),
  };
  return { key, stops: [first, second], devices, item };
}

interface Planted {
  by: Role & keyof PlantedWalk['devices'];
  note?: string;
  theme?: string | null;
  /** 0 or 1; null: along the way. */
  stop?: 0 | 1 | null;
  /** Metres from the corner. */
  at?: readonly [number, number] | null;
  minute?: number;
  /** Values beside the note, each with who says it. */
  said?: Record<string, { value: Json; by: (keyof PlantedWalk['devices'])[] }[]>;
  photos?: { sha256: string; caption?: string }[];
  voices?: { sha256: string; text: string }[];
  removed?: boolean;
}

const conflictCount = (fields: FindingFields['finding']) =>
  Object.values(fields).filter(({ length }) => length > 1).length;

/** Plants a finding as the projection of the log writes it. @returns its key */
export async function plantFinding(sql: SqlLike, walk: PlantedWalk, planted: Planted): Promise<string> {
  const {
    by,
    note = 'Lampe kaputt',
    theme = 'light',
    stop = 0,
    at = null,
    minute = 0,
    said = {},
    removed = false,
  } = planted;
  const key = randomUUID();
  const device = walk.devices[by];
  const found = Date.UTC(2026, 10, 26, 15, minute);
  const value = (one: Json, devices = [device]) => ({
    value: one,
    by: devices.map((of) => ({ device: of, at: found })),
  });
  const finding: FindingFields['finding'] = {
    note: [value(note)],
    theme: [value(theme)],
    ...Object.fromEntries(
      Object.entries(said).map(([field, all]) => [
        field,
        all.map((one) =>
          value(
            one.value,
            one.by.map((of) => walk.devices[of]),
          ),
        ),
      ]),
    ),
  };
  const part = (kind: 'photo' | 'voice', fields: Record<string, Json>) => ({
    kind,
    key: randomUUID(),
    removed: false,
    fields: Object.fromEntries(
      Object.entries({ finding: key, ...fields }).map(([field, one]) => [field, [value(one)]]),
    ),
  });
  const { photos = [], voices = [] } = planted;
  const picture = (sha256: string) => ({ sha256, bytes: 900, width: 60, height: 40, covered: 0, drawn: false });
  const fields: FindingFields = {
    finding,
    parts: [
      ...photos.map(({ sha256, caption = '' }) => part('photo', { picture: picture(sha256), caption })),
      ...voices.map(({ sha256, text }) =>
        part('voice', { sound: { sha256, bytes: 900, seconds: 4, type: 'audio/webm' }, text }),
      ),
    ],
  };
  await sql`
    insert into walk_findings (key, walk_key, device_key, role, stop_key, theme, note, place, placed, found_at, photos, voices, fields, conflicts, removed)
    values (${key}, ${walk.key}, ${device}, ${by}, ${stop === null ? null : walk.stops[stop]}, ${theme}, ${note},
      ${at === null ? null : pointAt(at)}::geometry, ${at === null ? null : 'gps'}, ${new Date(found)},
      ${photos.map(({ sha256 }) => sha256)}::text[], ${voices.map(({ sha256 }) => sha256)}::text[],
      ${sql.json(fields as never)}, ${conflictCount(finding)}, ${removed})
  `;
  return key;
}

/** Keeps a photo as an upload does. @returns the checksum of what the device sent */
export async function plantPhoto(sql: SqlLike, dataDir: string, walk: PlantedWalk, colour: string): Promise<string> {
  const original = await sharp({ create: { width: 60, height: 40, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();
  const kept = await new FileStore(join(dataDir, 'walks')).put({ original, full: original, thumb: original });
  const sha256 = kept.replace(/^./, (digit) => (digit === 'a' ? 'b' : 'a'));
  await sql`
    insert into walk_blobs ${sql({ walk_key: walk.key, sha256, device_key: walk.devices.lead, kind: 'photo', media_type: 'image/jpeg', bytes: original.length, kept_sha256: kept, width: 60, height: 40 })}
  `;
  return sha256;
}

/** Plants a measure that names findings. @returns its number */
export async function plantMeasure(
  sql: SqlLike,
  walk: PlantedWalk,
  findings: readonly string[],
  more: Record<string, string | null> = {},
): Promise<number> {
  const row = { title: 'Lampe tauschen', created_by: 'test', walk_key: walk.key, ...more };
  const [measure] = await sql<
    { key: string; number: number }[]
  >`insert into measures ${sql(row)} returning key::text, number`;
  if (!measure) throw new Error('no measure came back');
  for (const finding of findings) {
    await sql`insert into measure_findings (measure_key, finding_key) values (${measure.key}, ${finding})`;
  }
  return measure.number;
}
