// Search.

import { messageResults, switcherAnswer } from "../answers.ts";
import { searchMessagesQuery, switcherQuery } from "../rest.ts";
import { type Operation, operation } from "./operation.ts";

const tag = "search";

export const SEARCH: readonly Operation[] = [
  operation({
    method: "GET",
    path: "/search/messages",
    tag,
    summary: "Search what was said",
    notes:
      'Newest first, in all of your conversations or in one; never in what you may not read. `q` may hold words, "phrases", ' +
      "-without, from: in: before: after: has:; its last word may be incomplete. What was said a second ago may be missing.",
    who: "self",
    query: searchMessagesQuery,
    example: { query: "q=build" },
    answers: { 200: messageResults },
    errors: ["not_found", "rate_limited"],
  }),
  operation({
    method: "GET",
    path: "/search",
    tag,
    summary: "Search people, groups and messages at once",
    notes: "The first few of each.",
    who: "self",
    query: switcherQuery,
    example: { query: "q=build" },
    answers: { 200: switcherAnswer },
    errors: ["rate_limited"],
  }),
];
