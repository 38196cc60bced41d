// The language of pages: the one chosen in the account, on every device after signing in there; else the one the browser asks for.

import { strict as assert } from "node:assert";
import { PASSWORD, type Served, suite } from "./served.ts";

/** What a browser sends with a form of our own pages. */
const formOf = (served: Served, path: string, fields: Record<string, string>, cookie = "") =>
  served.ask("POST", path, {
    raw: new URLSearchParams(fields),
    headers: { origin: served.url, ...(cookie === "" ? {} : { cookie }) },
  });
const cookiesOf = (headers: Headers) => headers.getSetCookie().map((it) => it.split(";")[0]!).join("; ");
const login = async (served: Served, language: string) =>
  (await served.ask("GET", "/login", { headers: { "accept-language": language } })).text;

suite({}, (test) => {
  test("who is not signed in reads what the browser asks for first, as far as we have it", async (served) => {
    assert.match(await login(served, "zh-TW,en;q=0.8"), /<html lang="zh-CN"[\s\S]*欢迎回来/);
    assert.match(await login(served, "fr,en-GB;q=0.8"), /<html lang="en-GB"[\s\S]*Welcome back/);
    assert.match(await login(served, "fr"), /<html lang="en"/);
    assert.match(await login(served, "<script>,zh"), /<html lang="zh-CN"/);
  });

  test("why something entered was refused is said in the reader's language, beside its field", async (served) => {
    const refused = async (email: string, password: string) =>
      (await served.ask("POST", "/register", {
        raw: new URLSearchParams({ username: "lin", email, password }),
        headers: { origin: served.url, "accept-language": "zh" },
      })).text;
    assert.match(await refused("lin", PASSWORD), /id="email-why">这不是有效的邮箱地址。/);
    assert.match(await refused("lin@example.com", "short"), /id="password-why">至少需要 8 个字符。/);
    assert.match(await refused("lin@example.com", "password1"), /id="password-why">这个密码太常见/);
  });

  test("the account's choice comes first, here and after signing in elsewhere", async (served) => {
    const me = await served.person();
    const there = await formOf(served, "/login", { email: me.username, password: PASSWORD });
    assert.doesNotMatch(cookiesOf(there.headers), /lang=/);
    const profile = { form: "profile", first_name: "", last_name: "", status: "online", language: "zh" };
    const saved = await formOf(served, "/profile", profile, cookiesOf(there.headers));
    assert.equal(saved.status, 303);
    assert.match(cookiesOf(saved.headers), /lang=zh/);
    const elsewhere = await formOf(served, "/login", { email: me.username, password: PASSWORD });
    const cookie = cookiesOf(elsewhere.headers);
    const page = await served.ask("GET", "/profile", { headers: { cookie, "accept-language": "en" } });
    assert.match(page.text, /<html lang="zh-CN"[\s\S]*个人资料/);
    const back = await formOf(served, "/profile", { ...profile, language: "" }, cookie);
    assert.match(back.headers.getSetCookie().join(), /lang=;.*Max-Age=0/);
  });
});
