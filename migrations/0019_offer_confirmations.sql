-- Providers confirm and correct their own offers by a link, without an account.

-- Of a link only the hash of its secret is kept. One that was made anew ends the former ones of the provider.
create table offer_confirmation_links (
  key uuid primary key default gen_random_uuid(),
  provider_key text not null,
  secret_hash text not null unique,
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz
);
create index offer_confirmation_links_provider on offer_confirmation_links (provider_key, created_at desc);

-- What a provider says of an offer. No reference to the offer: an import may replace it and bring it back.
create table offer_proposals (
  key uuid primary key default gen_random_uuid(),
  offer_key text not null,
  provider_key text not null,
  kind text not null check (kind in ('confirm', 'change', 'gone')),
  -- Proposed values by field, and the values that the provider saw: see gis/offers/proposal.ts.
  proposed jsonb not null default '{}',
  seen jsonb not null default '{}',
  seen_version bigint not null,
  remark text,
  demo boolean not null default false,
  received_at timestamptz not null default now(),
  decided_at timestamptz,
  decided_by text,
  -- null: waits. replaced: the provider said something else afterwards.
  decision text check (decision in ('approved', 'rejected', 'replaced')),
  -- Of a change that was approved: the values that were taken over.
  taken text[],
  reason text
);
create index offer_proposals_offer on offer_proposals (offer_key);
create index offer_proposals_decided on offer_proposals (decided_at);
-- Of what waits there is one for each offer.
create unique index offer_proposals_waiting on offer_proposals (offer_key) where decision is null;

-- Neither secrets nor what somebody wrote by hand enter the log, and that a link was opened is no change.
create trigger offer_confirmation_links_audit after insert or update of revoked_at or delete on offer_confirmation_links
  for each row execute function qb_audit('{secret_hash}');
create trigger offer_proposals_audit after insert or update or delete on offer_proposals
  for each row execute function qb_audit('{proposed,seen,remark}');
