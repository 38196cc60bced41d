// How an event travels: `<instance> <id>` on the first line, so that what is not wanted is dropped unparsed; then JSON; then,
// for changes, each frame on a line of its own, handed on as it is.

import type { BusEvent, Change, ChangesEvent } from "./bus.ts";

/** Everybody may have to do with it: an event of this id is always wanted. */
export const ANYBODY = "*";

export interface Envelope {
  instance: string;
  id: string;
  body: string;
}

/** The conversation or person that an event is about: chooses its channel. */
export function subjectOf(event: BusEvent): string {
  switch (event.kind) {
    case "person":
    case "session_ended":
      return event.user_id;
    case "status":
      return ANYBODY;
    case "visibility":
      return event.viewer_id;
    default:
      return event.conversation_id;
  }
}

/** FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/** @returns 0 … channels − 1: where it is published, whichever instance does so */
export const channelOf = (event: BusEvent, channels: number): number =>
  hash(event.kind === "status" ? event.user_id : subjectOf(event)) % channels;

export function encode(instance: string, event: BusEvent): string {
  const body = event.kind === "changes" ? encodeChanges(event) : JSON.stringify(event);
  return `${instance} ${subjectOf(event)}\n${body}`;
}

/** @returns undefined for what is none of ours */
export function open(text: string): Envelope | undefined {
  const end = text.indexOf("\n");
  const [instance, id] = text.slice(0, end).split(" ");
  if (end < 0 || instance === undefined || id === undefined) return undefined;
  return { instance, id, body: text.slice(end + 1) };
}

/** @throws SyntaxError */
export function decode(envelope: Envelope): BusEvent {
  const [head, ...frames] = envelope.body.split("\n");
  const event: BusEvent = JSON.parse(head ?? "");
  if (event.kind !== "changes") return event;
  return { ...event, changes: event.changes.map((change, i) => ({ ...change, text: frames[i] ?? "{}" })) };
}

// The origin is a connection of the publishing instance, which nobody else has.
function encodeChanges(event: ChangesEvent): string {
  const bare = event.changes.map(({ rev, member, guard }): Omit<Change, "text"> => ({ rev, member, guard }));
  return [JSON.stringify({ ...event, changes: bare }), ...event.changes.map((change) => change.text)].join("\n");
}
