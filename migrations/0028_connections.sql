-- Services that data is fetched from, kept fresh on a schedule. What people decide stands in `connections` and is audited; what the
-- machine notes while it fetches stands in `connection_states` and `connection_runs`.
create table connections (
  id uuid primary key,
  key text generated always as (id::text) stored, -- the audit log names rows by their key
  ready text unique,                              -- of those that come with the program
  title text not null check (length(title) between 1 and 200),
  settings jsonb not null,                        -- {kind, url, …}: gis/connections/settings.ts; holds no secrets
  credential text,                                -- name of a secret in the environment, never the secret
  layer text not null,
  year integer check (year between 1000 and 2200),
  mapping jsonb,
  source jsonb not null default '{}',             -- overrides of what the layer's source says: {name, url, licence, …}
  schedule text not null default 'manual'
    check (schedule in ('manual', 'hourly', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly')),
  active boolean not null default false,
  replaces text not null default 'nothing' check (replaces in ('nothing', 'own', 'layer')),
  review boolean not null default true,
  most_gone_percent integer not null default 30 check (most_gone_percent between 0 and 100),
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text
);
create trigger connections_audit after insert or update or delete on connections
  for each row execute function qb_audit('{}');

create table connection_runs (
  id uuid primary key,
  connection_id uuid not null references connections (id) on delete cascade,
  -- unchanged: nothing new; waiting: a difference to be decided on; rejected: somebody did not want it
  state text not null check (state in ('running', 'unchanged', 'waiting', 'done', 'failed', 'cancelled', 'rejected', 'interrupted')),
  trigger text not null check (trigger in ('hand', 'schedule')),
  started_by text not null,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  decided_by text,
  pages integer not null default 0,
  bytes bigint not null default 0,
  matched integer,                                -- features that the service names
  file_name text,                                 -- the file itself lies under DATA_DIR while it waits
  sha256 text,
  etag text,
  last_modified text,
  difference jsonb,                               -- counts, reason and examples: api/src/connections/difference
  problem jsonb,                                  -- {type, title, detail} where it failed
  import_id uuid references imports (id) on delete set null
);
create index connection_runs_connection on connection_runs (connection_id, started_at desc);
create unique index connection_runs_one_running on connection_runs (connection_id) where state = 'running';
create index connection_runs_import on connection_runs (import_id) where import_id is not null;

create table connection_states (
  connection_id uuid primary key references connections (id) on delete cascade,
  next_at timestamptz,
  failures integer not null default 0             -- in a row
);
create index connection_states_next on connection_states (next_at) where next_at is not null;

-- A row that an import took out, to be put back when it is undone.
alter table import_before add column gone boolean not null default false;
