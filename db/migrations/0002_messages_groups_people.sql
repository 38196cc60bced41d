-- What is done with messages, groups and people once they are there: edits, reactions, mentions, pins, hiding; invitations and
-- announcements; what of a conversation only one person sees; blocking and privacy.

-- Who changed the row last: a repaired stream names them as the live one did.
alter table messages add column changed_by uuid;
-- A system message: what happened, for clients that say it in their own language.
alter table messages add column event jsonb;
alter table messages add column mentions uuid[] not null default '{}';
alter table messages add column mentions_all boolean not null default false;
-- the sender of the message that this one is a copy of
alter table messages add column forwarded_from uuid;
alter table messages add column pinned_by uuid;
create index messages_mentioning on messages (conversation_id, seq) where mentions_all or mentions <> '{}';
create index messages_pinned on messages (conversation_id, pinned_at) where pinned_at is not null;

-- What a message said before each edit; erased when it is deleted or recalled.
create table message_edits (
  message_id uuid not null,
  version integer not null,
  content text not null,
  -- when this wording was written
  written_at timestamptz not null,
  primary key (message_id, version)
);

-- One row a person and emoji; one taken back stays, so that a repaired stream can tell of it by its rev.
create table reactions (
  message_id uuid not null,
  user_id uuid not null references users (id),
  emoji text not null,
  conversation_id uuid not null,
  rev bigint not null,
  is_on boolean not null,
  created_at timestamptz not null,
  primary key (message_id, emoji, user_id)
);
create index reactions_rev on reactions (conversation_id, rev);

-- Messages that one person has hidden for themselves.
create table hidden_messages (
  user_id uuid not null references users (id),
  conversation_id uuid not null,
  seq bigint not null,
  message_id uuid not null,
  me_rev bigint not null,
  primary key (user_id, conversation_id, seq)
);
create index hidden_messages_me_rev on hidden_messages (user_id, me_rev);

-- What of a conversation only one person decides. Their changes take a me_rev.
alter table members add column muted boolean not null default false;
alter table members add column notify text not null default 'all' check (notify in ('all', 'mentions', 'nothing'));
alter table members add column pinned boolean not null default false;
-- archived up to here: a later message brings the conversation back, unless it is muted
alter table members add column archived_seq bigint;
alter table members add column marked_unread boolean not null default false;
alter table members add column draft text not null default '';
alter table members add column draft_version bigint not null default 0;

alter table groups add column changed_by uuid;
-- whether those who join see what was said before
alter table groups add column history_visible boolean not null default true;
-- public groups are found by their name after NFKC and case folding
alter table groups add column name_key text not null default '';

create table invites (
  code text primary key,
  group_id uuid not null references groups (id),
  created_by uuid not null references users (id),
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  max_uses integer,
  uses integer not null default 0,
  revoked_at timestamptz,
  check (max_uses is null or uses <= max_uses)
);
create index invites_of_group on invites (group_id);

-- Who has read a group's announcement: that of `announced_at`.
create table announcement_reads (
  group_id uuid not null references groups (id),
  user_id uuid not null references users (id),
  announced_at timestamptz not null,
  read_at timestamptz not null default now(),
  primary key (group_id, user_id)
);

create table blocks (
  blocker_id uuid not null references users (id),
  blocked_id uuid not null references users (id),
  created_at timestamptz not null default now(),
  primary key (blocker_id, blocked_id),
  check (blocker_id <> blocked_id)
);
create index blocks_of on blocks (blocked_id);

alter table users add column show_last_seen boolean not null default true;
-- only those who share a conversation may write or invite
alter table users add column contacts_only boolean not null default false;
-- what pages are shown in; empty: as the browser asks
alter table users add column language text not null default '';

-- No input for a while on any device of the person on this instance.
alter table presence add column is_idle boolean not null default false;
