-- The case file: what is recorded of a property beside the case itself, who changed what, and how people work with it.

-- Who is at work stands in settings of the transaction (api/src/audit/actor.ts); imports and the demo name themselves there, too.
create function qb_setting(name text) returns text language sql stable as
  $$ select nullif(current_setting('quartierblick.' || name, true), '') $$;

-- Nobody overwrites unseen: every change of a row grows its version, whatever makes the change.
create function qb_keep_version() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  new.changed_at := clock_timestamp();
  new.changed_by := coalesce(qb_setting('actor'), 'system');
  return new;
end $$;

-- The audit log: written by triggers, so that no way of changing a case can forget it.
create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  actor_id text,
  actor text not null,
  action text not null,          -- insert, update, delete; and what people do with accounts: sign-in, role-changed, …
  entity text not null,          -- table, or 'account', 'invitation', …
  entity_key text not null,
  property_key text,
  before jsonb,                  -- the changed fields as they were; protected ones only named
  after jsonb,
  reason text,
  request_id text,
  batch_id uuid
);
create index audit_log_property on audit_log (property_key, id desc);
create index audit_log_entity on audit_log (entity, entity_key, id desc);
create index audit_log_batch on audit_log (batch_id) where batch_id is not null;

create function qb_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log cannot be changed' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_log_stays before update or delete on audit_log for each row execute function qb_refuse_change();
create trigger audit_log_stays_whole before truncate on audit_log for each statement execute function qb_refuse_change();

-- Fields of `a` that differ in `b`; protected ones without their value, so that deleting an owner deletes the name everywhere.
create function qb_changed(a jsonb, b jsonb, hidden text[]) returns jsonb language sql immutable as $$
  select coalesce(
    jsonb_object_agg(key, case when key = any(hidden) and value <> 'null' then '{"protected": true}'::jsonb else value end),
    '{}'
  )
  from jsonb_each(a)
  where key <> all('{id,import_id,version,changed_at,changed_by,geom_3857}') and value is distinct from b -> key
$$;

-- Arguments of the trigger: the protected columns.
create function qb_audit() returns trigger language plpgsql as $$
declare
  was jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
  now_ jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
  hidden text[] := coalesce(tg_argv[0]::text[], '{}');
  removed jsonb := qb_changed(coalesce(was, '{}'), coalesce(now_, '{}'), hidden);
  added jsonb := qb_changed(coalesce(now_, '{}'), coalesce(was, '{}'), hidden);
begin
  if tg_op = 'UPDATE' and removed = '{}' and added = '{}' then return null; end if;
  insert into audit_log (actor_id, actor, action, entity, entity_key, property_key, before, after, reason, request_id, batch_id)
  values (
    qb_setting('actor_id'), coalesce(qb_setting('actor'), 'system'), lower(tg_op), tg_table_name,
    coalesce(now_, was) ->> 'key',
    case when tg_table_name = 'properties' then coalesce(now_, was) ->> 'key' else coalesce(now_, was) ->> 'property_key' end,
    case when was is not null then removed end, case when now_ is not null then added end,
    qb_setting('reason'), qb_setting('request_id'), qb_setting('batch_id')::uuid
  );
  return null;
end $$;

alter table properties
  add column listed boolean,
  add column formal_area boolean,
  add column vacant_dwellings integer,
  add column vacant_since date,
  add column residents integer,
  add column living_area_m2 double precision,
  add column assessed_on date,
  add column assessed_by text,
  add column legal_basis text,
  add column office text,
  add column version bigint not null default 1,
  add column changed_at timestamptz not null default now(),
  add column changed_by text;
alter table property_history
  add column version bigint not null default 1,
  add column changed_at timestamptz not null default now(),
  add column changed_by text;

create table property_owners (
  id bigint generated always as identity primary key,
  key text not null unique,
  property_key text not null,
  kind text,
  name text,
  role text,
  share text,
  contact text,
  note text,
  source text,
  valid_from date,
  valid_to date,
  purpose text,
  delete_on date,
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text,
  import_id uuid references imports (id)
);
create index property_owners_property on property_owners (property_key);
create index property_owners_delete_on on property_owners (delete_on);

create table property_defects (
  id bigint generated always as identity primary key,
  key text not null unique,
  property_key text not null,
  part text,
  grade text,
  found_on date,
  note text,
  source text,
  author text,
  mended_on date,
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text,
  import_id uuid references imports (id)
);
create index property_defects_property on property_defects (property_key);

create table property_costs (
  id bigint generated always as identity primary key,
  key text not null unique,
  property_key text not null,
  kind text,
  amount_eur double precision,
  state text,
  on_date date,
  source text,
  note text,
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text,
  import_id uuid references imports (id)
);
create index property_costs_property on property_costs (property_key);

create table property_funding (
  id bigint generated always as identity primary key,
  key text not null unique,
  property_key text not null,
  programme text,
  amount_eur double precision,
  share_percent double precision,
  state text,
  on_date date,
  reference text,
  note text,
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text,
  import_id uuid references imports (id)
);
create index property_funding_property on property_funding (property_key);

create table property_steps (
  id bigint generated always as identity primary key,
  key text not null unique,
  property_key text not null,
  instrument text,
  state text,
  started_on date,
  ended_on date,
  office text,
  contract_on date,
  notified_on date,
  averted_on date,
  exercised_on date,
  heard_on date,
  ordered_on date,
  served_on date,
  comply_by date,
  waiver_registered_on date,
  rehoused boolean,
  outcome text,
  reason text,
  author text,
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text,
  import_id uuid references imports (id)
);
create index property_steps_property on property_steps (property_key);

create table property_tasks (
  id bigint generated always as identity primary key,
  key text not null unique,
  property_key text not null,
  title text,
  due date,
  office text,
  assignee text,
  state text,
  done_on date,
  after_task text,
  note text,
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text,
  import_id uuid references imports (id)
);
create index property_tasks_property on property_tasks (property_key);
create index property_tasks_due on property_tasks (due) where state = 'open';

create table property_decisions (
  id bigint generated always as identity primary key,
  key text not null unique,
  property_key text not null,
  on_date date,
  body text,
  decision text,
  reason text,
  reference text,
  author text,
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text,
  import_id uuid references imports (id)
);
create index property_decisions_property on property_decisions (property_key);

create table property_notes (
  id bigint generated always as identity primary key,
  key text not null unique,
  property_key text not null,
  on_date date,
  note text,
  author text,
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text,
  import_id uuid references imports (id)
);
create index property_notes_property on property_notes (property_key);

-- The bytes lie in DATA_DIR/files under their SHA-256; a row is written only when they are safely there.
create table property_files (
  id bigint generated always as identity primary key,
  key text not null unique,
  property_key text not null,
  kind text,
  title text,
  taken_on date,
  note text,
  file_name text,
  media_type text,
  bytes integer,
  sha256 text,
  width integer,
  height integer,
  author text,
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text,
  import_id uuid references imports (id)
);
create index property_files_property on property_files (property_key);
create index property_files_sha256 on property_files (sha256);

do $$
declare name text;
begin
  foreach name in array '{properties,property_history,property_owners,property_defects,property_costs,property_funding,property_steps,property_tasks,property_decisions,property_notes,property_files}'::text[]
  loop
    execute format('create trigger %I before update on %I for each row execute function qb_keep_version()', name || '_version', name);
    execute format(
      'create trigger %I after insert or update or delete on %I for each row execute function qb_audit(%L)',
      name || '_audit', name, case when name = 'property_owners' then '{name,contact,note,share}' else '{}' end
    );
  end loop;
end $$;

-- How people work with the list.
create table saved_views (
  id uuid primary key,
  name text not null,
  query jsonb not null,
  owner_id text not null,
  shared boolean not null default false,
  changed_at timestamptz not null default now()
);
create index saved_views_owner on saved_views (owner_id);

-- One change of many cases; what it changed stands in the audit log under its id.
create table bulk_changes (
  id uuid primary key,
  at timestamptz not null default now(),
  actor_id text,
  actor text not null,
  field text not null,
  cases integer not null,
  undone_at timestamptz
);

-- How the columns of a register file were mapped, by the headers of the file.
create table register_mappings (
  header_hash text primary key,
  headers text[] not null,
  mapping jsonb not null,
  changed_by text,
  changed_at timestamptz not null default now()
);

-- A secret address under which a calendar application reads the deadlines.
create table calendar_tokens (
  token_hash text primary key,
  user_id text not null unique,
  created_at timestamptz not null default now()
);
