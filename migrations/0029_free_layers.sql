-- Layers that planners make without code. Each has a table of its own, free_layer_<name>, made when the layer is made.
create table free_layers (
  key text primary key check (key ~ '^free-[a-z0-9]+(-[a-z0-9]+)*$' and length(key) <= 41),
  spec jsonb not null,            -- FreeLayerSpec of gis/layers/free/spec.ts
  position bigint generated always as identity,   -- drawing order among the free layers
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by text not null,
  changed_at timestamptz not null default now(),
  changed_by text,
  -- A deleted layer exists for nobody; it can be brought back until its table is dropped, 30 days later.
  deleted_at timestamptz,
  deleted_by text
);
create trigger free_layers_version before update on free_layers for each row execute function qb_keep_version();
create trigger free_layers_audit after insert or update or delete on free_layers for each row execute function qb_audit('{}');
