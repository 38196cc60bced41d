// Whatever people do to one message at the same time, on two instances: it ends as if they had done it one after the other, in the
// order of the revs, and that is what was told.

import assert from "node:assert/strict";
import fc from "fast-check";
import type { Actor } from "../../lib/services/deps.ts";
import { edit, edits } from "../../lib/services/message_edits.ts";
import { recall, remove } from "../../lib/services/message_removal.ts";
import { pin, unpin } from "../../lib/services/pins.ts";
import { react, unreact } from "../../lib/services/reactions.ts";
import { ParleyError } from "../../lib/protocol/errors.ts";
import type { Frame } from "../support/person.ts";
import { type Chat, chatOn, onBoth } from "./chat.ts";
import { common, seen, type Stage, stage, told } from "./told.ts";

const EMOJI = ["👍", "❤️", "🎉"];
const WHAT = ["edit", "react", "unreact", "pin", "unpin", "say", "delete", "recall"] as const;

interface Attempt {
  what: typeof WHAT[number];
  who: number;
  instance: number;
}

// Taking back is rarer than the rest, or there would be little else to see.
const attempts = fc.array(
  fc.record<Attempt>({
    what: fc.constantFrom(...WHAT.slice(0, 6), ...WHAT.slice(0, 6), ...WHAT),
    who: fc.nat(3),
    instance: fc.nat(1),
  }),
  { minLength: 4, maxLength: 16 },
);

/** Does one of them, by whoever may. */
function attempt(chat: Chat, { id, owner, admin, anna, bert, message }: Stage, { what, who }: Attempt, n: number) {
  const people: Actor[] = [owner, admin, anna, bert];
  const [anybody, pinner, emoji] = [people[who]!, [owner, admin][who % 2]!, EMOJI[who % EMOJI.length]!];
  switch (what) {
    case "edit":
      return edit(chat, anna, message, { content: `wording ${n}` });
    case "react":
      return react(chat, anybody, message, emoji);
    case "unreact":
      return unreact(chat, anybody, message, emoji);
    case "pin":
      return pin(chat, pinner, message);
    case "unpin":
      return unpin(chat, pinner, message);
    case "say":
      return chat.say(anybody, id, `aside ${n}`);
    case "delete":
      return remove(chat, pinner, message);
    case "recall":
      return recall(chat, anna, message);
  }
}

/** The message by what was told of it, one frame after the other. */
class Model {
  content = "said";
  readonly wordings: string[] = [];
  readonly reactions = new Map<string, Set<string>>();
  pinned = false;
  gone = false;

  apply(frame: Frame): void {
    assert.ok(!this.gone, "nothing is done to what is gone");
    const { message } = frame;
    if (frame.reacted !== undefined) this.#react(frame);
    else if (message.is_deleted || message.recalled_at !== null) this.#erase();
    else if ((message.pinned_at !== null) !== this.pinned) this.pinned = !this.pinned;
    else {
      assert.notEqual(message.content, this.content, "a change that changes nothing");
      this.wordings.push(this.content);
      this.content = message.content;
    }
    this.check(message);
  }

  #react({ reacted, from }: Frame): void {
    const [{ user_id, emoji, on }, ...more] = reacted;
    assert.deepEqual([user_id, more], [from, []]);
    const users = this.reactions.get(emoji) ?? new Set();
    assert.notEqual(users.has(user_id), on, "a change that changes nothing");
    if (on) users.add(user_id);
    else users.delete(user_id);
    this.reactions.set(emoji, users);
  }

  #erase(): void {
    this.gone = true;
    this.pinned = false;
    this.content = "";
    this.wordings.length = 0;
    this.reactions.clear();
  }

  check(message: Frame): void {
    const counts = message.reactions.map(({ emoji, count }: Frame) => [emoji, count]);
    const expected = [...this.reactions].map(([emoji, users]) => [emoji, users.size]).filter(([, size]) => size !== 0);
    assert.deepEqual(counts.toSorted(), expected.toSorted());
    assert.deepEqual(
      [message.content, message.pinned_at !== null, message.is_deleted || message.recalled_at !== null],
      [this.content, this.pinned, this.gone],
    );
  }
}

onBoth("what is done to a message at once, on two instances, is some order of it", async (chat) => {
  const instances = [chat, chatOn(chat.db)];
  await fc.assert(
    fc.asyncProperty(attempts, async (list) => {
      const it = await stage(chat);
      const before = await seen(chat, it.anna, it.message);
      const done = await Promise.allSettled(
        list.map(async (one, n) => await attempt(instances[one.instance]!, it, one, n)),
      );
      for (const one of done) {
        if (one.status === "fulfilled") continue;
        assert.ok(one.reason instanceof ParleyError && one.reason.code === "gone", String(one.reason));
      }
      const frames = instances.flatMap(told).toSorted((a, b) => a.rev - b.rev);
      assert.deepEqual(frames.map((frame) => frame.rev), frames.map((_, i) => before.rev + 1 + i), "each rev once");
      const model = new Model();
      const changes = frames.filter((frame) => frame.type === "message_updated");
      for (const frame of changes) model.apply(frame);
      const now = await seen(chat, it.anna, it.message);
      model.check(now);
      assert.deepEqual(common(now), changes.at(-1)?.message ?? common(before), "the last frame is what is stored");
      const wordings = (await edits(chat, it.anna, it.message)).map((wording) => wording.content);
      assert.deepEqual(wordings, model.wordings);
    }),
    { numRuns: 25 },
  );
});
