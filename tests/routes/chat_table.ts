// The routes of conversations, messages and groups as a table, for tests that hold of every one of them.

const ID = "01900000-0000-7000-8000-000000000000";

export interface ChatLine {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** below /api/v1 */
  path: string;
  /** a body that passes every check of form */
  json?: Record<string, unknown>;
  /** 200: a list of one's own · 404: names something that is not there · 415: wants a form */
  answer: 200 | 201 | 404 | 415;
}

const line = (
  method: ChatLine["method"],
  path: string,
  answer: ChatLine["answer"],
  json?: ChatLine["json"],
): ChatLine => ({
  method,
  path,
  answer,
  json,
});

const MESSAGE = `/messages/${ID}`;
const GROUP = `/groups/${ID}`;

export const CHAT_TABLE: ChatLine[] = [
  line("GET", "/conversations", 200),
  line("GET", `/conversations/${ID}/changes`, 404),
  line("PATCH", `/conversations/${ID}`, 404, { muted: true }),
  line("PUT", `/conversations/${ID}/draft`, 404, { content: "x", version: 0 }),
  line("GET", `/conversations/${ID}/pins`, 404),
  line("GET", `/messages/private/${ID}`, 404),
  line("POST", `/messages/private/${ID}`, 404, { content: "x" }),
  line("POST", `/messages/private/${ID}/files`, 415),
  line("GET", `/messages/group/${ID}`, 404),
  line("POST", `/messages/group/${ID}`, 404, { content: "x" }),
  line("POST", `/messages/group/${ID}/files`, 415),
  line("GET", MESSAGE, 404),
  line("PATCH", MESSAGE, 404, { content: "x" }),
  line("DELETE", MESSAGE, 404),
  line("GET", `${MESSAGE}/edits`, 404),
  line("POST", `${MESSAGE}/recall`, 404),
  line("POST", `${MESSAGE}/hide`, 404),
  line("POST", `${MESSAGE}/forward`, 404, { group_id: ID }),
  line("PUT", `${MESSAGE}/read`, 404),
  line("GET", `${MESSAGE}/reactions`, 404),
  line("PUT", `${MESSAGE}/reactions/%F0%9F%91%8D`, 404),
  line("DELETE", `${MESSAGE}/reactions/%F0%9F%91%8D`, 404),
  line("PUT", `${MESSAGE}/pin`, 404),
  line("DELETE", `${MESSAGE}/pin`, 404),
  line("GET", `${MESSAGE}/receipts`, 404),
  line("GET", "/search/messages?q=x", 200),
  line("GET", "/search?q=x", 200),
  line("POST", "/files", 415),
  line("GET", "/groups", 200),
  line("POST", "/groups", 201, { name: "x" }),
  line("GET", "/groups/discover?q=x", 200),
  line("GET", GROUP, 404),
  line("PATCH", GROUP, 404, { name: "x" }),
  line("DELETE", GROUP, 404),
  line("GET", `${GROUP}/members`, 404),
  line("POST", `${GROUP}/members`, 404, { user_id: ID }),
  line("PATCH", `${GROUP}/members/${ID}`, 404, { role: "admin" }),
  line("DELETE", `${GROUP}/members/${ID}`, 404),
  line("POST", `${GROUP}/join`, 404),
  line("POST", `${GROUP}/leave`, 404),
  line("POST", `${GROUP}/transfer`, 404, { user_id: ID }),
  line("PUT", `${GROUP}/announcement`, 404, { content: "x" }),
  line("POST", `${GROUP}/announcement/read`, 404),
  line("GET", `${GROUP}/announcement/readers`, 404),
  line("GET", `${GROUP}/invites`, 404),
  line("POST", `${GROUP}/invites`, 404, {}),
  line("DELETE", `${GROUP}/invites/abc`, 404),
  line("GET", `${GROUP}/invites/abc/qr`, 404),
  line("GET", "/invites/abc", 404),
  line("POST", "/invites/abc", 404),
];

/** A route file's path as the table writes it: below /api/v1, parameters as patterns, no query. */
export const patternOf = (file: string): RegExp =>
  new RegExp(`^${file.replace(/(?:\/index)?\.ts$/, "").replaceAll(/\[\w+\]/g, "[^/]+")}(?:\\?.*)?$`);
