// Groups, their members and their invitations, as the contract has them.

import { bound } from "./auth.ts";
import { type Driver, NOBODY } from "./driver.ts";

export async function groups(driver: Driver): Promise<void> {
  const { got } = bound(driver);
  const [ann, bob, eve] = [await driver.person("ann"), await driver.person("bob"), await driver.person("eve")];
  const group = `/groups/${await driver.group(ann, [bob])}`;
  await got("not_found", ann, "POST", "/groups", { name: "x", members: [NOBODY] });
  await got("group_full", ann, "POST", "/groups", { name: "x", members: [bob.id], max_members: 1 });
  await got(200, ann, "GET", "/groups");
  await got(200, bob, "GET", group);
  await got(200, eve, "GET", "/groups/discover?q=build&limit=1");
  await got(200, ann, "PATCH", group, { description: "Red and green", history_visible: false });
  await got("forbidden", bob, "PATCH", group, { description: "x" });
  await got(200, ann, "PUT", `${group}/announcement`, { content: "No builds on Friday" });
  await got("forbidden", bob, "PUT", `${group}/announcement`, { content: "x" });
  await got(200, bob, "POST", `${group}/announcement/read`);
  await got(200, bob, "GET", `${group}/announcement/readers`);
  await got(200, eve, "POST", `${group}/join`);
  await got("already_member", eve, "POST", `${group}/join`);
  await got(200, eve, "POST", `${group}/leave`);
  await got("owner_cannot_leave", ann, "POST", `${group}/leave`);
  await got("forbidden", bob, "POST", `${group}/transfer`, { user_id: bob.id });
  await got("forbidden", bob, "DELETE", group);
  await got(200, ann, "POST", `${group}/transfer`, { user_id: bob.id });
  await got(200, bob, "DELETE", group);
  await notComing(driver);
  await closedMember(driver);
}

/** Into a public group that one was removed from, or that is full. */
async function notComing(driver: Driver): Promise<void> {
  const { got } = bound(driver);
  const [ann, bob, eve] = [await driver.person("ann"), await driver.person("bob"), await driver.person("eve")];
  const group = `/groups/${await driver.group(ann, [bob], { max_members: 2 })}`;
  await got("group_full", eve, "POST", `${group}/join`);
  const { invite } = await got(201, ann, "POST", `${group}/invites`, { max_uses: 3 });
  await got("group_full", eve, "POST", `/invites/${invite.code}`);
  await got("group_full", ann, "POST", `${group}/members`, { user_id: eve.id });
  await got(200, ann, "DELETE", `${group}/members/${bob.id}`);
  await got("forbidden", bob, "POST", `${group}/join`);
  await got("forbidden", bob, "POST", `/invites/${invite.code}`);
}

/** Somebody who closed their account leaves every group; only a race can leave them in one. */
async function closedMember(driver: Driver): Promise<void> {
  const { got } = bound(driver);
  const [ann, bob] = [await driver.person("ann"), await driver.person("bob")];
  const group = `/groups/${await driver.group(ann, [bob])}`;
  await driver.served.running.deps.db.query("update users set is_active = false where id = $1", [bob.id]);
  await got("not_reachable", ann, "POST", `${group}/transfer`, { user_id: bob.id });
}

export async function members(driver: Driver): Promise<void> {
  const { got } = bound(driver);
  const [ann, bob, eve] = [await driver.person("ann"), await driver.person("bob"), await driver.person("eve")];
  const group = `/groups/${await driver.group(ann, [bob])}`;
  await got(200, bob, "GET", `${group}/members?limit=1`);
  await got("forbidden", bob, "POST", `${group}/members`, { user_id: eve.id });
  await got(200, ann, "POST", `${group}/members`, { user_id: eve.id, role: "admin" });
  await got("already_member", ann, "POST", `${group}/members`, { user_id: eve.id });
  const muted_until = new Date(Date.now() + 60_000).toISOString();
  await got(200, ann, "PATCH", `${group}/members/${bob.id}`, { muted_until });
  await got("forbidden", bob, "POST", `/messages${group.replace("groups", "group")}`, { content: "x" });
  await got("forbidden", bob, "PATCH", `${group}/members/${eve.id}`, { role: "member" });
  await got("forbidden", bob, "DELETE", `${group}/members/${eve.id}`);
  await got("owner_cannot_leave", ann, "DELETE", `${group}/members/${ann.id}`);
  await got(200, ann, "DELETE", `${group}/members/${bob.id}`);
  await got(200, bob, "PUT", `/users/${ann.id}/block`);
  await got("not_reachable", ann, "POST", `${group}/members`, { user_id: bob.id });
}

export async function invites(driver: Driver): Promise<void> {
  const { got } = bound(driver);
  const [ann, bob, eve] = [await driver.person("ann"), await driver.person("bob"), await driver.person("eve")];
  const invites = `/groups/${await driver.group(ann, [bob])}/invites`;
  const { invite: { code } } = await got(201, ann, "POST", invites, { expires_in: 3_600, max_uses: 1 });
  await got("forbidden", bob, "POST", invites, {});
  await got(200, ann, "GET", invites);
  await got("forbidden", bob, "GET", invites);
  await got(200, ann, "GET", `${invites}/${code}/qr`);
  await got("forbidden", bob, "GET", `${invites}/${code}/qr`);
  await got(200, eve, "GET", `/invites/${code}`);
  await got(200, eve, "POST", `/invites/${code}`);
  await got("not_found", eve, "POST", "/invites/x");
  await got("not_found", eve, "GET", "/invites/x");
  const { invite: other } = await got(201, ann, "POST", invites, {});
  await got("forbidden", bob, "DELETE", `${invites}/${other.code}`);
  await got(200, ann, "DELETE", `${invites}/${other.code}`);
}
