-- What walking needs to know of a street or path (null: not known), and the places where streets are crossed and transport stops.

alter table streets
  add column walkable boolean,
  add column steps boolean,
  add column step_free boolean,
  -- Set where the line itself is a crossing: signals, zebra, island, none.
  add column crossing text,
  -- Bridges are above 0, tunnels below; null is 0.
  add column level integer;

create table crossings (
  id bigint generated always as identity primary key,
  key text not null unique,
  kind text,
  name text,
  street text,
  step_free boolean,
  geom geometry(Point, 25832) not null,
  geom_3857 geometry(Point, 3857) generated always as (st_transform(geom, 3857)) stored,
  import_id uuid references imports (id)
);
create index crossings_geom_3857 on crossings using gist (geom_3857);

create table stops (
  id bigint generated always as identity primary key,
  key text not null unique,
  name text,
  kind text,
  lines text[],
  step_free boolean,
  geom geometry(Point, 25832) not null,
  geom_3857 geometry(Point, 3857) generated always as (st_transform(geom, 3857)) stored,
  import_id uuid references imports (id)
);
create index stops_geom_3857 on stops using gist (geom_3857);
