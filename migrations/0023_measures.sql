-- After a walk: what is made of each finding (observation and decision are kept apart), and the list of measures.

create table measure_themes (
  key text primary key,
  title text not null,
  title_en text not null,
  position integer not null
);
insert into measure_themes (key, title, title_en, position) values
  ('bornstrasse', 'Bornstraße', 'Bornstraße', 1),
  ('hannibal', 'Hannibal', 'Hannibal', 2),
  ('playgrounds', 'Spielplätze', 'Playgrounds', 3),
  ('ways', 'Wege und Querungen', 'Ways and crossings', 4),
  ('light', 'Licht und Angsträume', 'Light and places of fear', 5),
  ('waste', 'Müll', 'Waste', 6),
  ('buildings', 'Gebäude', 'Buildings', 7),
  ('other', 'Sonstiges', 'Other', 99);

create table measures (
  key uuid primary key default gen_random_uuid(),
  number integer generated always as identity unique,
  title text not null,
  action text,
  theme text references measure_themes (key),
  place geometry(Point, 25832),
  place_text text,
  responsible text,
  due date,
  remind_on date,
  state text not null default 'open' check (state in ('open', 'examined', 'commissioned', 'done', 'rejected')),
  reason text,
  done_on date,
  walk_key uuid references walks (key) on delete set null,
  demo boolean not null default false,
  created_at timestamptz not null default now(),
  created_by text not null,
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text,
  check (state <> 'rejected' or length(trim(reason)) > 0),
  check (state <> 'done' or done_on is not null)
);
create index measures_due on measures (due) where state not in ('done', 'rejected');

-- What was decided of a finding; none yet: no row. No reference to the finding: it is derived and may be rebuilt.
create table walk_reviews (
  key uuid primary key,
  walk_key uuid not null references walks (key) on delete cascade,
  merged_into uuid,
  summary text,
  theme text references measure_themes (key),
  decision text check (decision in ('measure', 'no-action')),
  reason text,
  decided_on date,
  decided_by text,
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text,
  check (decision is distinct from 'no-action' or length(trim(reason)) > 0),
  check (merged_into is null or (merged_into <> key and decision is null))
);

create table measure_findings (
  measure_key uuid not null references measures (key) on delete cascade,
  finding_key uuid not null,
  primary key (measure_key, finding_key)
);

create table measure_evidence (
  key uuid primary key default gen_random_uuid(),
  measure_key uuid not null references measures (key) on delete cascade,
  moment text not null check (moment in ('before', 'after')),
  kept_sha256 text not null,
  width integer,
  height integer,
  taken_on date,
  note text,
  finding_key uuid,
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text
);

do $$
declare name text;
begin
  foreach name in array array['measures', 'walk_reviews', 'measure_evidence'] loop
    execute format('create trigger %I before update on %I for each row execute function qb_keep_version()', name || '_version', name);
    execute format('create trigger %I after insert or update or delete on %I for each row execute function qb_audit(%L)', name || '_audit', name, '{}');
  end loop;
end $$;
