-- Some offers come to the family: for them no way is too far.
alter table offers_at_sites add column comes_to_you boolean;
