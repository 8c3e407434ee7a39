-- The traffic light of problem pressure and ability to act, as cities keep it in their lists: judged by people, not derived.
alter table properties
  add column pressure text,
  add column ability_to_act text;

-- Imports of whole registers; what each changed stands in the audit log under its id, by which it can be undone once.
create table register_imports (
  id uuid primary key,
  at timestamptz not null default now(),
  actor_id text,
  actor text not null,
  file_name text not null,
  sha256 text not null,
  added integer not null,
  changed integer not null,
  undone_at timestamptz
);
