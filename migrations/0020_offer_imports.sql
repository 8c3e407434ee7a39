-- Registers of several kinds are imported from files; each import is undone by its own.
alter table register_imports add column register text not null default 'properties';
