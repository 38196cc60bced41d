// Sending: what may be said, and where; the writer stores it. Whether the sender is a member is judged there, in the
// transaction itself, after a repeat of the same `client_id` was recognised.

import { readableFile } from "../../db/files.ts";
import type { SendBody } from "../protocol/rest.ts";
import { exceedsBytes, SAYS_NOTHING, saysSomething } from "../protocol/fields.ts";
import { invalidField, notFound, ParleyError } from "../protocol/errors.ts";
import { InOrder } from "../in_order.ts";
import type { ChatDeps } from "./chat_deps.ts";
import { privateConversation, rememberedConversation } from "./conversations.ts";
import type { Actor, Deps } from "./deps.ts";
import type { Sent } from "./writer.ts";

type SendDeps = ChatDeps & Pick<Deps, "writer">;
export type Target = { to: string } | { group_id: string };

/**
 * Sends a message to one person (their conversation is made at the first one) or to a group.
 * @param origin the socket it came from, which gets the ack and no copy
 * @param forwardedFrom of a copy: the sender of the original
 * @returns once it is committed
 * @throws ParleyError `too_large` `limit_reached` `invalid_field` (nothing in it) `not_found` `not_reachable` `rate_limited`, and those of `Writer.send`
 */
export async function send(
  deps: SendDeps,
  actor: Actor,
  target: Target,
  body: SendBody,
  origin?: string,
  forwardedFrom?: string,
): Promise<Sent> {
  if (exceedsBytes(body.content, deps.limits.messageBytes)) {
    throw new ParleyError("too_large", `A message may have ${deps.limits.messageBytes} bytes.`);
  }
  if (!saysSomething(body)) throw invalidField("content", SAYS_NOTHING.message);
  if (body.attachments.length > deps.limits.filesPerMessage) {
    throw new ParleyError("limit_reached", `A message may hold ${deps.limits.filesPerMessage} files.`);
  }
  const to = "to" in target ? target.to : undefined;
  // Two messages of one socket keep their order by reaching the writer in it: where nothing has to be found out, nothing is awaited.
  const pair = "to" in target ? pairFor(deps, actor, target.to, body) : target.group_id;
  const conversationId = typeof pair === "string" ? pair : await pair;
  if (conversationId === undefined) throw notFound("This person");
  return await deps.writer.send({
    conversationId,
    senderId: actor.userId,
    to,
    content: body.content,
    clientId: body.client_id,
    messageType: body.message_type,
    replyTo: body.reply_to,
    attachments: body.attachments,
    forwardedFrom,
    origin,
  });
}

/** Messages of a person to another, while their conversation is looked for. */
const looking = new InOrder();

function pairFor(deps: SendDeps, actor: Actor, to: string, body: SendBody): string | Promise<string | undefined> {
  const key = `${actor.userId} ${to}`;
  const known = rememberedConversation(deps, actor.userId, to);
  return known !== undefined && !looking.has(key) ? known : looking.run(key, () => findPair(deps, actor, to, body));
}

/**
 * Refused before a conversation is made for it, which the other would find empty: a first message that is a reply, or that holds what
 * its sender may not read.
 */
async function findPair(deps: SendDeps, actor: Actor, to: string, body: SendBody): Promise<string | undefined> {
  const { reply_to, attachments } = body;
  const asks = reply_to !== undefined || attachments.length > 0;
  if (asks && await privateConversation(deps, actor, to, { make: false }) === undefined) {
    if (reply_to !== undefined) throw invalidField("reply_to", "no such message in this conversation");
    const files = await Promise.all(attachments.map((id) => readableFile(deps.db, actor.userId, id)));
    if (files.includes(undefined)) throw notFound("A file of this message");
  }
  return await privateConversation(deps, actor, to, { make: true });
}
