// People and what they choose for themselves, as the contract has it.

import { PASSWORD } from "../served.ts";
import { bound } from "./auth.ts";
import type { Driver } from "./driver.ts";

export async function people(driver: Driver): Promise<void> {
  const { got } = bound(driver);
  const [ann, bob] = [await driver.person("ann"), await driver.person("bob")];
  await driver.said(ann, { to: bob.id });
  await got(200, ann, "GET", "/users/profile");
  await got(200, ann, "PUT", "/users/profile", { first_name: "Ann", status: "busy", show_email: true });
  await got(200, bob, "GET", `/users/${ann.id}`);
  await got(200, bob, "GET", `/users/search?q=${ann.username}`);
  await got(200, bob, "GET", "/users/contacts?limit=1");
  await got(200, bob, "GET", "/ws/online-users");
  await got(200, ann, "PUT", `/users/${bob.id}/block`);
  await got("invalid_field", ann, "PUT", `/users/${ann.id}/block`);
  await got(200, ann, "GET", "/users/blocks");
  await got("not_reachable", bob, "POST", `/messages/private/${ann.id}`, { content: "Hello?" });
  await got(200, ann, "DELETE", `/users/${bob.id}/block`);
  await got(200, ann, "GET", "/users/profile/export");
  await closed(driver);
}

async function closed(driver: Driver): Promise<void> {
  const { got } = bound(driver);
  const [eve, ann] = [await driver.person("eve"), await driver.person("ann")];
  const group = await driver.group(eve);
  const close = (password: string) => ["POST", "/users/profile/deactivate", { password }] as const;
  await got("bad_credentials", eve, ...close("wrong horse battery"));
  await got("owns_groups", eve, ...close(PASSWORD));
  await got(200, eve, "DELETE", `/groups/${group}`);
  await got(200, eve, ...close(PASSWORD));
  await got(200, ann, "GET", `/users/${eve.id}`);
  await got("not_reachable", ann, "POST", "/groups", { name: "x", members: [eve.id] });
}
