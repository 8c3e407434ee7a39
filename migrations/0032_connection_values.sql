-- What the words of a service mean in the value lists of the layer, as recipes of imports have it: column → word → code.
alter table connections add column codes jsonb;
