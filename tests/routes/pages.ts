// Pages as a browser without a script uses them: signed in by the form, with the cookie that it gave; and what such a page holds for one
// that has scripts.

import { type Answer, PASSWORD, type Served } from "./served.ts";

export interface Visitor {
  id: string;
  username: string;
  token: string;
  get(path: string): Promise<Answer>;
  post(path: string, fields: Record<string, string>): Promise<Answer>;
}

/** A new person, signed in. */
export async function visitor(served: Served): Promise<Visitor> {
  const { id, username, token } = await served.person();
  const origin = served.url;
  const form = (fields: Record<string, string>) => new URLSearchParams(fields);
  const there = await served.ask("POST", "/login", {
    raw: form({ email: username, password: PASSWORD }),
    headers: { origin },
  });
  const cookie = there.headers.getSetCookie()[0]!.split(";")[0]!;
  return {
    id,
    username,
    token,
    get: (path) => served.ask("GET", path, { headers: { cookie } }),
    post: (path, fields) => served.ask("POST", path, { raw: form(fields), headers: { cookie, origin } }),
  };
}

const BOOT = /boot\(\{[^}]*\},(\[.*\])\);/s;

/** What the chat's island begins with. @throws SyntaxError where it does not travel as JSON */
export function chatStateOf(html: string): Answer["body"] {
  const [, props = ""] = BOOT.exec(html) ?? [];
  return JSON.parse(props).find((it: object) => "state" in it).state;
}
