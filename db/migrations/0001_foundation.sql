-- The tables that everything stands on. Written for Postgres 15. Counters live in the rows that they count for and are taken
-- under that row's lock, in the transaction that makes the change: their order is the commit order, and a rollback leaves no
-- hole. Locks are taken in this order: conversations by id, members by (conversation, person), people by id.

create table meta (
  key text primary key,
  value text not null
);

create table users (
  id uuid primary key,
  username text not null,
  -- after NFKC and case folding: what makes a name or address the same as another
  username_key text not null constraint users_username_key unique,
  email text not null,
  email_key text not null constraint users_email_key unique,
  password_hash text not null,
  first_name text not null default '',
  last_name text not null default '',
  -- the shown name after NFKC and case folding, as people are searched for: lower() depends on the database's locale
  name_key text not null default '',
  avatar text not null default '',
  chosen_status text not null default 'online' check (chosen_status in ('online', 'away', 'busy', 'offline')),
  show_email boolean not null default false,
  last_seen timestamptz,
  is_active boolean not null default true,
  me_rev bigint not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index users_username_prefix on users (username_key text_pattern_ops);

create table sessions (
  id uuid primary key,
  user_id uuid not null references users (id),
  user_agent text not null default '',
  ip text not null default '',
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index sessions_of_user on sessions (user_id) where ended_at is null;

create table conversations (
  id uuid primary key,
  kind text not null check (kind in ('private', 'group')),
  -- the ordered pair of a private conversation; the same person twice: notes to oneself
  user_a uuid references users (id),
  user_b uuid references users (id),
  last_seq bigint not null default 0,
  rev bigint not null default 0,
  last_message_at timestamptz,
  created_at timestamptz not null default now(),
  constraint conversations_pair unique (user_a, user_b),
  check ((kind = 'private') = (user_a is not null and user_b is not null)),
  check (user_a <= user_b)
);

-- A group's id is its conversation's id.
create table groups (
  id uuid primary key references conversations (id),
  name text not null,
  description text not null default '',
  avatar text not null default '',
  owner_id uuid not null references users (id),
  announcement text not null default '',
  announcement_by uuid references users (id),
  announcement_at timestamptz,
  max_members integer not null,
  is_private boolean not null default false,
  member_count integer not null,
  -- the rev of the last change to this row
  rev bigint not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  constraint groups_size check (member_count <= max_members)
);

-- Somebody's place in a conversation. The row stays after leaving, so that the change can be told by its rev.
create table members (
  conversation_id uuid not null references conversations (id),
  user_id uuid not null references users (id),
  role text not null default 'member' check (role in ('owner', 'admin', 'member')),
  joined_at timestamptz not null default now(),
  left_at timestamptz,
  removed_by uuid references users (id),
  muted_until timestamptz,
  -- the conversation's rev at the last change of this membership, and who made it
  rev bigint not null,
  changed_by uuid not null references users (id),
  -- the rev at which the present membership began: the stream is theirs from here
  joined_rev bigint not null,
  -- the person's me_rev at the last change of what only they see of the conversation
  me_rev bigint not null,
  first_seq bigint not null default 1,
  delivered_seq bigint not null default 0,
  delivered_at timestamptz,
  read_seq bigint not null default 0,
  read_at timestamptz,
  primary key (conversation_id, user_id)
);
create index members_of_user on members (user_id, me_rev);
-- What changed in a large group's membership is read by rev, without looking at every member.
create index members_rev on members (conversation_id, rev);

create table messages (
  conversation_id uuid not null references conversations (id),
  seq bigint not null,
  id uuid not null constraint messages_id unique,
  rev bigint not null,
  -- the rev it was sent with; another `rev` means that it was changed since
  sent_rev bigint not null,
  -- no foreign key: the sender's membership was checked in the same transaction, and a check a row costs
  sender_id uuid not null,
  client_id text,
  content text not null,
  message_type text not null default 'text' check (message_type in ('text', 'image', 'file', 'system')),
  reply_to uuid,
  edited_at timestamptz,
  recalled_at timestamptz,
  deleted_at timestamptz,
  pinned_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (conversation_id, seq)
);
create unique index messages_client_id on messages (conversation_id, sender_id, client_id) where client_id is not null;
create index messages_rev on messages (conversation_id, rev);

-- What changed since: read by every instance's poll as `xid >= the oldest transaction that was open at the poll before`, which
-- is safe against commit order and clocks. One row a thing, the last change only.
--   c: conversation id, its rev · u: person id, their me_rev · m: conversation id and person, a mark moved
--   s: session id, it ended · p: person id, their presence or status changed (for one viewer alone: `sub`, at the rev)
create table heads (
  kind "char" not null,
  id uuid not null,
  sub uuid not null default '00000000-0000-0000-0000-000000000000',
  rev bigint not null default 0,
  xid xid8 not null,
  primary key (kind, id, sub)
);
create index heads_xid on heads (xid);

-- Presence is one lease an instance, with a row per (person, instance): renewing does not grow with connections, and a crash
-- heals by the lease's end.
create table instances (
  id uuid primary key,
  expires_at timestamptz not null
);
create table presence (
  user_id uuid not null references users (id),
  instance_id uuid not null references instances (id) on delete cascade,
  primary key (user_id, instance_id)
);
create index presence_of_instance on presence (instance_id);
