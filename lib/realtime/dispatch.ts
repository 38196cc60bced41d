// From a frame to one service call: one exhaustive switch, no rule of its own.

import { assertNever, ParleyError } from "../protocol/errors.ts";
import type { ClientFrame, SendFrame } from "../protocol/client_frames.ts";
import type { AckFrame, ServerFrame } from "../protocol/server_frames.ts";
import { changesFor } from "../services/changes.ts";
import type { Deps } from "../services/deps.ts";
import * as marks from "../services/marks.ts";
import * as messages from "../services/messages.ts";
import * as ownSettings from "../services/own_settings.ts";
import type { Connection, Dispatch } from "./connection.ts";
import type { Hub } from "./hub.ts";
import { pong, resume } from "./resume.ts";
import { typing } from "./typing.ts";

/** @returns what works on every frame of every connection of this instance */
export function createDispatch(deps: Deps, hub: Hub): Dispatch {
  return (connection, frame) => dispatch(deps, hub, connection, frame);
}

async function dispatch(
  deps: Deps,
  hub: Hub,
  connection: Connection,
  frame: ClientFrame,
): Promise<ServerFrame | undefined> {
  const { actor } = connection;
  switch (frame.type) {
    case "private":
    case "group":
      return await send(deps, hub, connection, frame);
    case "typing":
      return await typing(deps, hub, actor, frame);
    case "read":
      await marks.read(
        deps,
        actor,
        frame.content !== undefined
          ? { messageId: frame.content }
          : { conversationId: frame.conversation_id!, seq: frame.seq! },
      );
      return undefined;
    case "delivered":
      await marks.delivered(deps, actor, frame.conversation_id, frame.seq);
      return undefined;
    case "user_status":
      if (frame.content.user_id !== undefined && frame.content.user_id !== actor.userId) {
        throw new ParleyError("forbidden", "You can set only your own status.");
      }
      await ownSettings.update(deps, actor, { status: frame.content.status });
      return undefined;
    case "resume":
      return await resume(deps, hub, actor, frame);
    case "sync": {
      const { conversation_id, after_rev, epoch } = frame;
      const changes = await changesFor(deps, actor, conversation_id, { after_rev, epoch, limit: deps.limits.pageMax });
      return { type: "sync", conversation_id, ...changes };
    }
    case "activity":
      return hub.activity(connection, frame.active);
    case "ping":
      return pong(hub, actor);
    default:
      return assertNever(frame);
  }
}

async function send(deps: Deps, hub: Hub, connection: Connection, frame: SendFrame): Promise<AckFrame> {
  const target = frame.type === "private" ? { to: frame.to } : { group_id: frame.group_id };
  const { actor } = connection;
  const { id, conversation_id, seq, rev, created_at, mentions, mentions_all, duplicate } = await messages.send(
    deps,
    actor,
    target,
    frame,
    connection.id,
  );
  await hub.introduced(actor.userId, conversation_id);
  return {
    type: "ack",
    client_id: frame.client_id,
    id,
    conversation_id,
    seq,
    rev,
    created_at,
    mentions: mentions.length > 0 ? mentions : undefined,
    mentions_all: mentions_all || undefined,
    duplicate: duplicate || undefined,
  };
}
