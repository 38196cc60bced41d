// Private conversations, by every address and by ids in the wrong places.

import { strict as assert } from "node:assert";
import { face, MISSING, request } from "./access_operations.ts";
import { type Ids, OPERATIONS } from "./access_table.ts";
import { ask, type Cast, idsOf, OUTSIDERS, stateOf } from "./cast.ts";

/** What names a message or a conversation and nothing else. */
const ABOUT_ONE = OPERATIONS.filter(({ route }) => /^\/(messages|conversations)\/\[id\]/.test(route));

export async function onlyItsTwo(all: Cast): Promise<void> {
  const { pair, pairMessage, people } = all;
  const ids: Ids = { ...idsOf(all), group: pair, groupMessage: pairMessage };
  assert.ok(ABOUT_ONE.length > 15);
  const before = await stateOf(all);
  for (const operation of ABOUT_ONE) {
    for (const role of [...OUTSIDERS, "member", "muted"] as const) {
      const seen = await request(all, operation, ids, people[role]);
      const what = `${role} ${operation.method} ${operation.route}`;
      assert.deepEqual([seen.status, seen.body?.code], [404, "not_found"], what);
      const missing = { ...MISSING, group: operation.route.startsWith("/messages") ? pair : MISSING.group };
      assert.deepEqual(face(seen), face(await request(all, operation, missing, people[role])), what);
    }
  }
  await noReply(all);
  assert.deepEqual(await stateOf(all), before);
}

/** A reply would tell by its refusal whether the message is there. */
async function noReply({ url, pairMessage, people }: Cast): Promise<void> {
  for (const role of [...OUTSIDERS, "member"] as const) {
    const tell = (reply_to: string) =>
      ask(url, "POST", `/api/v1/messages/private/${people.spare.id}`, {
        who: people[role],
        json: { content: "x", reply_to },
      });
    const seen = await tell(pairMessage);
    assert.equal(seen.status, 400, `${role}: ${seen.text}`);
    assert.deepEqual(face(seen), face(await tell(MISSING.groupMessage)), role);
  }
}

export async function swapped(all: Cast): Promise<void> {
  const { url, group, pair, people: { owner, admin, otherOwner } } = all;
  const before = await stateOf(all);
  const ids = idsOf(all);
  const swapped = { ...ids, group: pair, member: group, spare: group };
  for (const operation of OPERATIONS) {
    if (operation.path(swapped) === operation.path(ids) || operation.route.startsWith("/conversations/")) continue;
    for (const who of [owner, admin, otherOwner]) {
      const { status, text } = await request(all, operation, swapped, who);
      assert.equal(status, 404, `${operation.method} ${operation.path(swapped)}: ${text}`);
    }
  }
  const add = await ask(url, "POST", `/api/v1/groups/${group}/members`, { who: owner, json: { user_id: group } });
  assert.equal(add.status, 404);
  const make = await ask(url, "POST", "/api/v1/groups", { who: owner, json: { name: "x", members: [pair] } });
  assert.equal(make.status, 404);
  assert.deepEqual(await stateOf(all), before);
}
