// Conversations, private or a group's: the list, what of one is only one's own, and what changed.

import { conversationAnswer, conversationsAnswer, draftAnswer, messagesAnswer } from "../answers.ts";
import { changesQuery, conversationsQuery, draftBody, ownConversationBody } from "../rest.ts";
import { changesView } from "../views.ts";
import { type Operation, operation } from "./operation.ts";
import { conversation } from "./params.ts";

const tag = "conversations";
const params = { id: conversation };

export const CONVERSATIONS: readonly Operation[] = [
  operation({
    method: "GET",
    path: "/conversations",
    tag,
    summary: "List your conversations",
    notes: "Most recent first; or, with `after_me_rev`, exactly what changed since for you alone.",
    who: "self",
    query: conversationsQuery,
    answers: { 200: conversationsAnswer },
    errors: ["cursor_invalid"],
  }),
  operation({
    method: "GET",
    path: "/conversations/{id}/changes",
    tag,
    summary: "What changed in a conversation",
    notes:
      "The newest state of every message and membership whose own `rev` lies in `(after_rev, rev]`, in one snapshot; go on from `rev`.",
    who: "participant",
    params,
    query: changesQuery,
    example: { query: "after_rev=0" },
    answers: { 200: changesView },
    errors: ["not_found", "cursor_invalid"],
  }),
  operation({
    method: "PATCH",
    path: "/conversations/{id}",
    tag,
    summary: "Mute, pin, archive a conversation for yourself",
    notes: "What is left out stays. Nobody else sees any of it.",
    who: "participant",
    params,
    body: ownConversationBody,
    example: { body: { pinned: true } },
    answers: { 200: conversationAnswer },
    errors: ["not_found", "limit_reached"],
  }),
  operation({
    method: "PUT",
    path: "/conversations/{id}/draft",
    tag,
    summary: "Keep a draft",
    notes:
      "`version` is that of the draft which this one was made from. One that was changed elsewhere meanwhile is merged, not lost: go on from what is answered.",
    who: "participant",
    params,
    body: draftBody,
    example: { body: { content: "What I wanted to say", version: 0 } },
    answers: { 200: draftAnswer },
    errors: ["not_found"],
  }),
  operation({
    method: "GET",
    path: "/conversations/{id}/pins",
    tag,
    summary: "List pinned messages",
    notes: "The one pinned last first.",
    who: "participant",
    params,
    answers: { 200: messagesAnswer },
    errors: ["not_found"],
  }),
];
