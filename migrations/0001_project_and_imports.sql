-- The project area is data: another city changes this row, not a file.
create table project (
  id integer primary key default 1 check (id = 1),
  name jsonb not null,                          -- {"de": …, "en": …}
  bounds double precision[4] not null,          -- WGS 84: west, south, east, north
  surroundings double precision[4] not null,    -- what imports may touch; outside is refused
  land text not null check (land ~ '^[A-Z]{2}$'), -- ISO 3166-2:DE without the prefix; chooses the presets of rules
  default_view jsonb not null,                  -- {"center": [lon, lat], "zoom": z}
  languages text[] not null default '{de,en}',
  facts jsonb not null default '[]',            -- [{"label": {de,en}, "value": …, "source": …, "asOf": …}]
  demo boolean not null default false,
  changed_at timestamptz not null default now()
);

-- Every import, kept for lineage. Counts are per record of the file.
create table imports (
  id uuid primary key,
  layer text not null,
  source_id text,                               -- which reader took it
  state text not null check (state in ('queued','running','done','failed','cancelled','interrupted','undone')),
  file_name text not null,
  sha256 text,
  bytes bigint,
  author text not null,
  source jsonb not null default '{}',           -- {name, url, licence, licenceUrl, attribution}
  as_of date,
  demo boolean not null default false,
  read integer not null default 0,
  imported integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  skipped jsonb not null default '{}',          -- {"<reason>": n}
  examples jsonb not null default '{}',         -- {"<reason>": [{record, example}] } first ten each
  repaired jsonb not null default '{}',         -- {"<what>": n}
  problem jsonb,                                -- RFC 9457 object where it failed
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  sequence bigint generated always as identity  -- order of undoing
);
create index imports_layer on imports (layer, sequence desc);

-- What rows looked like before an import changed them, so that it can be undone.
create table import_before (
  import_id uuid not null references imports (id) on delete cascade,
  table_name text not null,
  key text not null,
  before jsonb not null,
  primary key (import_id, table_name, key)
);

-- The version stands in every tile URL; it grows with every change of a layer.
create table layer_versions (
  layer text primary key,
  version bigint not null default 1,
  changed_at timestamptz not null default now()
);
