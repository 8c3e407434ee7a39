-- Sites are written by people (by hand, and by an import of offers that brings new ones) as the rest of the register is: who changed
-- one stands in the log, and an import is undone by what the log says.
create trigger offer_sites_audit after insert or update or delete on offer_sites for each row execute function qb_audit('{contact}');
