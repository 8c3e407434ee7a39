-- What a layer's tiles were made by. Tiles are cached for a year under their version, so an upgrade that makes them
-- differently must grow the version just as new data does.
alter table layer_versions add column definition text;
