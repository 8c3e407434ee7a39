-- Sites are kept by people now as the rest of the register is: who changed one stands in the log, and a change made meanwhile is seen.
create trigger offer_sites_audit after insert or update or delete on offer_sites for each row execute function qb_audit('{}');
