-- Public groups in the order in which they are listed; private and dissolved ones are in nobody's way.
create index groups_public on groups (name_key, id) where not is_private and deleted_at is null;

-- Everybody's own number moves with every read mark, and ten thousand of them with a large group: there has to be room on the row's own
-- page, or each move is one in every index as well.
alter table users set (fillfactor = 70);
