-- Files: their bytes are here, too. One truth: one backup has all of it, every instance serves it, and permission is judged where
-- messages are.

create table files (
  id uuid primary key,
  -- who uploaded it
  owner_id uuid not null references users (id),
  name text not null,
  -- until all of it is here: what may come at most, which counts as its owner's already
  size bigint not null,
  content_type text not null default 'application/octet-stream',
  -- of pictures that browsers may show, as they show them
  width integer,
  height integer,
  created_at timestamptz not null default now(),
  -- all of it is here; nobody sees it before
  stored_at timestamptz,
  -- from then on it is looked at: what nothing holds is removed; null: something held it when it was looked at
  expires_at timestamptz
);
create index files_of_owner on files (owner_id) include (size);
create index files_expiring on files (expires_at) where expires_at is not null;

-- In pieces of 128 KiB, the last one shorter: neither side ever holds a whole file.
create table file_chunks (
  file_id uuid not null references files (id) on delete cascade,
  n integer not null,
  bytes bytea not null,
  primary key (file_id, n)
);
-- What people send is compressed already.
alter table file_chunks alter column bytes set storage external;

-- The files that a message holds. No foreign key: they were locked when it was stored, and what a message holds is not removed.
alter table messages add column attachments uuid[] not null default '{}';
create index messages_holding on messages using gin (attachments) with (fastupdate = off) where attachments <> '{}';
create index messages_with_files on messages (conversation_id, seq) where attachments <> '{}';

-- Whose picture a file is: /uploads/<id>/<name>.
create index users_pictures on users (split_part(avatar, '/', 3)) where avatar like '/uploads/%';
create index groups_pictures on groups (split_part(avatar, '/', 3)) where avatar like '/uploads/%';
