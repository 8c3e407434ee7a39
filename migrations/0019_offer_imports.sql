-- Registers of several kinds are imported from files; each import is undone by its own.
alter table register_imports add column register text not null default 'properties';

-- Sites are written by people as well (an import of offers brings new ones), and are undone by what the log says of them.
create trigger offer_sites_audit after insert or update or delete on offer_sites for each row execute function qb_audit('{contact}');
