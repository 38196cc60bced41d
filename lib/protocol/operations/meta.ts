// The socket's address, and this reference for programs.

import { documentAnswer } from "../answers.ts";
import { type Operation, operation } from "./operation.ts";

const tag = "meta";

export const META: readonly Operation[] = [
  operation({
    method: "GET",
    path: "/ws",
    tag,
    summary: "Open the socket",
    notes: "A WebSocket handshake; the same as `/ws` at the root. With a cookie, `Origin` must be this server's own.",
    who: "signed",
    answers: { 101: { media: "", description: "the socket is open" } },
    errors: ["invalid_field", "cross_site", "rate_limited"],
  }),
  operation({
    method: "GET",
    path: "/openapi.json",
    tag,
    summary: "Every operation for programs",
    notes: "OpenAPI 3.1. Answers 304 to an `If-None-Match` that still holds.",
    who: "everybody",
    answers: { 200: documentAnswer, 304: { media: "", description: "as you hold it" } },
  }),
  operation({
    method: "GET",
    path: "/frames.json",
    tag,
    summary: "Every frame of the socket for programs",
    notes: "JSON Schema of both directions. Answers 304 to an `If-None-Match` that still holds.",
    who: "everybody",
    answers: { 200: documentAnswer, 304: { media: "", description: "as you hold it" } },
  }),
];
