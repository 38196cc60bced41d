// What people leave on a message: reactions, pins, and how far they have read.

import { doneAnswer, messageAnswer, reactionsAnswer, receiptsAnswer } from "../answers.ts";
import { receiptsQuery } from "../rest.ts";
import { type Operation, operation } from "./operation.ts";
import { emoji, message } from "./params.ts";

const tag = "messages";
const params = { id: message };
const reaction = { id: message, emoji };

export const MESSAGE_SIGNS: readonly Operation[] = [
  operation({
    method: "PUT",
    path: "/messages/{id}/read",
    tag,
    summary: "Mark everything up to a message as read",
    notes: "Never back.",
    who: "participant",
    params,
    answers: { 200: doneAnswer },
    errors: ["not_found"],
  }),
  operation({
    method: "GET",
    path: "/messages/{id}/receipts",
    tag,
    summary: "Whom a message has reached",
    notes:
      "Of the members now, without the sender. By pages in the order of people's ids; `at`: when their mark last moved.",
    who: "participant",
    params,
    query: receiptsQuery,
    answers: { 200: receiptsAnswer },
    errors: ["not_found", "forbidden"],
  }),
  operation({
    method: "GET",
    path: "/messages/{id}/reactions",
    tag,
    summary: "Who reacted to a message",
    notes: "By pages in the order of people's ids, grouped by emoji.",
    who: "participant",
    params,
    query: receiptsQuery,
    answers: { 200: reactionsAnswer },
    errors: ["not_found", "forbidden"],
  }),
  operation({
    method: "PUT",
    path: "/messages/{id}/reactions/{emoji}",
    tag,
    summary: "React to a message",
    notes: "Any single emoji of Unicode. Once more is the same as once.",
    who: "participant",
    params: reaction,
    answers: { 200: messageAnswer },
    errors: ["not_found", "invalid_field", "forbidden", "gone", "not_reachable", "limit_reached"],
  }),
  operation({
    method: "DELETE",
    path: "/messages/{id}/reactions/{emoji}",
    tag,
    summary: "Take a reaction back",
    who: "participant",
    params: reaction,
    answers: { 200: messageAnswer },
    errors: ["not_found", "invalid_field", "forbidden", "gone"],
  }),
  operation({
    method: "PUT",
    path: "/messages/{id}/pin",
    tag,
    summary: "Pin a message",
    notes: "In a group: its admins; in a private conversation: either of the two.",
    who: "participant",
    params,
    answers: { 200: messageAnswer },
    errors: ["not_found", "forbidden", "gone", "not_reachable", "limit_reached"],
  }),
  operation({
    method: "DELETE",
    path: "/messages/{id}/pin",
    tag,
    summary: "Unpin a message",
    who: "participant",
    params,
    answers: { 200: messageAnswer },
    errors: ["not_found", "forbidden", "not_reachable"],
  }),
];
