// Typing signs: never stored, told to the others of a small conversation only, under the server's name for the person.

import { membershipOf } from "../../db/members.ts";
import type { ClientFrame } from "../protocol/client_frames.ts";
import { notFound } from "../protocol/errors.ts";
import { privateConversation } from "../services/conversations.ts";
import type { Actor, Deps } from "../services/deps.ts";
import type { Hub } from "./hub.ts";

type Typing = Extract<ClientFrame, { type: "typing" }>;

/** @throws ParleyError `not_found` for a group that one is not in, or an unknown person */
export async function typing(deps: Deps, hub: Hub, actor: Actor, frame: Typing): Promise<undefined> {
  const person = hub.localPerson(actor.userId);
  const conversationId = frame.to === undefined
    ? frame.group_id
    : await privateConversation(deps, actor, frame.to, { make: false });
  if (conversationId === undefined) return; // nothing was ever said to this person: there is nobody to tell
  const room = hub.rooms.get(conversationId);
  if (person === undefined || room?.people.has(person) !== true) throw notFound("This conversation");
  // A private conversation's id is no group's: the other would be told of a group that is not there.
  if (frame.to === undefined && room.kind !== "group") throw notFound("This group");
  if (room.size > deps.limits.smallGroup || person.silent.includes(conversationId)) return;
  // Whoever may not write here is not about to.
  if (frame.to === undefined && (await membershipOf(deps.db, conversationId, actor.userId))?.muted !== false) return;
  deps.bus.publish({
    kind: "typing",
    conversation_id: conversationId,
    frame: {
      type: "typing",
      from: actor.userId,
      to: frame.to,
      group_id: frame.to === undefined ? conversationId : undefined,
      content: { username: person.username, typing: frame.typing },
    },
  });
}
