-- Protected figures of the register by statistical unit; written by api/src/property-counts/refresh.ts and by nothing else.
create table property_counts (
  id bigint generated always as identity primary key,
  key text not null unique,
  name text,
  total integer,
  completed integer,
  renovating integer,
  acquired integer,
  recorded integer,
  state text,
  parts_state text,
  as_of date,
  geom geometry(MultiPolygon, 25832) not null,
  geom_3857 geometry(MultiPolygon, 3857) generated always as (st_transform(geom, 3857)) stored,
  import_id uuid references imports (id)
);
create index property_counts_geom_3857 on property_counts using gist (geom_3857);

-- In which unit a case lies, so that counting anew need not look at places. Never read for anyone but the counting.
create table property_units (
  property_key text primary key,
  unit_key text,
  place geometry(Point, 3857) not null
);
