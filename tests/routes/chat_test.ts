// Conversations, messages and groups over HTTP: statuses, bodies in the shape of the contract, and what is refused.

import { strict as assert } from "node:assert";
import * as z from "zod";
import {
  changesView,
  conversationView,
  groupView,
  memberView,
  messageView,
  userView,
} from "../../lib/protocol/views.ts";
import { expect, type Served, suite } from "./served.ts";

type Person = Awaited<ReturnType<Served["person"]>>;

const user = z.strictObject(userView.shape);
const message = z.strictObject(messageView.shape);
const group = z.strictObject(groupView.shape);
const member = z.strictObject({ ...memberView.shape, user });
const conversation = z.strictObject({
  ...conversationView.shape,
  last_message: message.nullable(),
  group: group.optional(),
  peer: user.optional(),
});
const messagePage = z.strictObject({
  messages: z.array(message),
  has_more: z.boolean(),
  epoch: z.string(),
  rev: z.int(),
});

const api = (served: Served, who: Person, method: string, path: string, json?: unknown) =>
  served.ask(method, `/api/v1${path}`, { token: who.token, json });

const people = async (served: Served, count: number): Promise<Person[]> =>
  await Promise.all(Array.from({ length: count }, () => served.person()));

async function makeGroup(served: Served, owner: Person, ...others: Person[]): Promise<string> {
  const json = { name: "Team", members: others.map(({ id }) => id) };
  const body = await expect(api(served, owner, "POST", "/groups", json), 201);
  return z.strictObject({ group }).parse(body).group.id;
}

suite({}, (test) => {
  test("a message that is sent is made once, and shown as the contract says", async (served) => {
    const [anna, ben] = await people(served, 2) as [Person, Person];
    const path = `/messages/private/${ben.id}`;
    const send = (json: Record<string, unknown>) => api(served, anna, "POST", path, json);
    const first =
      z.strictObject({ message }).parse(await expect(send({ content: "hello", client_id: "c:1" }), 201)).message;
    assert.deepEqual(
      [first.content, first.sender_id, first.receiver_id, first.status, first.client_id, first.seq],
      ["hello", anna.id, ben.id, "sent", "c:1", 1],
    );
    const again = await expect(send({ content: "hello", client_id: "c:1" }), 200);
    assert.deepEqual(again, { message: first, duplicate: true });
    assert.equal((await expect(send({ content: "other", client_id: "c:1" }), 409)).code, "client_id_reused");
    const page = messagePage.parse(await expect(api(served, ben, "GET", `/messages/private/${anna.id}`), 200));
    assert.deepEqual(
      page.messages.map(({ client_id: _, ...rest }) => rest),
      [{ ...first, client_id: undefined }].map(({ client_id: _, ...rest }) => rest),
    );
    assert.equal("client_id" in page.messages[0]!, false, "the client_id is its sender's alone");
    await expect(api(served, ben, "PUT", `/messages/${first.id}/read`), 200);
    const read = await expect(api(served, anna, "GET", `/messages/${first.id.toUpperCase()}`), 200);
    assert.deepEqual([read.message.status, read.message.is_read], ["read", true]);
  });

  test("one's notes are a conversation with oneself, with nothing unread", async (served) => {
    const [anna] = await people(served, 1) as [Person];
    await expect(api(served, anna, "POST", `/messages/private/${anna.id}`, { content: "note" }), 201);
    const { conversations } = await expect(api(served, anna, "GET", "/conversations"), 200);
    const [notes] = z.array(conversation).parse(conversations);
    assert.deepEqual([notes?.peer?.id, notes?.peer?.email, notes?.unread_count], [anna.id, anna.email, 0]);
    assert.equal(notes?.last_message?.receiver_id, anna.id);
  });

  test("the list, what changed of it, and the changes of one conversation have the shape of the contract", async (served) => {
    const [anna, ben] = await people(served, 2) as [Person, Person];
    const id = await makeGroup(served, anna, ben);
    await expect(api(served, anna, "POST", `/messages/group/${id}`, { content: "hi" }), 201);
    const list = z.strictObject({
      epoch: z.string(),
      me_rev: z.int(),
      conversations: z.array(conversation),
      next_cursor: z.null(),
    })
      .parse(await expect(api(served, ben, "GET", "/conversations?limit=5&unknown=1"), 200));
    assert.deepEqual(list.conversations.map((it) => [it.id, it.unread_count, it.group?.my_role]), [[id, 1, "member"]]);
    const changed = z.strictObject({
      epoch: z.string(),
      me_rev: z.int(),
      conversations: z.array(conversation),
      removed: z.array(z.string()),
      hidden: z.array(z.string()),
      has_more: z.boolean(),
    }).parse(await expect(api(served, ben, "GET", `/conversations?after_me_rev=0&epoch=${list.epoch}`), 200));
    assert.deepEqual([changed.conversations, changed.me_rev, changed.has_more], [
      list.conversations,
      list.me_rev,
      false,
    ]);
    const changes = z.strictObject({ ...changesView.shape, messages: z.array(message), group: group.optional() })
      .parse(
        await expect(api(served, ben, "GET", `/conversations/${id}/changes?epoch=${list.epoch}&after_rev=1`), 200),
      );
    assert.deepEqual([changes.messages.length, changes.marks.length, changes.rev, changes.head_rev], [2, 2, 3, 3]);
    for (
      const path of [
        "/conversations?after_me_rev=99",
        "/conversations?after_me_rev=0&epoch=x",
        `/conversations/${id}/changes?after_rev=4`,
      ]
    ) {
      assert.equal((await expect(api(served, ben, "GET", path), 409)).code, "cursor_invalid", path);
    }
  });

  test("a group lives through its members' coming and going", async (served) => {
    const [anna, ben, eve] = await people(served, 3) as [Person, Person, Person];
    const id = await makeGroup(served, anna, ben);
    const sent = await expect(
      api(served, ben, "POST", `/messages/group/${id}`, { content: "hi", client_id: "1" }),
      201,
    );
    assert.deepEqual(
      await expect(api(served, anna, "POST", `/groups/${id}/members`, { user_id: eve.id.toUpperCase() }), 200),
      {
        message: "Member added successfully",
      },
    );
    assert.equal(
      (await expect(api(served, anna, "POST", `/groups/${id}/members`, { user_id: eve.id }), 409)).code,
      "already_member",
    );
    const promoted = await expect(
      api(served, anna, "PATCH", `/groups/${id}/members/${eve.id}`, { role: "admin" }),
      200,
    );
    assert.equal(z.strictObject({ member }).parse(promoted).member.role, "admin");
    await expect(api(served, ben, "PATCH", `/groups/${id}/members/${eve.id}`, { role: "member" }), 403);
    const shown = z.strictObject({ group, members: z.array(member), epoch: z.string(), rev: z.int() })
      .parse(await expect(api(served, eve, "GET", `/groups/${id}`), 200));
    assert.deepEqual([shown.group.my_role, shown.members.length, shown.rev], ["admin", 3, 7]);
    const pages = z.strictObject({ members: z.array(member), next_cursor: z.string().nullable() })
      .parse(await expect(api(served, eve, "GET", `/groups/${id}/members?limit=2`), 200));
    const rest = await expect(
      api(served, eve, "GET", `/groups/${id}/members?limit=2&cursor=${pages.next_cursor}`),
      200,
    );
    assert.deepEqual([pages.members.length, rest.members.length, rest.next_cursor], [2, 1, null]);
    await expect(api(served, eve, "DELETE", `/groups/${id}/members/${ben.id}`), 200);
    for (
      const path of [
        `/groups/${id}`,
        `/messages/group/${id}`,
        `/conversations/${id}/changes`,
        `/messages/${sent.message.id}`,
      ]
    ) {
      assert.equal((await expect(api(served, ben, "GET", path), 404)).code, "not_found", path);
    }
    const repeat = await expect(
      api(served, ben, "POST", `/messages/group/${id}`, { content: "hi", client_id: "1" }),
      200,
    );
    assert.deepEqual([repeat.duplicate, repeat.message.id], [true, sent.message.id]);
    await expect(api(served, ben, "POST", `/messages/group/${id}`, { content: "more" }), 404);
    await expect(api(served, eve, "DELETE", `/groups/${id}/members/${anna.id}`), 403);
    assert.equal((await expect(api(served, anna, "POST", `/groups/${id}/leave`), 422)).code, "owner_cannot_leave");
    await expect(api(served, eve, "POST", `/groups/${id}/leave`), 200);
    const { groups } = await expect(api(served, anna, "GET", "/groups"), 200);
    assert.deepEqual(z.array(group).parse(groups).map((it) => [it.id, it.member_count]), [[id, 1]]);
  });

  test("limits and numbers out of range, and forged cursors, are refused", async (served) => {
    const [anna, ben] = await people(served, 2) as [Person, Person];
    const id = await makeGroup(served, anna, ben);
    const lists = [
      "/conversations?",
      "/conversations?after_me_rev=0&",
      `/conversations/${id}/changes?`,
      `/messages/group/${id}?`,
    ];
    const paged = [...lists, `/messages/private/${ben.id}?`, `/groups/${id}/members?`];
    for (const path of paged) {
      for (const limit of ["-1", "0", "101", "1000000000", "1e3", "1.5", "x", "%25", "_", ""]) {
        const { code, fields } = await expect(api(served, anna, "GET", `${path}limit=${limit}`), 400);
        assert.deepEqual([code, Object.keys(fields)], ["invalid_field", ["limit"]], `${path}${limit}`);
      }
    }
    const numbers = [
      "/conversations?after_me_rev",
      `/conversations/${id}/changes?after_rev`,
      ...["before", "after", "page"].map((it) => `/messages/group/${id}?${it}`),
    ];
    for (const path of numbers) {
      for (const value of ["-1", "x", "", "99999999999999999999", "'"]) {
        await expect(api(served, anna, "GET", `${path}=${value}`), 400);
      }
    }
    for (const path of ["/conversations", `/groups/${id}/members`]) {
      for (const cursor of ["%25", "_", "AAAA", "null", "%00", "x".repeat(300)]) {
        await expect(api(served, anna, "GET", `${path}?cursor=${cursor}`), 400);
      }
    }
    await expect(api(served, anna, "GET", `/messages/group/${id}?page=1000000000`), 400);
    messagePage.parse(await expect(api(served, anna, "GET", `/messages/group/${id}?before=999999999999999`), 200));
  });

  test("bodies hold what they may and nothing else", async (served) => {
    const [anna, ben] = await people(served, 2) as [Person, Person];
    const id = await makeGroup(served, anna, ben);
    const bodies: [string, string, Record<string, unknown>][] = [
      ["POST", `/messages/private/${ben.id}`, { content: "x" }],
      ["POST", `/messages/group/${id}`, { content: "x" }],
      ["POST", "/groups", { name: "x" }],
      ["POST", `/groups/${id}/members`, { user_id: ben.id }],
      ["PATCH", `/groups/${id}/members/${ben.id}`, { role: "admin" }],
    ];
    const foreign = [
      "is_admin",
      "sender_id",
      "seq",
      "rev",
      "created_at",
      "owner_id",
      "id",
      "my_role",
      "member_count",
      "__proto__",
    ];
    for (const [method, path, json] of bodies) {
      for (const field of foreign) {
        const raw = `{"${field}": 1, ${JSON.stringify(json).slice(1)}`;
        const headers = { "content-type": "application/json" };
        const { status, body } = await served.ask(method, `/api/v1${path}`, { token: anna.token, raw, headers });
        assert.deepEqual([status, body.code], [400, "unknown_field"], `${method} ${path} ${field}`);
      }
    }
    const wrong: [string, string, unknown, number][] = [
      ["POST", `/messages/group/${id}`, { content: "" }, 400],
      ["POST", `/messages/group/${id}`, { content: "a\u0000b" }, 400],
      ["POST", `/messages/group/${id}`, { content: "x", client_id: "a b" }, 400],
      ["POST", `/messages/group/${id}`, { content: "x", message_type: "system" }, 400],
      ["POST", `/messages/group/${id}`, { content: "ä".repeat(8_193) }, 413],
      ["POST", `/messages/group/${id}`, { content: "x", attachments: ["y"] }, 400],
      ["POST", `/messages/group/${id}`, { content: "x", attachments: [id] }, 404],
      ["POST", "/groups", { name: "   " }, 400],
      ["POST", "/groups", { name: "x".repeat(81) }, 400],
      ["POST", "/groups", { name: "x", max_members: 0 }, 400],
      ["POST", "/groups", { name: "x", max_members: 1e9 }, 400],
      ["POST", "/groups", { name: "x", max_members: 1, members: [ben.id] }, 409],
      ["POST", "/groups", { name: "x", members: ["y"] }, 400],
      ["POST", `/groups/${id}/members`, { user_id: ben.id, role: "owner" }, 400],
      ["PATCH", `/groups/${id}/members/${ben.id}`, { role: "owner" }, 400],
      ["PATCH", `/groups/${id}/members/${ben.id}`, {}, 400],
      ["PATCH", `/groups/${id}/members/${ben.id}`, { muted_until: "tomorrow" }, 400],
      ["PATCH", `/groups/${id}/members/${ben.id}`, { muted_until: "0000-01-01T00:00:00Z" }, 200],
    ];
    for (const [method, path, json, status] of wrong) await expect(api(served, anna, method, path, json), status);
    const { group: after, rev, members } = await expect(api(served, anna, "GET", `/groups/${id}`), 200);
    assert.deepEqual([after.member_count, rev, members.length], [2, 2, 2], "nothing of it has left a trace");
  });
});
