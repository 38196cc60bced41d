// The routes of sign-in and people as a table, for tests that hold of every one of them. `tests/routes/table_test.ts` fails when a
// file below routes/api/v1/{auth,users} has no line here.

export interface Line {
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  /** works without sign-in */
  open?: true;
  /** a body that passes every check of form */
  json?: Record<string, unknown>;
}

const ID = "01900000-0000-7000-8000-000000000000";
const account = { username: "table", email: "table@example.com", password: "correct horse battery" };

export const TABLE: Line[] = [
  { method: "POST", path: "/api/v1/auth/register", open: true, json: account },
  { method: "POST", path: "/api/v1/auth/login", open: true, json: { email: "x", password: "y" } },
  { method: "POST", path: "/api/v1/auth/refresh" },
  { method: "POST", path: "/api/v1/auth/logout" },
  { method: "POST", path: "/api/v1/auth/password", json: { current_password: "x", new_password: "another horse" } },
  { method: "GET", path: "/api/v1/auth/sessions" },
  { method: "DELETE", path: `/api/v1/auth/sessions/${ID}` },
  { method: "GET", path: "/api/v1/users/profile" },
  { method: "PUT", path: "/api/v1/users/profile", json: { first_name: "x" } },
  { method: "GET", path: `/api/v1/users/${ID}` },
  { method: "GET", path: "/api/v1/users/search?q=a" },
  { method: "GET", path: "/api/v1/users/contacts" },
  { method: "GET", path: "/api/v1/users/blocks" },
  { method: "PUT", path: `/api/v1/users/${ID}/block`, json: {} },
  { method: "DELETE", path: `/api/v1/users/${ID}/block` },
  { method: "GET", path: "/api/v1/users/profile/export" },
  { method: "POST", path: "/api/v1/users/profile/deactivate", json: { password: "x" } },
  { method: "GET", path: "/ws/online-users" },
  { method: "GET", path: "/api/v1/ws/online-users" },
];

/** The path of a route file's answer, with a parameter as in the table. */
export const pathOf = (file: string): string =>
  `/${file.replace(/^routes\//, "").replace(/(?:\/index)?\.ts$/, "").replaceAll("[id]", ID)}`;
