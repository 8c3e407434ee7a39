-- Sections in which a criterion is met on open data; written by api/src/hotspots/refresh.ts and by nothing else.
create table hotspots (
  id bigint generated always as identity primary key,
  key text not null unique,
  street text,
  criterion text,
  least integer,
  preset text,
  place text,
  from_m integer,
  to_m integer,
  first_year integer,
  last_year integer,
  data_years text,
  accidents integer,
  severe integer,
  light integer,
  points integer,
  cost_eur double precision,
  accident_keys text[],
  geom geometry(MultiLineString, 25832) not null,
  geom_3857 geometry(MultiLineString, 3857) generated always as (st_transform(geom, 3857)) stored,
  import_id uuid references imports (id)
);
create index hotspots_geom_3857 on hotspots using gist (geom_3857);

-- Which thresholds hold: {"preset": "nw" | "m-uko" | "he"} or {"preset": "own", "sectionM": …, "junctionM": …, "criteria": […]};
-- null: those of the project's Land, where it has any.
alter table project add column hotspots jsonb;
