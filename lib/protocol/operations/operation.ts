// What is said of one REST operation: enough to check its answers, to write its reference, and to try who may do it.

import type * as z from "zod";
import type { ErrorCode } from "../errors.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The chapters of the reference, in its order. */
export const TAGS = [
  ["auth", "Sign-in"],
  ["people", "People"],
  ["conversations", "Conversations"],
  ["messages", "Messages"],
  ["groups", "Groups"],
  ["invites", "Invitations"],
  ["search", "Search"],
  ["files", "Files"],
  ["meta", "For programs"],
] as const;
export type Tag = typeof TAGS[number][0];

/** Who is let in. For everybody else, what an operation is about is not there. */
export const WHO = {
  everybody: "everybody, without sign-in",
  signed: "whoever is signed in",
  self: "you, about yourself",
  participant: "those who are in the conversation",
  sender: "the sender of the message",
  member: "members of the group",
  admin: "admins of the group and its owner",
  owner: "the owner of the group",
} as const;
export type Who = keyof typeof WHO;

/** An answer that is no JSON. */
export interface Media {
  media: string;
  description: string;
}
export type Answer = z.ZodType | Media;

export interface Operation {
  method: Method;
  /** below /api/v1, with its parameters in braces */
  path: string;
  tag: Tag;
  /** a few words, as a heading */
  summary: string;
  /** what a caller would otherwise have to find out */
  notes?: string;
  who: Who;
  params: Readonly<Record<string, z.ZodType>>;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** instead of a JSON body: a form with a `file`, and these fields */
  form?: z.ZodObject;
  /** for the reference's curl line */
  example: { query?: string; body?: unknown };
  answers: Readonly<Record<number, Answer>>;
  /** the refusals that are its own; `errorsOf` has the general ones too */
  errors: readonly ErrorCode[];
}

interface Told<B extends z.ZodType> extends Omit<Operation, "params" | "body" | "example" | "errors"> {
  params?: Operation["params"];
  body?: B;
  example?: { query?: string; body?: z.input<B> };
  errors?: readonly ErrorCode[];
}

/** An operation of the tables. */
export const operation = <B extends z.ZodType = z.ZodType>(told: Told<B>): Operation => ({
  params: {},
  example: {},
  errors: [],
  ...told,
});

export const isMedia = (answer: Answer): answer is Media => "media" in answer;

/** Every refusal that an operation can give apart from the server's own troubles (5xx). */
export function errorsOf({ method, who, body, form, query, errors }: Operation): ErrorCode[] {
  const general: ErrorCode[] = [
    ...who === "everybody" ? [] : ["unauthenticated", "session_ended"] as const,
    ...method === "GET" ? [] : ["cross_site"] as const,
    ...method === "GET" || who === "everybody" ? [] : ["rate_limited"] as const,
    ...body || query ? ["invalid_field"] as const : [],
    ...body ? ["invalid_json", "unknown_field", "too_large", "unsupported_type"] as const : [],
    ...form ? ["invalid_field", "unknown_field", "too_large", "unsupported_type", "limit_reached"] as const : [],
  ];
  return [...new Set([...general, ...errors])];
}
