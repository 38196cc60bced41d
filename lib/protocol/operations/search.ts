// Search.

import { messageResults, switcherAnswer } from "../answers.ts";
import { searchMessagesQuery, searchUsersQuery } from "../rest.ts";
import { type Operation, operation } from "./operation.ts";

const tag = "search";

export const SEARCH: readonly Operation[] = [
  operation({
    method: "GET",
    path: "/search/messages",
    tag,
    summary: "Search what was said",
    notes: "In all of your conversations, or in one. Never in what you may not read.",
    who: "self",
    query: searchMessagesQuery,
    example: { query: "q=build" },
    answers: { 200: messageResults },
    errors: ["not_found"],
  }),
  operation({
    method: "GET",
    path: "/search",
    tag,
    summary: "Search people, groups and messages at once",
    notes: "The first few of each.",
    who: "self",
    query: searchUsersQuery,
    example: { query: "q=build" },
    answers: { 200: switcherAnswer },
  }),
];
