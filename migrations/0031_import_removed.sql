-- How many rows an import took out because its file no longer had them: the report counted what came and never what went.

alter table imports add column removed integer not null default 0 check (removed >= 0);

update imports set removed = taken.rows
from (select import_id, count(*)::integer as rows from import_before where gone group by import_id) taken
where imports.id = taken.import_id;
