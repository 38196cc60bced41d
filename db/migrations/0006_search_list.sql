-- What a batch puts into the index goes onto a list first, and from there into its place with all of the batch: a word that many
-- messages share is looked for once. Whoever indexes empties the list before it commits (`settle` in `db/search_index.ts`), for
-- every search has to read it.
alter index message_search_terms set (fastupdate = on);
