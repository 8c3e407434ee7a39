-- What somebody would change about ways and playgrounds, under a name. Nothing of it is ever written into a layer.
create table network_scenarios (
  key uuid primary key,
  name text not null,
  edits jsonb not null,          -- Edit[] of gis/analysis/network/types.ts, checked by gis/network/edit-schema.ts
  settings jsonb not null,
  author_id text not null,
  author text not null,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  changed_by text
);
create trigger network_scenarios_version before update on network_scenarios
  for each row execute function qb_keep_version();
create trigger network_scenarios_audit after insert or update or delete on network_scenarios
  for each row execute function qb_audit('{}');
