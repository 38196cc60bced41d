// The members of a group that are known here: a first page, more of them, and what is told of each meanwhile.
import assert from "node:assert/strict";
import { applyChange } from "../../lib/client/changes.ts";
import { fromEntry, present } from "../../lib/client/conversation.ts";
import { mutedUntil } from "../../lib/client/rights.ts";
import { withMembers, withMoreMembers } from "../../lib/client/snapshots.ts";
import { AT, CONVERSATION, GROUP } from "../../lib/protocol/examples.ts";
import type { MemberFrame } from "../../lib/protocol/server_frames.ts";
import type { MemberView } from "../../lib/protocol/views.ts";
import { person } from "./model_views.ts";

const LATER = "2999-01-01T00:00:00.000Z";
const member = (id: string, more: Partial<MemberView> = {}): MemberView => ({
  user: person(id),
  role: "member",
  joined_at: AT,
  muted_until: null,
  ...more,
});
const first = withMembers(fromEntry(CONVERSATION), [
  member("a", { role: "owner" }),
  member("z", { muted_until: LATER }),
], 5);

Deno.test("more members stand beside those that are known", () => {
  const all = withMoreMembers(first, [member("m")], 5);
  assert.deepEqual(present(all).map((it) => it.user_id), ["a", "z", "m"]);
});

Deno.test("what is known to be later than a page stays", () => {
  const told = { user_id: "m", role: "member" as const, muted_until: null, rev: 8, left: true as const };
  const left = { ...first, members: new Map(first.members).set("m", told) };
  assert.deepEqual(present(withMoreMembers(left, [member("m")], 5)).map((it) => it.user_id), ["a", "z"]);
  assert.deepEqual(present(withMoreMembers(left, [member("m")], 8)).map((it) => it.user_id), ["a", "z", "m"]);
});

Deno.test("one's own muting is known from the first page, however large the group", () => {
  assert.equal(mutedUntil(first, "z", Date.parse(AT)), LATER);
  assert.equal(mutedUntil(withMoreMembers(first, [member("m")], 5), "z", Date.parse(AT)), LATER);
});

Deno.test("how many are in a group is what the frame says: whoever came and went within a gap is told once", () => {
  const group_id = CONVERSATION.id;
  const frame: MemberFrame = {
    ...{ type: "group_member_left", group_id, conversation_id: group_id, rev: 9, after_rev: 5, from: "c" },
    content: { group_id, user_id: "c", role: "member", username: "carl", member_count: 2 },
  };
  const inGroup = { ...first, entry: { ...first.entry, group: { ...GROUP, member_count: 2 } } };
  assert.equal(applyChange(inGroup, frame, "a").entry.group?.member_count, 2);
});
