// Every operation of REST with who may do it. `tests/security/access_test.ts` fails where a route has no line here.

import { type Cast, NOWHERE, type Role } from "./cast.ts";

/** `everybody`: also without sign-in; `signed`: whoever is signed in, about themselves or about people; else from this role upwards. */
export type May = "everybody" | "signed" | Extract<Role, "member" | "admin" | "owner">;

export interface Operation {
  method: string;
  route: string;
  may: May;
  path: (ids: Ids) => string;
  json?: (ids: Ids) => Record<string, unknown>;
  /** the answer to who may */
  answer: number;
  /** a member who is muted is refused; without it, they may what other members may */
  muted?: "refused";
  /** it takes a form with a file instead of JSON */
  form?: true;
}

/** The things that an operation can be about: the cast's, or ones that are not there. */
export type Ids = Pick<Cast, "group" | "groupMessage" | "invite"> & { member: string; spare: string; session: string };

type Path = Operation["path"];
const line = (
  method: string,
  route: string,
  may: May,
  answer: number,
  path: Path = () => route,
  json?: Operation["json"],
): Operation => ({ method, route, may, answer, path, json });
/** What puts something of one's own before the others' eyes. */
const aloud = (operation: Operation): Operation => ({ ...operation, muted: "refused" });
const upload = (route: string, may: May, path?: Path): Operation => ({
  ...line("POST", route, may, 201, path),
  form: true,
});

const message = (rest = ""): Path => ({ groupMessage }) => `/messages/${groupMessage}${rest}`;
const group = (rest = ""): Path => ({ group }) => `/groups/${group}${rest}`;

export const OPERATIONS: Operation[] = [
  line("POST", "/auth/register", "everybody", 400, undefined, () => ({})),
  line("POST", "/auth/login", "everybody", 401, undefined, () => ({ email: "nobody@example.com", password: "wrong" })),
  line("POST", "/auth/refresh", "signed", 200),
  line("POST", "/auth/logout", "signed", 200),
  line("POST", "/auth/password", "signed", 400, undefined, () => ({})),
  line("GET", "/auth/sessions", "signed", 200),
  line("DELETE", "/auth/sessions/[id]", "owner", 200, ({ session }) => `/auth/sessions/${session}`),
  line("GET", "/users/profile", "signed", 200),
  line("PUT", "/users/profile", "signed", 200, undefined, () => ({ first_name: "Own" })),
  line("GET", "/users/search", "signed", 200, () => "/users/search?q=nobody-is-called-this"),
  line("GET", "/users/contacts", "signed", 200),
  line("GET", "/users/[id]", "signed", 200, ({ member }) => `/users/${member}`),
  line("GET", "/users/profile/export", "signed", 200),
  line("POST", "/users/profile/deactivate", "signed", 400, undefined, () => ({})),
  line("PUT", "/users/[id]/block", "signed", 200, ({ spare }) => `/users/${spare}/block`, () => ({})),
  line("DELETE", "/users/[id]/block", "signed", 200, ({ spare }) => `/users/${spare}/block`),
  line("GET", "/users/blocks", "signed", 200),
  line("GET", "/ws/online-users", "signed", 200),
  line("GET", "/ws", "signed", 400),
  line("GET", "/openapi.json", "everybody", 200),
  line("GET", "/frames.json", "everybody", 200),

  line("GET", "/conversations", "signed", 200),
  line("GET", "/conversations/[id]/changes", "member", 200, ({ group }) => `/conversations/${group}/changes`),
  line("PATCH", "/conversations/[id]", "member", 200, ({ group }) => `/conversations/${group}`, () => ({
    muted: true,
  })),
  line("PUT", "/conversations/[id]/draft", "member", 200, ({ group }) => `/conversations/${group}/draft`, () => ({
    content: "what one is about to say",
    version: 0,
  })),
  line("GET", "/messages/private/[user_id]", "signed", 200, ({ member }) => `/messages/private/${member}`),
  line("POST", "/messages/private/[user_id]", "signed", 201, ({ spare }) => `/messages/private/${spare}`, () => ({
    content: "to a person one may write",
  })),
  line("GET", "/messages/group/[group_id]", "member", 200, ({ group }) => `/messages/group/${group}`),
  aloud(line("POST", "/messages/group/[group_id]", "member", 201, ({ group }) => `/messages/group/${group}`, () => ({
    content: "from somebody in it",
  }))),
  line("GET", "/messages/[id]", "member", 200, message()),
  line("PUT", "/messages/[id]/read", "member", 200, message("/read"), () => ({})),
  // The message is the owner's.
  line("PATCH", "/messages/[id]", "owner", 200, message(), () => ({ content: "said in the group, and better" })),
  line("DELETE", "/messages/[id]", "admin", 200, message()),
  line("GET", "/messages/[id]/edits", "member", 200, message("/edits")),
  line("POST", "/messages/[id]/recall", "owner", 200, message("/recall")),
  line("POST", "/messages/[id]/hide", "member", 200, message("/hide")),
  aloud(
    line("POST", "/messages/[id]/forward", "member", 201, message("/forward"), ({ group }) => ({ group_id: group })),
  ),
  line("GET", "/messages/[id]/reactions", "member", 200, message("/reactions")),
  aloud(line("PUT", "/messages/[id]/reactions/[emoji]", "member", 200, message("/reactions/%F0%9F%91%8D"))),
  line("DELETE", "/messages/[id]/reactions/[emoji]", "member", 200, message("/reactions/%F0%9F%91%8D")),
  line("PUT", "/messages/[id]/pin", "admin", 200, message("/pin")),
  line("DELETE", "/messages/[id]/pin", "admin", 200, message("/pin")),
  line("GET", "/messages/[id]/receipts", "member", 200, message("/receipts")),
  line("GET", "/conversations/[id]/pins", "member", 200, ({ group }) => `/conversations/${group}/pins`),

  line("GET", "/search/messages", "signed", 200, () => "/search/messages?q=said"),
  line("GET", "/search", "signed", 200, () => "/search?q=said"),

  line("GET", "/groups", "signed", 200),
  line("POST", "/groups", "signed", 201, undefined, () => ({ name: "One's own" })),
  line("GET", "/groups/[id]", "member", 200, group()),
  line("GET", "/groups/[id]/members", "member", 200, group("/members")),
  line("POST", "/groups/[id]/members", "admin", 200, group("/members"), ({ spare }) => ({ user_id: spare })),
  line(
    "PATCH",
    "/groups/[id]/members/[user_id]",
    "owner",
    200,
    ({ group, spare }) => `/groups/${group}/members/${spare}`,
    () => ({
      role: "member",
    }),
  ),
  line(
    "DELETE",
    "/groups/[id]/members/[user_id]",
    "admin",
    200,
    ({ group, spare }) => `/groups/${group}/members/${spare}`,
  ),
  line("POST", "/groups/[id]/leave", "member", 200, group("/leave")),
  line("GET", "/groups/discover", "signed", 200),
  line("PATCH", "/groups/[id]", "admin", 200, group(), () => ({ description: "what it is" })),
  line("DELETE", "/groups/[id]", "owner", 200, group()),
  // Who is in already, was removed, or may come in is answered differently: `join_test.ts` and `invites_test.ts` have it.
  line("POST", "/groups/[id]/join", "signed", 404, () => `/groups/${NOWHERE}/join`),
  line("POST", "/groups/[id]/transfer", "owner", 200, group("/transfer"), ({ spare }) => ({ user_id: spare })),
  line("PUT", "/groups/[id]/announcement", "admin", 200, group("/announcement"), () => ({ content: "hear" })),
  line("POST", "/groups/[id]/announcement/read", "member", 200, group("/announcement/read")),
  line("GET", "/groups/[id]/announcement/readers", "member", 200, group("/announcement/readers")),
  line("POST", "/groups/[id]/invites", "admin", 201, group("/invites"), () => ({})),
  line("GET", "/groups/[id]/invites", "admin", 200, group("/invites")),
  line(
    "DELETE",
    "/groups/[id]/invites/[code]",
    "admin",
    200,
    ({ group, invite }) => `/groups/${group}/invites/${invite}`,
  ),
  line(
    "GET",
    "/groups/[id]/invites/[code]/qr",
    "admin",
    200,
    ({ group, invite }) => `/groups/${group}/invites/${invite}/qr`,
  ),
  line("GET", "/invites/[code]", "signed", 200, ({ invite }) => `/invites/${invite}`),
  line("POST", "/invites/[code]", "signed", 404, () => "/invites/x"),

  upload("/messages/private/[user_id]/files", "signed", ({ spare }) => `/messages/private/${spare}/files`),
  aloud(upload("/messages/group/[group_id]/files", "member", ({ group }) => `/messages/group/${group}/files`)),
  upload("/files", "signed"),
];
