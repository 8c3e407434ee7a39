-- Ways of ranking that somebody saved, and decisions that were taken on a ranking.

create table ranking_scenarios (
  id uuid primary key,
  name text not null,
  note text,
  settings jsonb not null,
  owner_id text not null,
  owner text not null,
  shared boolean not null default false,
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text
);
create index ranking_scenarios_owner on ranking_scenarios (owner_id);
create trigger ranking_scenarios_version before update on ranking_scenarios
  for each row execute function qb_keep_version();

-- Frozen with its figures under the hash of its text. What was wrong is said by a new decision that names the old one;
-- of two who correct the same decision at once, one does.
create table ranking_decisions (
  id uuid primary key,
  title text not null,
  decided_on date not null,
  content text not null,
  hash text not null,
  corrects uuid unique references ranking_decisions (id),
  created_at timestamptz not null default clock_timestamp(),
  created_by text not null
);
create index ranking_decisions_day on ranking_decisions (decided_on desc, created_at desc);

create function qb_refuse_decision_change() returns trigger language plpgsql as $$
begin
  raise exception 'a decision cannot be changed' using errcode = 'insufficient_privilege';
end $$;
create trigger ranking_decisions_stay before update or delete on ranking_decisions
  for each row execute function qb_refuse_decision_change();
create trigger ranking_decisions_stay_whole before truncate on ranking_decisions
  for each statement execute function qb_refuse_decision_change();
