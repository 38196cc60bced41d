// Invitations to groups: made by admins, taken by whoever has the code.

import { doneAnswer, groupAnswer, inviteAnswer, invitedTo, invitesAnswer } from "../answers.ts";
import { inviteBody } from "../rest.ts";
import { type Operation, operation } from "./operation.ts";
import { code, group } from "./params.ts";

const tag = "invites";

export const INVITES: readonly Operation[] = [
  operation({
    method: "POST",
    path: "/groups/{id}/invites",
    tag,
    summary: "Make an invitation",
    notes: "`expires_in` in seconds. Without limits, it is good until it is taken back.",
    who: "admin",
    params: { id: group },
    body: inviteBody,
    example: { body: { expires_in: 86_400, max_uses: 10 } },
    answers: { 201: inviteAnswer },
    errors: ["not_found", "forbidden", "limit_reached"],
  }),
  operation({
    method: "GET",
    path: "/groups/{id}/invites",
    tag,
    summary: "List the invitations of a group",
    who: "admin",
    params: { id: group },
    answers: { 200: invitesAnswer },
    errors: ["not_found", "forbidden"],
  }),
  operation({
    method: "DELETE",
    path: "/groups/{id}/invites/{code}",
    tag,
    summary: "Take an invitation back",
    who: "admin",
    params: { id: group, code },
    answers: { 200: doneAnswer },
    errors: ["not_found", "forbidden"],
  }),
  operation({
    method: "GET",
    path: "/groups/{id}/invites/{code}/qr",
    tag,
    summary: "Show an invitation as a QR code",
    who: "admin",
    params: { id: group, code },
    answers: { 200: { media: "image/svg+xml", description: "the invitation's address as a picture" } },
    errors: ["not_found", "forbidden"],
  }),
  operation({
    method: "GET",
    path: "/invites/{code}",
    tag,
    summary: "Look at an invitation",
    notes: "Unknown, used up, expired and taken back are one answer.",
    who: "signed",
    params: { code },
    answers: { 200: invitedTo },
    errors: ["not_found"],
  }),
  operation({
    method: "POST",
    path: "/invites/{code}",
    tag,
    summary: "Join by an invitation",
    notes:
      "Who is in the group already stays as they are. Whom an admin has removed needs one that was made afterwards.",
    who: "signed",
    params: { code },
    answers: { 200: groupAnswer },
    errors: ["not_found", "forbidden", "group_full"],
  }),
];
