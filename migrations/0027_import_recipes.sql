-- How a file that comes again and again is read: remembered by its names of fields, offered when such a file comes.
create table import_recipes (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  target text not null,                         -- layer
  fields text[] not null,                       -- names of the fields of the file that it was made for
  layer_pattern text,                           -- name of the layer in the file, * for any text; null: any
  crs text,                                     -- as gis/read/crs-choice.ts reads it; null: what is likeliest
  mapping jsonb not null default '{}',          -- {"<column>": "<field>"}
  codes jsonb not null default '{}',            -- {"<column>": {"<text>": "<code>"}}; an empty code: not known
  table_choice jsonb,                           -- header row, columns of coordinates or key
  source jsonb,                                 -- {name, url, licence, licenceUrl, attribution}, as far as it is said
  author text not null,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);

-- What an import did with the fields, kept as it was: the recipe itself may change or go.
alter table imports add column recipe jsonb;    -- {id, name, layer, crs, mapping, values, table}
