-- Tokens by which programs (QGIS, GDAL) read what an edition may see, without an account of their own. Only hashes are kept.

create table service_tokens (
  id uuid primary key default gen_random_uuid(),
  token_hash text not null unique,
  name text not null,
  edition text not null check (edition in ('steering', 'planner', 'admin')),
  -- A token ends with the account of its maker and never sees more than that; null: made at the command line.
  made_by text references account_users (id) on delete cascade,
  maker text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
