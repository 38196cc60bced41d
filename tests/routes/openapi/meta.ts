// The references themselves, search, and the socket's address.

import { strict as assert } from "node:assert";
import { handshake } from "../../support/raw_socket.ts";
import { bound } from "./auth.ts";
import { type Driver, NOBODY } from "./driver.ts";

export async function meta(driver: Driver): Promise<void> {
  for (const path of ["/openapi.json", "/frames.json"]) {
    const { headers } = await driver.ask("GET", path);
    const etag = headers.get("etag") ?? "";
    assert.match(etag, /^"\w{32}"$/);
    for (const held of [etag, `W/${etag}`, `"another", ${etag}`]) {
      const again = await driver.ask("GET", path, { headers: { "if-none-match": held } });
      assert.equal(again.status, 304);
    }
    const other = await driver.ask("GET", path, { headers: { "if-none-match": '"another"' } });
    assert.equal(other.status, 200);
  }
}

export async function search(driver: Driver): Promise<void> {
  const { got } = bound(driver);
  const [ann, bob] = [await driver.person("ann"), await driver.person("bob")];
  await driver.said(ann, { to: bob.id }, "Build 1138 is green");
  await driver.group(ann, [bob]);
  await got(200, ann, "GET", "/search/messages?q=build");
  await got("not_found", ann, "GET", `/search/messages?q=build&conversation_id=${NOBODY}`);
  await got(200, ann, "GET", "/search?q=build");
}

/** The socket's address: `fetch` shows no 101. */
export async function socket(driver: Driver): Promise<void> {
  const { got } = bound(driver);
  const ann = await driver.person("ann");
  await got("invalid_field", ann, "GET", "/ws");
  const upgrade = { upgrade: "websocket" };
  const cookie = `parley=${ann.token}`;
  const foreign = await driver.ask("GET", "/ws", { headers: { ...upgrade, cookie, origin: "https://evil.example" } });
  assert.equal(foreign.body?.code, "cross_site", foreign.text);
  const { status, connection } = await handshake(driver.served.url, "/api/v1/ws", {
    authorization: `Bearer ${ann.token}`,
  });
  connection.close();
  driver.contract.check("GET", "/ws", { status, text: "", headers: new Headers() });
}
