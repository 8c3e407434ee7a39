-- Somebody with an account who settles at a desk what devices contradict each other in speaks into the log of the walk, too, and so
-- needs a device of it. It is nobody who took part: it is in no count and in no list of those who did.
alter table walk_devices add column desk boolean not null default false;
create unique index walk_devices_desk on walk_devices (walk_key, user_id) where desk;
