// The list of conversations and what changed, as the contract has it.

import { bound } from "./auth.ts";
import type { Driver } from "./driver.ts";

export async function conversations(driver: Driver): Promise<void> {
  const { got } = bound(driver);
  const [ann, bob] = [await driver.person("ann"), await driver.person("bob")];
  const group = await driver.group(ann, [bob]);
  const message = await driver.said(ann, { to: bob.id });
  const list = await got(200, bob, "GET", "/conversations?limit=1");
  const [first] = list.conversations;
  await got("cursor_invalid", bob, "GET", `/conversations?after_me_rev=${list.me_rev + 1}`);
  await got(200, bob, "PATCH", `/conversations/${first.id}`, { pinned: true, notify: "mentions", marked_unread: true });
  await got(200, bob, "PUT", `/conversations/${first.id}/draft`, { content: "What I wanted", version: 0 });
  await got(200, bob, "POST", `/messages/${message}/hide`);
  await got(200, bob, "GET", `/conversations?after_me_rev=${list.me_rev}&epoch=${list.epoch}`);
  const changes = `/conversations/${first.id}/changes`;
  await got(200, bob, "GET", `${changes}?limit=1`);
  await got(200, bob, "GET", `/conversations/${group}/changes?after_rev=0&epoch=${list.epoch}`);
  await got("cursor_invalid", bob, "GET", `${changes}?epoch=another`);
  await got(200, bob, "GET", `/conversations/${first.id}/pins`);
}
