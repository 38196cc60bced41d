-- Public groups in the order in which they are listed; private and dissolved ones are in nobody's way.
create index groups_public on groups (name_key, id) where not is_private and deleted_at is null;
