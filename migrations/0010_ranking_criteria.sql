-- What a ranking needs beside the case file: the effort of the staff, and criteria of the planners' own.

alter table properties add column staff_hours integer;

create table ranking_criteria (
  key uuid primary key,
  definition jsonb not null,     -- title, question, source, direction, unit, value: see gis/ranking/own-criterion.ts
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text
);
create trigger ranking_criteria_version before update on ranking_criteria
  for each row execute function qb_keep_version();

-- A number, a grade or a pair of bounds per case. No reference to the case: an import may replace it and bring it back.
create table ranking_values (
  key text primary key,          -- criterion and case, for the audit log
  criterion_key uuid not null references ranking_criteria (key) on delete cascade,
  property_key text not null,
  value jsonb not null,
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text,
  unique (criterion_key, property_key)
);
create trigger ranking_values_version before update on ranking_values
  for each row execute function qb_keep_version();
create trigger ranking_values_audit after insert or update or delete on ranking_values
  for each row execute function qb_audit('{}');
