// Names that cannot be seen, turn the text around them, or look like another's.

import { strict as assert } from "node:assert";
import { ask, type Cast, everything, must, PASSWORD } from "./cast.ts";

export async function names(all: Cast): Promise<void> {
  const { url, people: { owner } } = all;
  const deceiving = {
    "turned around": "Ada \u202Eecila",
    "an isolate left open": "Ada\u2067",
    "only spaces of no width": "\u200B\u200B\uFEFF",
    "only a Hangul filler": "\u3164",
    "of two lines": "Ada\nOwner",
    "of two paragraphs": "Ada\u2029Owner",
    "with NUL": "Ada\0",
    "with an escape": "\u001B[31mAda",
    "half a character": "Ada\uD800",
  };
  const before = await everything(all);
  for (const [what, name] of Object.entries(deceiving)) {
    const account = { username: "lie", email: "lie@example.com", password: PASSWORD, first_name: name };
    const tries: [string, string, object][] = [
      ["PUT", "/users/profile", { first_name: name }],
      ["PUT", "/users/profile", { last_name: name }],
      ["POST", "/groups", { name }],
      ["POST", "/auth/register", account],
      ["POST", "/auth/register", { ...account, first_name: "", username: `lie${name}` }],
    ];
    for (const [method, path, json] of tries) {
      const { status, body } = await ask(url, method, `/api/v1${path}`, { who: owner, json });
      assert.deepEqual([status, body?.code], [400, "invalid_field"], `a name ${what}: ${method} ${path}`);
    }
  }
  for (
    const avatar of ["javascript:alert(1)", "//evil.example/x", "/\\evil.example/x", "data:text/html,x", "\\\\evil"]
  ) {
    const { status } = await owner.api("PUT", "/users/profile", { avatar });
    assert.equal(status, 400, avatar);
  }
  assert.equal(await everything(all), before);
  for (const name of ["می\u200Cخواهم", "👩\u200D👩\u200D👧", "José", "Nguyễn", "李", "עדה", "O'Brien <3"]) {
    const { user } = await must(200, owner.api("PUT", "/users/profile", { first_name: name }));
    assert.equal(user.first_name, name, "what is somebody's name stays it");
  }
}

export async function lookAlikes({ url }: Cast): Promise<void> {
  const register = (username: string, n: number) =>
    ask(url, "POST", "/api/v1/auth/register", {
      json: { username, email: `alike${n}@example.com`, password: PASSWORD },
    });
  assert.equal((await register("paypal-help", 0)).status, 201);
  const alike = [
    "PayPal-Help",
    "ｐａｙｐａｌ-help",
    "p\u0430ypal-help",
    "paypal\u2010help",
    "paypal-help\u200B",
    "𝐩𝐚𝐲𝐩𝐚𝐥-help",
  ];
  for (const [n, username] of alike.entries()) {
    const { status, body } = await register(username, n + 1);
    assert.ok([400, 409].includes(status), `${username}: ${status} ${JSON.stringify(body)}`);
  }
}
