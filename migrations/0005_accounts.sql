-- Accounts and sessions as better-auth keeps them (names and types are held against its own check by a test), and invitations.

create table account_users (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  edition text not null default 'steering' check (edition in ('steering', 'planner', 'admin')),
  disabled boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table account_sessions (
  id text primary key,
  expires_at timestamptz not null,
  token text not null unique,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  ip_address text,
  user_agent text,
  user_id text not null references account_users (id) on delete cascade
);
create index account_sessions_user_id on account_sessions (user_id);

-- How an account signs in: a password of ours, or the city's own sign-in.
create table account_logins (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  user_id text not null references account_users (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index account_logins_user_id on account_logins (user_id);
create unique index account_logins_provider on account_logins (provider_id, account_id);

create table account_verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index account_verifications_identifier on account_verifications (identifier);

create table account_rate_limits (
  id text primary key,
  key text not null unique,
  count integer not null,
  last_request bigint not null
);

-- Of a link only the hash is kept. Without an address: the link that a first start prints for its administrator.
create table account_invitations (
  id uuid primary key default gen_random_uuid(),
  token_hash text not null unique,
  email text,
  name text,
  edition text not null check (edition in ('steering', 'planner', 'admin')),
  invited_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz
);
create index account_invitations_email on account_invitations (email);
