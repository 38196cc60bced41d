-- What is searched: an index of what was said, made after the fact, and the names of people and groups.

-- The index comes in segments of some thousand messages each, in the order of the messages' ids (UUIDv7: of their time). Every
-- lexeme of a message begins with the number of its segment: one GIN index then works like the segments of a search engine. The
-- newest are asked first, each costs at most what a segment holds however common a word is, and what is inserted now lies together.
create table search_segments (
  no integer primary key,
  -- messages with greater ids than this, up to the next segment's
  after_id uuid not null unique,
  last_id uuid not null,
  size bigint not null default 0
);
insert into search_segments (no, after_id, last_id)
values (0, '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000');
-- Those that are there already are spread over segments from the beginning, for they are indexed conversation by conversation.
insert into search_segments (no, after_id, last_id)
select n / 32768, id, id from (select id, row_number() over (order by id) as n from messages) m where n % 32768 = 0;

create table message_search (
  conversation_id uuid not null,
  seq bigint not null,
  message_id uuid not null,
  segment integer not null,
  terms tsvector not null,
  primary key (conversation_id, seq)
);
-- A list of what is not yet in its place would have to be read by every search.
create index message_search_terms on message_search using gin (terms) with (fastupdate = off);

-- How far each conversation is indexed, by rev.
create table search_heads (
  conversation_id uuid primary key,
  rev bigint not null
);

-- All parts of one, two and three characters: what a name holds anywhere is found by those, without pg_trgm, which needs rights
-- that not every operator has.
create function name_grams(name text) returns text[] language sql immutable strict parallel safe
return coalesce((
  select array_agg(distinct substr(name, i, n)) from generate_series(1, length(name)) i, generate_series(1, 3) n
   where i + n - 1 <= length(name)
), '{}');
-- A person's row changes with every conversation they gain or lose. With room beside it, the change stays on its page and in no index.
alter table users set (fillfactor = 50);
create index users_name_grams on users using gin (name_grams(username_key || ' ' || name_key)) with (fastupdate = off);
create index groups_name_grams on groups using gin (name_grams(name_key)) with (fastupdate = off);
