-- Stories for presentations: slides that are views of the dashboard, their former states, and what was published of them.

create table stories (
  key uuid primary key default gen_random_uuid(),
  content jsonb not null,        -- Story of gis/stories/story.ts
  open boolean not null default false,   -- the public edition is there for everybody, without a link
  demo boolean not null default false,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by text not null,
  changed_at timestamptz not null default now(),
  changed_by text
);
create trigger stories_version before update on stories for each row execute function qb_keep_version();

-- Former states. What one person saves within a few minutes is one state, unless it was given a name.
create table story_versions (
  id uuid primary key default gen_random_uuid(),
  story_key uuid not null references stories (key) on delete cascade,
  version bigint not null,
  content jsonb not null,
  name text,
  began_at timestamptz not null default clock_timestamp(),
  saved_at timestamptz not null default clock_timestamp(),
  saved_by text not null,
  unique (story_key, version)
);

-- What was published for one edition, frozen with its figures under the hash of its text.
create table story_publications (
  key uuid primary key default gen_random_uuid(),
  story_key uuid not null references stories (key) on delete cascade,
  version bigint not null,
  edition text not null check (edition in ('public', 'steering', 'planner')),
  content jsonb not null,        -- the story that was published, so that its slides can be rendered anew and compared
  rendition text not null,       -- canonical JSON of gis/stories/rendition.ts
  hash text not null,
  published_at timestamptz not null default clock_timestamp(),
  published_by text not null,
  withdrawn_at timestamptz
);
create index story_publications_story on story_publications (story_key, published_at desc);

create function qb_refuse_publication_change() returns trigger language plpgsql as $$
begin
  if (new.key, new.story_key, new.version, new.edition, new.content, new.rendition, new.hash, new.published_at, new.published_by)
    is distinct from (old.key, old.story_key, old.version, old.edition, old.content, old.rendition, old.hash, old.published_at, old.published_by)
    or old.withdrawn_at is not null
  then
    raise exception 'what was published cannot be changed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger story_publications_stay before update on story_publications
  for each row execute function qb_refuse_publication_change();

-- Addresses under which a publication is given to others; only hashes are kept.
create table story_links (
  id uuid primary key default gen_random_uuid(),
  publication_key uuid not null references story_publications (key) on delete cascade,
  token_hash text not null unique,
  password_hash text,
  note text,
  expires_at timestamptz,
  revoked_at timestamptz,
  opened integer not null default 0,
  last_opened_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  created_by text not null
);
create index story_links_publication on story_links (publication_key);

-- Phones that steer a presentation: only hashes of their secrets are kept, for some hours.
create table story_remotes (
  secret_hash text primary key,
  opened_by text not null,
  expires_at timestamptz not null
);
