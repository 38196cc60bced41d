// Messages and what is done with one, as the contract has it.

import { strict as assert } from "node:assert";
import { bound } from "./auth.ts";
import { type Driver, type Someone, THUMB } from "./driver.ts";

export async function messages(driver: Driver): Promise<void> {
  const { got } = bound(driver);
  const [ann, bob] = [await driver.person("ann"), await driver.person("bob")];
  const group = `/messages/group/${await driver.group(ann, [bob])}`;
  for (const [path, from] of [[`/messages/private/${bob.id}`, ann], [group, bob]] as const) {
    const hello = { content: "Hello", client_id: "hello" };
    const { message } = await got(201, from, "POST", path, hello);
    await got(200, from, "POST", path, hello);
    await got("client_id_reused", from, "POST", path, { ...hello, content: "Another" });
    await got(201, from, "POST", path, { content: "No", reply_to: message.id });
    const { message: deleted } = await got(201, from, "POST", path, { content: "Gone" });
    await got(200, from, "DELETE", `/messages/${deleted.id}`);
    await got("gone", from, "POST", path, { content: "What?", reply_to: deleted.id });
    await got(200, from, "GET", `${path}?limit=1`);
    await ordered(driver, from, path);
    await got(200, ann, "GET", `/messages/${message.id}`);
    await got(200, ann, "PUT", `/messages/${message.id}/read`);
    await got(200, ann, "GET", `/messages/${message.id}/receipts?limit=1`);
  }
  await changed(driver, ann, bob);
  await gone(driver, ann, bob);
  await forwarded(driver, ann, bob);
  await blocked(driver);
}

/** Newest first, and from a place on oldest first. */
async function ordered(driver: Driver, who: Someone, path: string): Promise<void> {
  const { got } = bound(driver);
  const seqs = async (query: string) =>
    (await got(200, who, "GET", `${path}?${query}`)).messages.map((it: { seq: number }) => it.seq);
  const after = await seqs("after=0");
  assert.ok(after.length > 1);
  assert.deepEqual(after, after.toSorted((a: number, b: number) => a - b));
  for (const query of ["around=2", "limit=50"]) assert.deepEqual(await seqs(query), after.toReversed(), query);
}

async function changed(driver: Driver, ann: Someone, bob: Someone): Promise<void> {
  const { got } = bound(driver);
  const group = await driver.group(ann, [bob]);
  const message = `/messages/${await driver.said(ann, { group })}`;
  await got(200, ann, "PATCH", message, { content: "Build 1138 is red" });
  await got("forbidden", bob, "PATCH", message, { content: "x" });
  await got(200, bob, "GET", `${message}/edits`);
  await got(200, bob, "PUT", `${message}/reactions/${THUMB}`);
  await got("invalid_field", bob, "PUT", `${message}/reactions/x`);
  await got("invalid_field", bob, "DELETE", `${message}/reactions/x`);
  await got(200, ann, "GET", `${message}/reactions?limit=1`);
  await got(200, bob, "DELETE", `${message}/reactions/${THUMB}`);
  await got(200, ann, "PUT", `${message}/pin`);
  await got("forbidden", bob, "PUT", `${message}/pin`);
  await got("forbidden", bob, "DELETE", `${message}/pin`);
  await got(200, ann, "GET", `/conversations/${group}/pins`);
  await got(200, ann, "DELETE", `${message}/pin`);
  await got("forbidden", bob, "POST", `${message}/recall`);
  await got("forbidden", bob, "DELETE", message);
  await got(200, bob, "POST", `${message}/hide`);
  await got(200, ann, "POST", `${message}/recall`);
}

/** The message with which a group tells of itself can be changed by nobody. */
async function systemMessage(driver: Driver, owner: Someone, group: string): Promise<string> {
  await driver.got(200, owner, "PATCH", `/groups/${group}`, { description: "told of" });
  const { messages } = await driver.got(200, owner, "GET", `/messages/group/${group}`);
  return messages.find((it: { message_type: string }) => it.message_type === "system").id;
}

async function gone(driver: Driver, ann: Someone, bob: Someone): Promise<void> {
  const { got } = bound(driver);
  const group = await driver.group(ann, [bob]);
  const system = `/messages/${await systemMessage(driver, ann, group)}`;
  await got("forbidden", bob, "POST", `/messages/group/${group}`, { content: "x", reply_to: system.split("/").at(-1) });
  await got("forbidden", bob, "PUT", `${system}/reactions/${THUMB}`);
  await got("forbidden", bob, "DELETE", `${system}/reactions/${THUMB}`);
  await got("forbidden", bob, "GET", `${system}/reactions`);
  await got("forbidden", bob, "GET", `${system}/receipts`);
  await got("forbidden", bob, "GET", `${system}/edits`);
  await got("forbidden", bob, "POST", `${system}/hide`);
  const message = `/messages/${await driver.said(ann, { group })}`;
  await got(200, ann, "DELETE", message);
  await got("gone", ann, "PATCH", message, { content: "x" });
  await got("gone", ann, "PUT", `${message}/reactions/${THUMB}`);
  await got("gone", ann, "DELETE", `${message}/reactions/${THUMB}`);
  await got("gone", ann, "PUT", `${message}/pin`);
  await got("gone", ann, "POST", `${message}/recall`);
  await got("gone", ann, "POST", `${message}/forward`, { to: bob.id });
}

async function forwarded(driver: Driver, ann: Someone, bob: Someone): Promise<void> {
  const { got } = bound(driver);
  const group = await driver.group(ann, [bob]);
  const forward = `/messages/${await driver.said(ann, { group })}/forward`;
  await got(201, bob, "POST", forward, { to: ann.id, client_id: "copy" });
  await got(200, bob, "POST", forward, { to: ann.id, client_id: "copy" });
  const other = `/messages/${await driver.said(ann, { group }, "Another")}/forward`;
  await got("client_id_reused", bob, "POST", other, { to: ann.id, client_id: "copy" });
  const muted_until = new Date(Date.now() + 60_000).toISOString();
  await got(200, ann, "PATCH", `/groups/${group}/members/${bob.id}`, { muted_until });
  await got("forbidden", bob, "POST", forward, { group_id: group });
  await got(200, ann, "PUT", `/users/${bob.id}/block`);
  await got("not_reachable", bob, "POST", forward, { to: ann.id });
}

/** In the conversation that they had. */
async function blocked(driver: Driver): Promise<void> {
  const { got } = bound(driver);
  const [ann, bob] = [await driver.person("ann"), await driver.person("bob")];
  const message = `/messages/${await driver.said(ann, { to: bob.id })}`;
  await got(200, bob, "PUT", `/users/${ann.id}/block`);
  await got("not_reachable", ann, "PATCH", message, { content: "x" });
  await got("not_reachable", ann, "PUT", `${message}/reactions/${THUMB}`);
  await got("not_reachable", ann, "PUT", `${message}/pin`);
  await got("not_reachable", ann, "DELETE", `${message}/pin`);
}
