// The members of groups.

import { doneAnswer, memberAnswer, memberPage } from "../answers.ts";
import { addMemberBody, membersQuery, updateMemberBody } from "../rest.ts";
import { type Operation, operation } from "./operation.ts";
import { group, user } from "./params.ts";

const tag = "groups";

export const MEMBERS: readonly Operation[] = [
  operation({
    method: "GET",
    path: "/groups/{id}/members",
    tag,
    summary: "List the members of a group",
    who: "member",
    params: { id: group },
    query: membersQuery,
    answers: { 200: memberPage },
    errors: ["not_found"],
  }),
  operation({
    method: "POST",
    path: "/groups/{id}/members",
    tag,
    summary: "Add a person to a group",
    notes: "With a role that is not above your own.",
    who: "admin",
    params: { id: group },
    body: addMemberBody,
    example: { body: { user_id: "019a0000-0000-7000-8000-000000000002" } },
    answers: { 200: doneAnswer },
    errors: ["not_found", "forbidden", "not_reachable", "already_member", "group_full"],
  }),
  operation({
    method: "PATCH",
    path: "/groups/{id}/members/{user_id}",
    tag,
    summary: "Change a member's role, or mute them",
    notes: "Roles are the owner's to give; admins mute members.",
    who: "admin",
    params: { id: group, user_id: user },
    body: updateMemberBody,
    example: { body: { role: "admin" } },
    answers: { 200: memberAnswer },
    errors: ["not_found", "forbidden"],
  }),
  operation({
    method: "DELETE",
    path: "/groups/{id}/members/{user_id}",
    tag,
    summary: "Remove a member",
    notes: "Or yourself, which is leaving. Nobody removes the owner, and only the owner an admin.",
    who: "admin",
    params: { id: group, user_id: user },
    answers: { 200: doneAnswer },
    errors: ["not_found", "forbidden", "owner_cannot_leave"],
  }),
];
