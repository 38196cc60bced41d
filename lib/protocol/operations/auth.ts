// Sign-in, and the sessions that it makes.

import { doneAnswer, grantAnswer, sessionsAnswer, signedInAnswer } from "../answers.ts";
import { loginBody, passwordBody, registerBody } from "../rest.ts";
import { type Operation, operation } from "./operation.ts";
import { session } from "./params.ts";

export const AUTH: readonly Operation[] = [
  operation({
    method: "POST",
    path: "/auth/register",
    tag: "auth",
    summary: "Make an account",
    notes: "Signs in at once. Sets no cookie.",
    who: "everybody",
    body: registerBody,
    example: { body: { username: "bot", email: "bot@example.com", password: "correct horse battery" } },
    answers: { 201: signedInAnswer },
    errors: ["username_taken", "email_taken", "rate_limited"],
  }),
  operation({
    method: "POST",
    path: "/auth/login",
    tag: "auth",
    summary: "Sign in",
    notes: "`email` takes a user name as well. An unknown account and a wrong password are answered alike.",
    who: "everybody",
    body: loginBody,
    example: { body: { email: "bot@example.com", password: "correct horse battery" } },
    answers: { 200: signedInAnswer },
    errors: ["bad_credentials", "rate_limited"],
  }),
  operation({
    method: "POST",
    path: "/auth/refresh",
    tag: "auth",
    summary: "Get a new token of the same session",
    who: "self",
    answers: { 200: grantAnswer },
  }),
  operation({
    method: "POST",
    path: "/auth/logout",
    tag: "auth",
    summary: "End this session",
    notes: "Ends every token of the session, and its sockets.",
    who: "self",
    answers: { 200: doneAnswer },
  }),
  operation({
    method: "POST",
    path: "/auth/password",
    tag: "auth",
    summary: "Change the password",
    notes: "Ends all other sessions.",
    who: "self",
    body: passwordBody,
    example: { body: { current_password: "correct horse battery", new_password: "another horse battery" } },
    answers: { 200: grantAnswer },
    errors: ["bad_credentials", "rate_limited"],
  }),
  operation({
    method: "GET",
    path: "/auth/sessions",
    tag: "auth",
    summary: "List your sessions",
    who: "self",
    answers: { 200: sessionsAnswer },
  }),
  operation({
    method: "DELETE",
    path: "/auth/sessions/{id}",
    tag: "auth",
    summary: "End one of your sessions",
    notes: "REST refuses it at once; its sockets close with 4401 within a second.",
    who: "self",
    params: { id: session },
    answers: { 200: doneAnswer },
    errors: ["not_found"],
  }),
];
