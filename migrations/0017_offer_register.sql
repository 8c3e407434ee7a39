-- The register of offers: who offers, what, and where and when it runs. Until now each offer stood once for every site, with its own
-- data repeated; two rows of one offer could contradict each other.

create table offer_providers (
  id bigint generated always as identity primary key,
  key text not null unique,
  name text,
  person text,
  email text,
  phone text,
  website text,
  note text,
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text,
  import_id uuid references imports (id)
);

create table offers (
  id bigint generated always as identity primary key,
  key text not null unique,
  provider_key text,
  title text,
  kind text,
  topic text,
  description text,
  age_from integer,
  age_to integer,
  places integer,
  languages text[],
  cost text,
  registration boolean,
  comes_to_you boolean,
  contact text,
  website text,
  valid_from date,
  valid_to date,
  last_confirmed_on date,
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text,
  import_id uuid references imports (id)
);
create index offers_provider on offers (provider_key);

-- Public texts of an offer in other languages, and in plain language (plain), each with how far its translation has come.
create table offer_texts (
  id bigint generated always as identity primary key,
  key text not null unique,
  offer_key text not null,
  language text,
  plain boolean,
  title text,
  description text,
  state text,
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text,
  import_id uuid references imports (id)
);
create index offer_texts_offer on offer_texts (offer_key);

-- Rows without an offer's key were an offer each. Of rows that contradict each other the first one holds, as the map showed it.
update offers_at_sites set offer_key = key where offer_key is null;
insert into offer_providers (key, name, import_id)
select distinct on (provider) md5(provider), provider, import_id from offers_at_sites where provider is not null order by provider, key;
insert into offers (key, provider_key, title, kind, age_from, age_to, places, languages, cost, registration, comes_to_you, valid_from,
  valid_to, last_confirmed_on, import_id)
select distinct on (offer_key) offer_key, md5(provider), title, kind, age_from, age_to, places, languages, cost, registration,
  comes_to_you, valid_from, valid_to, last_confirmed_on, import_id
from offers_at_sites order by offer_key, key;

alter table offers_at_sites
  drop column title,
  drop column kind,
  drop column provider,
  drop column age_from,
  drop column age_to,
  drop column places,
  drop column languages,
  drop column cost,
  drop column registration,
  drop column comes_to_you,
  drop column valid_from,
  drop column valid_to,
  drop column last_confirmed_on,
  alter column offer_key set not null,
  -- RFC 5545, without DTSTART: what the days of the week cannot say, e.g. every other week.
  add column recurrence text,
  add column cancelled_on text[],
  add column pauses_in_holidays boolean,
  add column note text,
  add column version bigint not null default 1,
  add column changed_at timestamptz not null default now(),
  add column changed_by text;
create index offers_at_sites_offer on offers_at_sites (offer_key);

alter table offer_sites
  add column contact text,
  add column version bigint not null default 1,
  add column changed_at timestamptz not null default now(),
  add column changed_by text;

-- What runs at a site, with what the offer and its provider say: the map's panel, search and export read from here.
create view offers_at_sites_told as
select r.id, r.key, r.import_id, r.site_key, r.offer_key, r.weekdays, r.starts_at, r.ends_at, r.recurrence, r.cancelled_on,
  r.pauses_in_holidays, r.note, o.title, o.kind, p.name as provider, o.age_from, o.age_to, o.places, o.languages, o.cost,
  o.registration, o.comes_to_you, o.valid_from, o.valid_to, o.last_confirmed_on
from offers_at_sites r
left join offers o on o.key = r.offer_key
left join offer_providers p on p.key = o.provider_key;

do $$
declare name text;
begin
  foreach name in array array['offer_providers', 'offers', 'offer_texts', 'offers_at_sites', 'offer_sites'] loop
    execute format('create trigger %I before update on %I for each row execute function qb_keep_version()', name || '_version', name);
  end loop;
end $$;
create trigger offer_providers_audit after insert or update or delete on offer_providers
  for each row execute function qb_audit('{person,email,phone}');
create trigger offers_audit after insert or update or delete on offers for each row execute function qb_audit('{}');
create trigger offer_texts_audit after insert or update or delete on offer_texts for each row execute function qb_audit('{}');
create trigger offers_at_sites_audit after insert or update or delete on offers_at_sites for each row execute function qb_audit('{}');
