// Pins: who may, how many, and that a group is told.

import assert from "node:assert/strict";
import { privateConversation } from "../../lib/services/conversations.ts";
import * as members from "../../lib/services/members.ts";
import { remove } from "../../lib/services/message_removal.ts";
import { pin, pins, unpin } from "../../lib/services/pins.ts";
import { chatOn, code, onBoth } from "./chat.ts";
import { common, seen, stage, told } from "./told.ts";

onBoth("pinning in a group is one change, and the system says so with the next", async (chat) => {
  const { id, admin, message, bert } = await stage(chat);
  const view = await pin(chat, admin, message);
  assert.ok(view.pinned_at !== null);
  const [changed, said, ...more] = told(chat);
  assert.deepEqual([changed.message, changed.from, more], [common(view), admin.userId, []]);
  assert.deepEqual([said.rev, said.from, said.message_type, said.event], [view.rev + 1, admin.userId, "system", {
    kind: "message_pinned",
    message_id: message,
  }]);
  assert.deepEqual((await pins(chat, bert, id)).messages.map((pinned) => pinned.id), [message]);
  assert.deepEqual(await pin(chat, admin, message), view, "once more changes nothing");
  assert.deepEqual(told(chat), []);
  assert.equal((await unpin(chat, admin, message)).pinned_at, null);
  assert.deepEqual(told(chat).map((frame) => frame.type), ["message_updated"], "of unpinning nothing is said");
  await unpin(chat, admin, message);
  assert.deepEqual([told(chat), (await pins(chat, bert, id)).messages], [[], []]);
});

onBoth("a group's admins pin, nobody else", async (chat) => {
  const { id, owner, anna, bert, message } = await stage(chat);
  const outside = await chat.person();
  for (const who of [anna, bert]) {
    await assert.rejects(pin(chat, who, message), code("forbidden"));
    await assert.rejects(unpin(chat, who, message), code("forbidden"));
  }
  await assert.rejects(pin(chat, outside, message), code("not_found"));
  await assert.rejects(pins(chat, outside, id), code("not_found"));
  await pin(chat, owner, message);
  await members.remove(chat, owner, id, bert.userId);
  await assert.rejects(pins(chat, bert, id), code("not_found"));
});

onBoth("in private either of the two pins, and nothing is said of it", async (chat) => {
  const [anna, bert] = [await chat.person(), await chat.person()];
  const id = (await privateConversation(chat, anna, bert.userId, { make: true }))!;
  const message = await chat.say(anna, id, "said", bert);
  chat.events.length = 0;
  await pin(chat, bert, message.id);
  await unpin(chat, anna, message.id);
  assert.deepEqual(told(chat).map((frame) => frame.type), ["message_updated", "message_updated"]);
});

onBoth("the newest pin comes first; there are so many; one that is deleted is unpinned", async (chat) => {
  const { id, owner, anna, message } = await stage(chat);
  const limited = chatOn(chat.db, { pinsPerConversation: 2 });
  const [second, third] = [await chat.say(anna, id, "second"), await chat.say(anna, id, "third")];
  await pin(limited, owner, second.id);
  await pin(limited, owner, message);
  assert.deepEqual((await pins(chat, anna, id)).messages.map((pinned) => pinned.id), [message, second.id]);
  await assert.rejects(pin(limited, owner, third.id), code("limit_reached"));
  await remove(chat, anna, second.id);
  assert.deepEqual((await pins(chat, anna, id)).messages.map((pinned) => pinned.id), [message]);
  await pin(limited, owner, third.id);
  assert.equal((await seen(chat, anna, second.id)).pinned_at, null);
});
