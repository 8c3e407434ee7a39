-- Own criteria are audited as their values are: a scale that changes moves every score that rests on it.
create trigger ranking_criteria_audit after insert or update or delete on ranking_criteria
  for each row execute function qb_audit('{}');
