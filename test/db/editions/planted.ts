import type { Database } from '@quartierblick/api/db';
import { addFreeLayer } from '@quartierblick/api/free-layers/change';
import { randomUUID } from 'node:crypto';
import { datasetsOf } from '@quartierblick/gis/layers/tables.ts';
import type { Dataset, Edition } from '@quartierblick/gis/layers/define.ts';
import type { Field } from '@quartierblick/gis/layers/fields.ts';
import { freeTable } from '@quartierblick/gis/layers/free/identifiers.ts';
import { proposeSpec } from '@quartierblick/gis/layers/free/propose.ts';
import { properties } from '@quartierblick/gis/layers/properties/layer.ts';

/**
 * What the steering group may read of a case that the city owns or has finished. Written down here a second time on
 * purpose: derived from the declared policy, the test would agree with whatever the policy says.
 */
const STEERING_READS = new Set(['key', 'address', 'works', 'after_use', 'dwellings', 'floors', 'year_built', 'listed']);

/** Id of the free layer that is planted; the steering group sees it, the public does not. */
export const FREE_LAYER = 'free-planted';

/** Fields that tell of owner, negotiation or procedure: no object with one of them may reach public or steering. */
export const PLANNERS_FIELDS = [
  'owner_state',
  'availability',
  'procedure',
  'occupancy',
  'case_number',
  'next_step',
  'next_step_due',
  'property_key',
];

interface Planted {
  /** Table and column. */
  where: string;
  steering: boolean;
}

/** Texts, whole numbers and dates that stand nowhere else, so that one pattern finds them in anything. */
const PATTERN = /zzplant\d{4}zz|(?<![\w.-])777\d{4}(?![\w-])|2187-\d\d-\d\d/gi;

/** Remembers every value that was planted, and finds them again. */
export class Ledger {
  readonly #planted = new Map<string, Planted>();

  text(where: string, steering = false): string {
    return this.#enter(`zzplant${String(this.#planted.size).padStart(4, '0')}zz`, where, steering);
  }

  number(where: string, steering = false): number {
    return Number(this.#enter(String(7_770_000 + this.#planted.size), where, steering));
  }

  date(where: string): string {
    const day = this.#planted.size;
    const text = new Date(Date.UTC(2187, 0, 1 + (day % 365))).toISOString().slice(0, 10);
    return this.#enter(text, where, false);
  }

  #enter(value: string, where: string, steering: boolean): string {
    this.#planted.set(value, { where, steering });
    return value;
  }

  /** Columns whose values stand in `text` although this edition may not read them. */
  leaks(text: string, edition: Edition): string[] {
    return this.found(text)
      .filter((value) => !(edition === 'steering' && this.#planted.get(value)?.steering === true))
      .map((value) => `${String(this.#planted.get(value)?.where)} (${value})`);
  }

  /** Planted values in a text. */
  found(text: string): string[] {
    const found = text.match(PATTERN)?.map((value) => value.toLowerCase()) ?? [];
    return [...new Set(found)].filter((value) => this.#planted.has(value));
  }

  /** Planted values of one column. */
  of(where: string): string[] {
    return [...this.#planted].filter(([, planted]) => planted.where === where).map(([value]) => value);
  }

  get texts(): string[] {
    return [...this.#planted.keys()].filter((value) => value.startsWith('zz'));
  }
}

export interface Plantation {
  ledger: Ledger;
  /** Keys of all cases, and of those that the steering group may see. */
  cases: string[];
  cityCases: string[];
  /** Keys of the rows of the case files. */
  partKeys: string[];
  imports: string[];
}

function valueOf(ledger: Ledger, where: string, { kind, values }: Field, steering: boolean): unknown {
  if (kind === 'text') return ledger.text(where, steering);
  if (kind === 'code') return Object.keys(values ?? {}).at(-1) ?? null;
  if (kind === 'date') return ledger.date(where);
  if (kind === 'boolean') return true;
  return ledger.number(where, steering);
}

/** A row with something telling in every field of the data set. */
function rowOf(
  ledger: Ledger,
  dataset: Dataset,
  given: Record<string, unknown>,
  isCity = false,
): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(dataset.fields)) {
    row[name] =
      name in given
        ? given[name]
        : valueOf(ledger, `${dataset.table}.${name}`, field, isCity && STEERING_READS.has(name));
  }
  return { ...row, ...given };
}

/** One for each way in which a case is none of the public's business; the last two belong to the city or are finished. */
const STATES = [
  { availability: 'negotiating', works: 'none', owner_state: 'known' },
  { availability: 'not-for-sale', works: 'planned', owner_state: 'unknown' },
  { availability: 'for-sale', works: 'renovating', owner_state: 'contact-lost' },
  { availability: null, works: null, owner_state: 'ownerless' },
  { availability: 'acquired', works: 'renovating', owner_state: 'contact-lost' },
  { availability: 'not-for-sale', works: 'completed', owner_state: 'ownerless' },
];

/** The store of files takes nothing else for a name. */
const HASH = 'ab'.repeat(32);

/** Lower left corner of the planted cases, EPSG:25832. */
const CORNER = { x: 394_000, y: 5_709_200 };

/** Fills every table of the case file, the accounts and the imports with values that planners only may read. */
export async function plant(db: Database): Promise<Plantation> {
  const { sql } = db;
  const ledger = new Ledger();
  const [register, open] = [randomUUID(), randomUUID()];
  await sql`
    insert into imports (id, layer, source_id, state, file_name, author, source, examples, finished_at) values
      (${register}, 'properties', 'register', 'done', ${ledger.text('imports.file_name')}, ${ledger.text('imports.author')}, '{}',
       ${sql.json({ 'no-key': [{ record: 1, example: ledger.text('imports.examples') }] })}, now()),
      (${open}, 'streets', 'streets', 'done', 'strassen.geojson', ${ledger.text('imports.author')}, '{}',
       ${sql.json({ 'no-key': [{ record: 1, example: ledger.text('imports.examples') }] })}, now())
  `;
  const cases: string[] = [];
  const cityCases: string[] = [];
  const partKeys: string[] = [];
  for (const [n, state] of STATES.entries()) {
    const isCity = state.availability === 'acquired' || state.works === 'completed';
    const key = isCity ? `city-${n}` : ledger.text('properties.key');
    cases.push(key);
    if (isCity) cityCases.push(key);
    const [x, y] = [CORNER.x + n * 40, CORNER.y];
    const geom = `SRID=25832;MULTIPOLYGON(((${x} ${y},${x + 20} ${y},${x + 20} ${y + 20},${x} ${y + 20},${x} ${y})))`;
    const row = rowOf(ledger, properties.dataset, { key, ...state }, isCity);
    await sql.begin(async (tx) => {
      await tx`select set_config('quartierblick.actor', ${ledger.text('audit_log.actor')}, true),
        set_config('quartierblick.reason', ${ledger.text('audit_log.reason')}, true)`;
      await tx`insert into properties ${tx({ ...row, geom, import_id: register })}`;
      for (const dataset of datasetsOf(properties).filter(({ parent }) => parent !== undefined)) {
        const partKey = ledger.text(`${dataset.table}.key`);
        partKeys.push(partKey);
        const part = rowOf(ledger, dataset, {
          key: partKey,
          property_key: key,
          ...('sha256' in dataset.fields && { sha256: HASH }),
        });
        await tx`insert into ${tx(dataset.table)} ${tx({ ...part, import_id: register })}`;
      }
    });
  }
  await plantFreeLayer(db, ledger);
  await plantPeople({ sql }, ledger);
  await sql`
    insert into layer_versions (layer, version) values ('properties', 5)
    on conflict (layer) do update set version = layer_versions.version + 1, changed_at = clock_timestamp()
  `;
  return { ledger, cases, cityCases, partKeys, imports: [register, open] };
}

/** A layer that planners made for the steering group: its title and rows are theirs, its hidden field nobody's. */
async function plantFreeLayer(db: Database, ledger: Ledger): Promise<void> {
  const told = ledger.text('free_layers.title', true);
  const label = (text: string) => ({ de: text, en: text });
  const secret = ledger.text('free_layers.hidden field');
  const { spec } = proposeSpec({ fileName: 'planted', geometry: 'point', fields: [] });
  await addFreeLayer(
    db,
    {
      who: { edition: 'planner', userId: null, name: ledger.text('free_layers.created_by'), via: 'session' },
      occasion: {},
    },
    {
      ...spec,
      id: FREE_LAYER,
      title: label(told),
      edition: 'steering',
      titleField: 'name',
      fields: [
        { column: 'name', kind: 'text', label: label('Name') },
        { column: 'secret', kind: 'text', label: label(secret), hidden: true },
      ],
    },
  );
  const geom = `SRID=25832;POINT(${CORNER.x} ${CORNER.y})`;
  const row = { key: ledger.text('free_layer.key', true), name: ledger.text('free_layer.name', true) };
  await db.sql`insert into ${db.sql(freeTable(FREE_LAYER))} ${db.sql({ ...row, secret: ledger.text('free_layer.secret'), geom })}`;
}

async function plantPeople({ sql }: Pick<Database, 'sql'>, ledger: Ledger): Promise<void> {
  const email = (where: string) => `${ledger.text(where)}@stadt.example`;
  await sql`
    insert into account_users (id, name, email, email_verified, edition)
    values (${ledger.text('account_users.id')}, ${ledger.text('account_users.name')}, ${email('account_users.email')}, true, 'planner')
  `;
  await sql`
    insert into account_invitations (token_hash, email, name, edition, invited_by, expires_at)
    values (${ledger.text('account_invitations.token_hash')}, ${email('account_invitations.email')},
      ${ledger.text('account_invitations.name')}, 'planner', ${ledger.text('account_invitations.invited_by')}, now() + interval '1 day')
  `;
  await sql`
    insert into saved_views (id, name, query, owner_id, shared)
    values (${randomUUID()}, ${ledger.text('saved_views.name')}, ${sql.json({ q: ledger.text('saved_views.query') })},
      ${ledger.text('saved_views.owner_id')}, true)
  `;
  await sql`
    insert into register_mappings (header_hash, headers, mapping, changed_by)
    values (${ledger.text('register_mappings.header_hash')}, ${[ledger.text('register_mappings.headers')]}, '{}',
      ${ledger.text('register_mappings.changed_by')})
  `;
}
