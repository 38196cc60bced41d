// What a client does about each refusal and each close: the tables of the readable reference. A code without a line does not compile.

import type { CLOSE, ErrorCode } from "./errors.ts";

export const ERROR_ADVICE: Readonly<Record<ErrorCode, string>> = {
  invalid_json: "The body is not JSON in UTF-8. Repair the program.",
  invalid_field: "`fields` says which field, and why. Do not repeat it unchanged.",
  unknown_field: "The body has a field that does not belong, which `fields` names. Nothing was stored.",
  unauthenticated: "There is no credential, or none of this server's. Sign in.",
  bad_credentials: "The name or the password is wrong, and nobody is told which.",
  session_ended: "The session was ended, or is over. Sign in again.",
  forbidden: "You are in there, but your role does not allow it, or you are muted.",
  cross_site:
    "The request came from another site with a cookie, or without `Authorization` from a page. Programs send `Authorization`.",
  not_reachable: "This person cannot be written to or added. Why is not told. Do not repeat it.",
  not_found: "It is not there, or not yours to see: nobody is told which.",
  method_not_allowed: "`Allow` names the methods of this address.",
  username_taken: "Choose another user name.",
  email_taken: "There is an account of this address.",
  already_member: "They are in the group already: what you wanted is so.",
  group_full: "The group has as many members as it may have.",
  client_id_reused: "Another message has this `client_id`. Make a new one for each message.",
  cursor_invalid: "What you hold is not of this database any more: keep what is unsent, drop the rest, load anew.",
  gone: "The message was deleted or recalled.",
  too_large: "Send less: the sentence says how much is allowed.",
  unsupported_type: "Send `Content-Type: application/json`.",
  owner_cannot_leave: "Hand the group over first, or delete it.",
  recall_window_over: "It is too late to recall the message; you can still delete it.",
  owns_groups: "Hand over or delete your groups first.",
  limit_reached: "There are as many of these as there may be. Remove one first.",
  not_supported_yet: "The contract names it and this version does not have it.",
  rate_limited: "Wait as many seconds as `Retry-After` (in frames `retry_after`) says, then repeat it.",
  internal: "Our fault; the sentence has a number under which it is in the server's log.",
  not_ready: "Repeat it after `Retry-After` seconds, with the same `client_id`.",
  storage_full: "The server's disk is full. Tell who runs it; repeat it later.",
  overloaded: "Repeat it after `Retry-After` seconds, with the same `client_id`.",
  invalid_frame: "What was sent is no JSON object with a `type`.",
  unknown_type: "This server knows no such frame. The connection stays open.",
};

export const CLOSE_ADVICE: Readonly<Record<keyof typeof CLOSE, string>> = {
  bye: "As agreed. Connect again whenever you like.",
  goingAway: "The server goes down, or has not heard from you. Connect again at once.",
  abuse: "What you sent cannot be a mistake. Do not connect again unchanged.",
  tooLarge: "A message was larger than a frame may be. Send less.",
  tryAgainLater: "The server is overloaded, or you read too slowly. Connect after a pause, then `resume`.",
  sessionEnded: "The session has ended. Sign in again.",
  flooding: "You sent far too much for too long. Wait some seconds, and send less.",
};
