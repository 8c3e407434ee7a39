-- Tables of the layers. Geometry is stored in EPSG:25832 (metres); a generated column in EPSG:3857 serves the tiles.

create table statistical_units (
  id bigint generated always as identity primary key,
  key text not null unique,
  code text,
  name text,
  district text,
  area_ha double precision,
  geom geometry(MultiPolygon, 25832) not null,
  geom_3857 geometry(MultiPolygon, 3857) generated always as (st_transform(geom, 3857)) stored,
  import_id uuid references imports (id)
);
create index statistical_units_geom_3857 on statistical_units using gist (geom_3857);

create table unit_indicators (
  id bigint generated always as identity primary key,
  key text not null unique,
  unit_key text not null,
  indicator text not null,
  year integer not null,
  value double precision,
  unit text,
  denominator text,
  source text,
  state text not null,
  import_id uuid references imports (id)
);
create index unit_indicators_indicator on unit_indicators (indicator, year);
create index unit_indicators_unit on unit_indicators (unit_key);

create table population_cells (
  id bigint generated always as identity primary key,
  key text not null unique,
  cell text,
  census_year integer,
  inhabitants_raw integer,
  children_raw integer,
  total_area_ha double precision,
  settlement_area_ha double precision,
  state_raw text,
  -- k = 3: counts of one or two people are hidden from everyone; zero is a value.
  inhabitants integer generated always as (case when inhabitants_raw in (1, 2) then null else inhabitants_raw end) stored,
  -- Children are hidden with their cell, too: their number would give the hidden one away.
  children integer generated always as (
    case when inhabitants_raw in (1, 2) or children_raw in (1, 2) then null else children_raw end
  ) stored,
  state text generated always as (
    case when state_raw in ('value', 'uncertain') and inhabitants_raw in (1, 2) then 'suppressed' else state_raw end
  ) stored,
  geom geometry(MultiPolygon, 25832) not null,
  geom_3857 geometry(MultiPolygon, 3857) generated always as (st_transform(geom, 3857)) stored,
  import_id uuid references imports (id)
);
create index population_cells_geom_3857 on population_cells using gist (geom_3857);

create table green_areas (
  id bigint generated always as identity primary key,
  key text not null unique,
  name text,
  kind text,
  area_m2 double precision,
  geom geometry(MultiPolygon, 25832) not null,
  geom_3857 geometry(MultiPolygon, 3857) generated always as (st_transform(geom, 3857)) stored,
  import_id uuid references imports (id)
);
create index green_areas_geom_3857 on green_areas using gist (geom_3857);

create table streets (
  id bigint generated always as identity primary key,
  key text not null unique,
  name text,
  kind text,
  max_speed integer,
  oneway boolean,
  geom geometry(MultiLineString, 25832) not null,
  geom_3857 geometry(MultiLineString, 3857) generated always as (st_transform(geom, 3857)) stored,
  import_id uuid references imports (id)
);
create index streets_geom_3857 on streets using gist (geom_3857);

create table buildings (
  id bigint generated always as identity primary key,
  key text not null unique,
  address text,
  use text,
  floors integer,
  year_built integer,
  dwellings integer,
  height_m double precision,
  name text,
  geom geometry(MultiPolygon, 25832) not null,
  geom_3857 geometry(MultiPolygon, 3857) generated always as (st_transform(geom, 3857)) stored,
  import_id uuid references imports (id)
);
create index buildings_geom_3857 on buildings using gist (geom_3857);

-- Separate axes of a case; the map's class and mark are derived, never entered.
create table properties (
  id bigint generated always as identity primary key,
  key text not null unique,
  case_number text,
  address text,
  parcel text,
  condition text,
  occupancy text,
  owner_state text,
  availability text,
  procedure text,
  works text,
  after_use text,
  priority text,
  dwellings integer,
  floors integer,
  year_built integer,
  plot_m2 double precision,
  next_step text,
  next_step_due date,
  recorded_on date,
  class text generated always as (
    case
      when works = 'completed' then 'completed'
      when availability in ('acquired', 'negotiating', 'for-sale', 'not-for-sale') then availability
      else 'recorded'
    end
  ) stored,
  mark text generated always as (
    case
      when works = 'renovating' then 'renovating'
      when owner_state = 'ownerless' then 'ownerless'
      when owner_state = 'unknown' then 'owner-unknown'
      when owner_state = 'contact-lost' then 'contact-lost'
    end
  ) stored,
  geom geometry(MultiPolygon, 25832) not null,
  geom_3857 geometry(MultiPolygon, 3857) generated always as (st_transform(geom, 3857)) stored,
  import_id uuid references imports (id)
);
create index properties_geom_3857 on properties using gist (geom_3857);

create table property_history (
  id bigint generated always as identity primary key,
  key text not null unique,
  property_key text not null,
  axis text not null,
  value text,
  valid_from date,
  source text,
  author text,
  reason text,
  import_id uuid references imports (id)
);
create index property_history_property on property_history (property_key, valid_from desc);

create table playgrounds (
  id bigint generated always as identity primary key,
  key text not null unique,
  name text,
  kind text,
  street text,
  area_m2 double precision,
  ages text[],
  age_from integer,
  age_to integer,
  condition text,
  remarks text,
  geom geometry(Point, 25832) not null,
  geom_3857 geometry(Point, 3857) generated always as (st_transform(geom, 3857)) stored,
  import_id uuid references imports (id)
);
create index playgrounds_geom_3857 on playgrounds using gist (geom_3857);

create table playground_entrances (
  id bigint generated always as identity primary key,
  key text not null unique,
  playground_key text not null,
  geom geometry(Point, 25832) not null,
  geom_3857 geometry(Point, 3857) generated always as (st_transform(geom, 3857)) stored,
  import_id uuid references imports (id)
);
create index playground_entrances_geom_3857 on playground_entrances using gist (geom_3857);
create index playground_entrances_playground on playground_entrances (playground_key);

create table offer_sites (
  id bigint generated always as identity primary key,
  key text not null unique,
  name text,
  kind text,
  address text,
  provider text,
  places integer,
  anchor boolean,
  step_free boolean,
  website text,
  geom geometry(Point, 25832) not null,
  geom_3857 geometry(Point, 3857) generated always as (st_transform(geom, 3857)) stored,
  import_id uuid references imports (id)
);
create index offer_sites_geom_3857 on offer_sites using gist (geom_3857);

create table offers_at_sites (
  id bigint generated always as identity primary key,
  key text not null unique,
  site_key text not null,
  offer_key text,
  title text,
  kind text,
  provider text,
  age_from integer,
  age_to integer,
  places integer,
  languages text[],
  weekdays text[],
  starts_at text,
  ends_at text,
  cost text,
  registration boolean,
  valid_from date,
  valid_to date,
  last_confirmed_on date,
  import_id uuid references imports (id)
);
create index offers_at_sites_site on offers_at_sites (site_key);

create table accidents (
  id bigint generated always as identity primary key,
  key text not null unique,
  year integer,
  month integer,
  weekday text,
  hour integer,
  category text,
  kind text,
  type text,
  light text,
  road_state text,
  with_bicycle boolean,
  with_car boolean,
  with_pedestrian boolean,
  with_motorcycle boolean,
  with_goods_vehicle boolean,
  with_other boolean,
  municipality text,
  atlas_id text,
  object_id text,
  position_state text,
  geom geometry(Point, 25832) not null,
  geom_3857 geometry(Point, 3857) generated always as (st_transform(geom, 3857)) stored,
  import_id uuid references imports (id)
);
create index accidents_geom_3857 on accidents using gist (geom_3857);
