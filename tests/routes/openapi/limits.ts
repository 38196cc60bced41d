// What an instance with small limits refuses, as the contract has it.

import { strict as assert } from "node:assert";
import { fileForm, noise } from "../../support/upload.ts";
import { bound } from "./auth.ts";
import { PASSWORD } from "../served.ts";
import { type Driver, type Someone, THUMB } from "./driver.ts";

/** An instance of which each count is reached by the first, and which recalls for one second. */
export const SMALL = {
  LIMIT_EDITS_PER_MESSAGE: "1",
  LIMIT_EMOJI_PER_MESSAGE: "1",
  LIMIT_PINS_PER_CONVERSATION: "1",
  LIMIT_PINNED_CONVERSATIONS: "1",
  LIMIT_INVITES_PER_GROUP: "1",
  LIMIT_BLOCKS_PER_PERSON: "1",
  LIMIT_RECALL_SECONDS: "1",
  LIMIT_FILE_BYTES: "1000",
  LIMIT_FILE_BYTES_PER_PERSON: "1000",
  LIMIT_FILES_PER_MESSAGE: "1",
  LIMIT_NAME_MAX: "6",
  LIMIT_PAGE_DEFAULT: "1",
  LIMIT_PAGE_MAX: "2",
};

export async function limits(driver: Driver): Promise<void> {
  const { got } = bound(driver);
  const [ann, bob, eve] = [await driver.person("ann"), await driver.person("bob"), await driver.person("eve")];
  const group = await driver.group(ann);
  const [one, two] = [await driver.said(ann, { group }, "One"), await driver.said(ann, { group }, "Two")];
  await got(200, ann, "PATCH", `/messages/${one}`, { content: "1" });
  await got("limit_reached", ann, "PATCH", `/messages/${one}`, { content: "I" });
  await got(200, ann, "PUT", `/messages/${one}/reactions/${THUMB}`);
  await got("limit_reached", ann, "PUT", `/messages/${one}/reactions/${encodeURIComponent("🎉")}`);
  await got(200, ann, "PUT", `/messages/${one}/pin`);
  await got("limit_reached", ann, "PUT", `/messages/${two}/pin`);
  await got(201, ann, "POST", `/groups/${group}/invites`, {});
  await got("limit_reached", ann, "POST", `/groups/${group}/invites`, {});
  await got(200, ann, "PUT", `/users/${bob.id}/block`);
  await got("limit_reached", ann, "PUT", `/users/${eve.id}/block`);
  const other = await driver.group(ann);
  await got(200, ann, "PATCH", `/conversations/${group}`, { pinned: true });
  await got("limit_reached", ann, "PATCH", `/conversations/${other}`, { pinned: true });
  await names(driver, ann);
  await pages(driver, ann, group);
  await late(driver, ann, one);
  await uploads(driver);
}

async function names(driver: Driver, ann: Someone): Promise<void> {
  const { got } = bound(driver);
  for (const field of ["first_name", "last_name"]) {
    await got(200, ann, "PUT", "/users/profile", { [field]: "Ann-Li" });
    await got("invalid_field", ann, "PUT", "/users/profile", { [field]: "Ann-Lie" });
    const body = { username: "annlie", email: "ann@example.com", password: PASSWORD, [field]: "Ann-Lie" };
    await got("invalid_field", undefined, "POST", "/auth/register", body);
  }
  await got("invalid_field", ann, "POST", "/groups", { name: "Weekend" });
}

async function pages(driver: Driver, ann: Someone, group: string): Promise<void> {
  const { got } = bound(driver);
  const count = async (query: string) =>
    (await got(200, ann, "GET", `/messages/group/${group}${query}`)).messages.length;
  assert.deepEqual([await count(""), await count("?limit=2"), await count("?limit=100")], [1, 2, 2]);
  await got("invalid_field", ann, "GET", `/messages/group/${group}?limit=101`);
}

/** Of somebody who has room for one file. */
async function uploads(driver: Driver): Promise<void> {
  const [ann, bob] = [await driver.person("ann"), await driver.person("bob")];
  const group = await driver.group(ann);
  const post = async (path: string, size: number) =>
    (await driver.ask("POST", path, { token: ann.token, raw: fileForm(noise(size), "x") })).body;
  const first = await post("/files", 600);
  for (const path of ["/files", `/messages/private/${bob.id}/files`, `/messages/group/${group}/files`]) {
    assert.equal((await post(path, 600)).code, "limit_reached");
  }
  await driver.served.running.deps.db.query("delete from files where id = $1", [first.file.id]);
  for (const path of ["/files", `/messages/private/${bob.id}/files`, `/messages/group/${group}/files`]) {
    assert.equal((await post(path, 1_001)).code, "too_large");
  }
  const two = { content: "", attachments: [crypto.randomUUID(), crypto.randomUUID()] };
  for (const path of [`/messages/private/${bob.id}`, `/messages/group/${group}`]) {
    await driver.got("limit_reached", ann, "POST", path, two);
  }
}

async function late(driver: Driver, sender: { token: string }, message: string): Promise<void> {
  await driver.served.running.deps.db.query(
    "update messages set created_at = created_at - interval '1 minute' where id = $1",
    [message],
  );
  await driver.got("recall_window_over", sender, "POST", `/messages/${message}/recall`);
}
