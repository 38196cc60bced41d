-- A person's shown name after NFKC and case folding, as people are searched for: lower() depends on the database's locale.
alter table users add column name_key text not null default '';
