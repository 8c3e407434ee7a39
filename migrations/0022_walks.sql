-- Walks through the quarter. What is said on a walk is an append-only log for each device (gis/walks/event.ts); what is known of a
-- walk is derived from it, and what is decided afterwards stands in 0023.

-- Questions for a stop, used again and again. Empty roles: for everybody. The id of an item is never used again (gis/walks/plan.ts).
create table walk_cards (
  key uuid primary key default gen_random_uuid(),
  title text not null,
  title_en text,
  theme text,
  roles text[] not null default '{}',
  items jsonb not null,
  retired_at timestamptz,
  demo boolean not null default false,
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text
);

create table walks (
  key uuid primary key default gen_random_uuid(),
  title text not null,
  purpose text,
  theme text,
  meeting_point text,
  starts_at timestamptz not null,
  profile text not null default 'child-with-adult'
    check (profile in ('child-with-adult', 'child-alone', 'adult', 'step-free')),
  ordered text not null default 'given' check (ordered in ('given', 'best')),
  minutes_a_stop integer not null default 8 check (minutes_a_stop between 0 and 120),
  state text not null default 'draft' check (state in ('draft', 'open', 'walked', 'closed')),
  -- As it was reckoned, with the version of the network; null: not yet, or the stops have changed since.
  route jsonb,
  -- Whether guests see places and notes of the others; never names, photos, voices.
  shows_others boolean not null default false,
  lead_id text,
  demo boolean not null default false,
  created_at timestamptz not null default now(),
  created_by text not null,
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text
);

create table walk_stops (
  key uuid primary key,
  walk_key uuid not null references walks (key) on delete cascade,
  position integer not null,
  name text not null,
  place geometry(Point, 25832) not null,
  -- What it was picked from; never leaves towards guests.
  ref_layer text,
  ref_key text,
  cards uuid[] not null default '{}',
  minutes integer,
  note text,
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text,
  unique (walk_key, position) deferrable initially deferred
);

-- What devices were given, each version as it was: an answer stays readable when a card is reworded.
create table walk_plans (
  walk_key uuid not null references walks (key) on delete cascade,
  version integer not null,
  content jsonb not null,
  created_at timestamptz not null default now(),
  primary key (walk_key, version)
);

-- Of a code only the HMAC is kept. Ended ones stay, so that devices can be told why.
create table walk_links (
  key uuid primary key default gen_random_uuid(),
  walk_key uuid not null references walks (key) on delete cascade,
  secret_hash text not null unique,
  role text not null check (role in ('lead', 'scribe', 'child', 'scout', 'resident')),
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz
);
create index walk_links_walk on walk_links (walk_key, created_at desc);

-- A browser on one walk: by a link (then it can only add, lead or not), or of an account.
-- Another walk is another device, so that nobody is followed from walk to walk.
create table walk_devices (
  key uuid primary key,
  walk_key uuid not null references walks (key) on delete cascade,
  key_hash text not null,
  link_key uuid references walk_links (key) on delete cascade,
  user_id text,
  -- Never changes: what the log means depends on it.
  may text not null check (may in ('add', 'edit')),
  role text not null check (role in ('lead', 'scribe', 'child', 'scout', 'resident')),
  name text,
  joined_at timestamptz not null default now(),
  last_seen_at timestamptz,
  pending integer,
  ended_at timestamptz,
  check ((link_key is null) <> (user_id is null)),
  check (may = 'add' or user_id is not null)
);
create index walk_devices_walk on walk_devices (walk_key);

create table walk_events (
  id uuid primary key,
  walk_key uuid not null references walks (key) on delete cascade,
  device_key uuid not null references walk_devices (key) on delete cascade,
  seq integer not null check (seq > 0),
  -- Where readers go on. Grows in the order of commits within a walk, because whoever appends holds the walk.
  arrival bigint generated always as identity,
  thing uuid not null,
  kind text not null,
  -- The device's clock, right or wrong, and by how much it was behind ours when this was sent.
  said_at timestamptz not null,
  offset_ms bigint not null,
  received_at timestamptz not null default clock_timestamp(),
  -- The whole event as the device said it.
  event jsonb not null,
  unique (device_key, seq)
);
create index walk_events_reading on walk_events (walk_key, arrival);
create index walk_events_thing on walk_events (thing);

-- A row is written only when its bytes are safely in DATA_DIR/walks. sha256 is of what the device sent, kept_sha256 of what is kept.
create table walk_blobs (
  walk_key uuid not null references walks (key) on delete cascade,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  device_key uuid not null,
  kind text not null check (kind in ('photo', 'voice')),
  media_type text not null,
  bytes integer not null,
  kept_sha256 text not null,
  width integer,
  height integer,
  received_at timestamptz not null default now(),
  primary key (walk_key, sha256)
);
create index walk_blobs_kept on walk_blobs (kept_sha256);

-- Derived from the log, written with every batch, and rebuilt from it at any time (api/src/walks/project.ts).
create table walk_findings (
  key uuid primary key,
  walk_key uuid not null references walks (key) on delete cascade,
  device_key uuid not null,
  role text not null,
  stop_key uuid,
  measure_key uuid,
  theme text,
  note text,
  place geometry(Point, 25832),
  accuracy_m double precision,
  placed text,
  found_at timestamptz not null,
  photos text[] not null default '{}',
  voices text[] not null default '{}',
  -- Every field with all its values.
  fields jsonb not null,
  conflicts integer not null default 0,
  removed boolean not null default false
);
create index walk_findings_walk on walk_findings (walk_key);
create index walk_findings_place on walk_findings using gist (place);

create function qb_refuse_walk_event_change() returns trigger language plpgsql as $$
begin
  -- Only a whole walk is forgotten, by the one function that says so for its transaction.
  if tg_op <> 'DELETE' or qb_setting('forget_walk') is null then
    raise exception 'the log of a walk cannot be changed' using errcode = 'insufficient_privilege';
  end if;
  return old;
end $$;
create trigger walk_events_stay before update or delete on walk_events
  for each row execute function qb_refuse_walk_event_change();
create trigger walk_events_stay_whole before truncate on walk_events
  for each statement execute function qb_refuse_walk_event_change();

-- A route is long and can be reckoned again: it does not enter the audit log.
do $$
declare name text;
begin
  foreach name in array array['walk_cards', 'walks', 'walk_stops'] loop
    execute format('create trigger %I before update on %I for each row execute function qb_keep_version()', name || '_version', name);
    execute format(
      'create trigger %I after insert or update or delete on %I for each row execute function qb_audit(%L)',
      name || '_audit', name, case when name = 'walks' then '{route}' else '{}' end
    );
  end loop;
end $$;
create trigger walk_links_audit after insert or update of revoked_at or delete on walk_links
  for each row execute function qb_audit('{secret_hash}');
create trigger walk_devices_audit after insert or update of ended_at or delete on walk_devices
  for each row execute function qb_audit('{key_hash,name}');
