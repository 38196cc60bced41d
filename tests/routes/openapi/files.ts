// Uploading, as the contract has it.

import { strict as assert } from "node:assert";
import { fileForm } from "../../support/upload.ts";
import { bound } from "./auth.ts";
import type { Driver, Someone } from "./driver.ts";

export async function files(driver: Driver): Promise<void> {
  const { got } = bound(driver);
  const [ann, bob, eve] = [await driver.person("ann"), await driver.person("bob"), await driver.person("eve")];
  const post = (who: Someone, path: string) => driver.ask("POST", path, { token: who.token, raw: fileForm() });
  const { file } = (await post(ann, "/files")).body;
  const group = await driver.group(ann, [bob]);
  for (const path of [`/messages/private/${bob.id}`, `/messages/group/${group}`]) {
    const { message } = await got(201, ann, "POST", path, { content: "", attachments: [file.id] });
    assert.deepEqual(message.attachments, [file]);
    const sent = await post(ann, `${path}/files`);
    assert.equal(sent.status, 201, sent.text);
  }
  await got(200, bob, "PUT", `/users/${eve.id}/block`);
  assert.equal((await post(bob, `/messages/private/${eve.id}/files`)).body.code, "not_reachable");
  const muted_until = "2999-01-01T00:00:00Z";
  await got(200, ann, "PATCH", `/groups/${group}/members/${bob.id}`, { muted_until });
  assert.equal((await post(bob, `/messages/group/${group}/files`)).body.code, "forbidden");
}
