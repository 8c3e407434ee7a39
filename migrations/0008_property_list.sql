-- The list of cases: sorting and filtering 50,000 of them within a blink.

-- The form in which addresses and case numbers are sorted: Bornstraße 9 before Bornstraße 10, ä beside a, the same
-- on every database whatever its collation.
create function qb_sort_text(value text) returns text language sql immutable parallel safe as $$
  select regexp_replace(
    regexp_replace(lower(translate(value, 'äöüÄÖÜß', 'aouAOUs')), '(\d+)', '00000000\1', 'g'), '0+(\d{9})', '\1', 'g'
  )
$$;

create index properties_address_sort on properties (qb_sort_text(address) collate "C", id);
create index properties_address_sort_down on properties (qb_sort_text(address) collate "C" desc nulls last, id);
create index properties_case_number_sort on properties (qb_sort_text(case_number) collate "C", id);
create index properties_case_number_sort_down on properties (qb_sort_text(case_number) collate "C" desc nulls last, id);
create index properties_changed_at on properties (changed_at desc, id);
create index property_tasks_open on property_tasks (property_key) include (due) where state = 'open';
