-- What a layer's tiles were made by. Tiles are cached for a year under their version, so an upgrade that makes them
-- differently must grow the version just as new data does.
alter table layer_versions add column definition text;

-- Versions start at the second in which they are made, so that a database made anew at the same address does not repeat addresses
-- of tiles that browsers still keep.
alter table layer_versions alter column version set default extract(epoch from now())::bigint;
