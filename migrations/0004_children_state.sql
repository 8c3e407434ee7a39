-- A number of children that is missing is hidden by k = 3 or was never delivered; the two must not look alike, and the
-- state of the cell speaks of its inhabitants only.
alter table population_cells add column children_state text generated always as (
  case
    when state_raw not in ('value', 'uncertain') then state_raw
    when inhabitants_raw in (1, 2) or children_raw in (1, 2) then 'suppressed'
    when children_raw is null then 'not-available'
    else state_raw
  end
) stored;
