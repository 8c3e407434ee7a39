-- The local address table: house coordinates, by which places are found from what people write. Streets are compared in memory, spelled
-- alike in one place (api/src/search/normalise.ts); the rows of those that come into question are fetched by the street as it is written.

create table addresses (
  id bigint generated always as identity primary key,
  key text not null unique,
  street text not null,
  number integer not null,
  suffix text,
  postcode text,
  place text,
  district text,
  -- Eight digits (Amtlicher Gemeindeschlüssel); older deliveries name the municipality by nothing else.
  municipality text,
  quality text,
  house_number text generated always as (number::text || coalesce(suffix, '')) stored,
  address text generated always as (street || ' ' || number::text || coalesce(suffix, '')) stored,
  geom geometry(Point, 25832) not null,
  geom_3857 geometry(Point, 3857) generated always as (st_transform(geom, 3857)) stored,
  import_id uuid references imports (id)
);
create index addresses_geom_3857 on addresses using gist (geom_3857);
create index addresses_street on addresses (street, number);
