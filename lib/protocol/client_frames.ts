// Everything a client may say on the socket: one closed union, parsed once. Unknown fields are ignored; an unknown type or a
// wrong field is refused with a code, never by silence. Sizes are judged later, by configured limits.

import * as z from "zod";
import { clientId, count, fileIds, id, SAYS_NOTHING, saysSomething, text } from "./fields.ts";
import { ParleyError } from "./errors.ts";
import { DEFAULT_LIMITS, RESUME_MOST } from "./limits.ts";
import { chosenStatus } from "./views.ts";

const ref = text(64).optional();
// The seed's clients send every field of their struct: "" there means absent.
const absent = z.literal("").transform(() => undefined);
const optionalId = z.union([absent, id]).optional();
const content = text(DEFAULT_LIMITS.frameBytes);

const send = {
  ref,
  content,
  client_id: clientId.optional(),
  message_type: z.enum(["text", "image", "file"]).default("text"),
  reply_to: optionalId,
  attachments: fileIds(DEFAULT_LIMITS.filesPerMessage).default([]).describe("ids of files; content may then be empty"),
};

/** Each type of frame with its schema. */
export const clientFrames = {
  private: z.object({ type: z.literal("private"), to: id, ...send }).refine(saysSomething, SAYS_NOTHING),
  group: z.object({ type: z.literal("group"), group_id: id, ...send }).refine(saysSomething, SAYS_NOTHING),
  typing: z.object({
    type: z.literal("typing"),
    ref,
    to: optionalId,
    group_id: optionalId,
    typing: z.boolean().default(true),
  }).refine((f) => !f.to !== !f.group_id, { path: ["to"], message: "either to or group_id" }),
  read: z.object({
    type: z.literal("read"),
    ref,
    content: optionalId,
    conversation_id: optionalId,
    seq: count.optional(),
  }).refine((f) => f.content !== undefined || (f.conversation_id !== undefined && f.seq !== undefined), {
    path: ["content"],
    message: "either content, a message's id, or conversation_id and seq",
  }),
  delivered: z.object({ type: z.literal("delivered"), ref, conversation_id: id, seq: count }),
  user_status: z.object({
    type: z.literal("user_status"),
    ref,
    content: z.object({ status: chosenStatus, user_id: optionalId }),
  }),
  // Input on this device, or none for ten minutes: away is who has none on any device. One that never says so counts as active.
  activity: z.object({ type: z.literal("activity"), ref, active: z.boolean() }),
  resume: z.object({
    type: z.literal("resume"),
    ref,
    epoch: text(64),
    me_rev: count,
    revs: z.record(id, count).refine(
      (revs) => Object.keys(revs).length <= RESUME_MOST,
      `at most ${RESUME_MOST} conversations`,
    ),
  }),
  sync: z.object({
    type: z.literal("sync"),
    ref,
    conversation_id: id,
    after_rev: count,
    epoch: text(64).optional(),
  }),
  ping: z.object({ type: z.literal("ping"), ref }),
} as const;

type Frames = typeof clientFrames;
export type ClientFrame = { [K in keyof Frames]: z.infer<Frames[K]> }[keyof Frames];
/** A frame as a client writes it: what has a default may be left out. */
export type ClientFrameInput = { [K in keyof Frames]: z.input<Frames[K]> }[keyof Frames];
export type SendFrame = z.infer<Frames["private"]> | z.infer<Frames["group"]>;

/** What an error frame can repeat of a frame that was refused. */
export interface FrameEcho {
  ref?: string;
  re?: string;
  client_id?: string;
  conversation_id?: string;
}

const echoSchema = z.object({
  ref: ref.catch(undefined),
  type: text(64).optional().catch(undefined),
  client_id: clientId.optional().catch(undefined),
  conversation_id: id.optional().catch(undefined),
});

/** What can be repeated of any JSON value that should have been a frame. */
export function echoOf(value: unknown): FrameEcho {
  const parsed = echoSchema.safeParse(value);
  if (!parsed.success) return {};
  const { type, ...rest } = parsed.data;
  return { ...rest, re: type };
}

const isKnown = (type: unknown): type is keyof Frames => typeof type === "string" && Object.hasOwn(clientFrames, type);

/**
 * @param value one frame, already out of JSON
 * @throws ParleyError `invalid_frame` (no object with a type), `unknown_type`, `invalid_field` (with the fields)
 */
export function parseClientFrame(value: unknown): ClientFrame {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ParleyError("invalid_frame", "A frame is a JSON object with a type.");
  }
  const type: unknown = Object.hasOwn(value, "type") ? Reflect.get(value, "type") : undefined;
  if (type === undefined) throw new ParleyError("invalid_frame", "A frame is a JSON object with a type.");
  if (!isKnown(type)) throw new ParleyError("unknown_type", "There is no such type of frame.");
  const parsed = clientFrames[type].safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ParleyError("invalid_field", "The frame has a wrong field.", { fields: fieldsOf(parsed.error) });
}

/** field (dotted) → why, one reason each. */
function fieldsOf(error: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join(".") || "body"] ??= issue.message;
  return fields;
}
