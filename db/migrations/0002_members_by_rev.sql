-- What changed in a large group's membership is read by rev, without looking at every member.
create index members_rev on members (conversation_id, rev);
