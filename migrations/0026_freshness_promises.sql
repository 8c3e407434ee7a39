-- What a city promises of the age of a layer's data, where it is not what the layer itself says. No months: nothing is promised.
create table freshness_promises (
  layer text primary key,
  key text generated always as (layer) stored,  -- the audit log names rows by their key
  months integer check (months between 1 and 600),
  note text not null default '' check (length(note) <= 500),
  changed_at timestamptz not null default now(),
  changed_by text not null
);
create trigger freshness_promises_audit after insert or update or delete on freshness_promises
  for each row execute function qb_audit('{}');
