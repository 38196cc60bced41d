// What a thread shows, from messages to lines.
import assert from "node:assert/strict";
import { hueOf, HUES, initials } from "../../lib/client/names.ts";
import type { Pending } from "../../lib/client/stores/outbox.ts";
import { lineIn, timeline } from "../../lib/client/timeline.ts";
import type { MessageView } from "../../lib/protocol/views.ts";
import { ServerModel } from "./server_model.ts";

const reader = { locale: "en", timeZone: "UTC" };

function message(seq: number, sender_id: string, created_at: string): MessageView {
  const server = new ServerModel();
  return { ...server.do({ kind: "send", from: sender_id })!, id: `m${seq}`, seq, created_at };
}

Deno.test("messages of one author within five minutes stand together, a day or a pause begins anew", () => {
  const items = timeline({
    log: [
      message(1, "a", "2026-01-01T10:00:00.000Z"),
      message(2, "a", "2026-01-01T10:04:00.000Z"),
      message(3, "a", "2026-01-01T10:10:00.000Z"),
      message(4, "b", "2026-01-01T10:10:01.000Z"),
      message(5, "b", "2026-01-02T00:00:00.000Z"),
    ],
    pending: [],
    me: "me",
    reader,
    line: null,
  });
  assert.deepEqual(
    items.map((it) => it.kind === "message" ? it.first : it.kind),
    ["day", true, false, true, true, "day", true],
  );
});

Deno.test("the line of new messages stands once, before the first unread of somebody else", () => {
  const log = [1, 2, 3, 4].map((seq) => message(seq, seq === 2 ? "me" : "a", "2026-01-01T10:00:00.000Z"));
  const line = lineIn(log, 1, "me", true);
  assert.equal(line, 3);
  const items = timeline({ log, pending: [], me: "me", reader, line });
  assert.deepEqual(items.map((it) => it.kind), ["day", "message", "message", "new", "message", "message"]);
});

Deno.test("the line is in no window that begins after it, and at the top of one that begins with it", () => {
  const log = [5, 6].map((seq) => message(seq, "a", "2026-01-01T10:00:00.000Z"));
  assert.equal(lineIn(log, 2, "me", false), null);
  assert.equal(lineIn(log, 4, "me", false), 5);
  assert.equal(lineIn(log, 2, "me", true), 5, "what lies between is not there, since nothing is older");
  assert.equal(lineIn(log, null, "me", true), null);
});

Deno.test("a list that begins in the middle shows what it would show with everything before", () => {
  const log = [1, 2, 3, 4, 5, 6].map((seq) =>
    message(seq, seq < 4 ? "a" : "b", `2026-01-0${seq < 3 ? 1 : 2}T10:0${seq}:00.000Z`)
  );
  const shown = (from: number) =>
    timeline({ log: log.slice(from), before: log[from - 1], pending: [], me: "me", reader, line: 4 });
  const whole = shown(0);
  for (let from = 1; from < log.length; from++) {
    const part = shown(from);
    assert.deepEqual(part, whole.slice(-part.length));
  }
});

Deno.test("a pending copy is shown until its message is there, and never beside it", () => {
  const pending: Pending = { client_id: "k", where: "u:a", content: "x", created_at: "2026-01-01T10:00:00.000Z" };
  const mine = { ...message(1, "me", "2026-01-01T10:00:00.000Z"), client_id: "k" };
  const common = { me: "me", reader, line: null, pending: [pending] };
  assert.deepEqual(timeline({ ...common, log: [] }).map((it) => it.key), ["day 2026-01-01", "k"]);
  assert.deepEqual(timeline({ ...common, log: [mine] }).map((it) => `${it.kind} ${it.key}`), [
    "day day 2026-01-01",
    "message k",
  ]);
});

Deno.test("initials and colours are there for every name", () => {
  assert.equal(initials("Ada Lovelace"), "AL");
  assert.equal(initials("王小明"), "王");
  assert.equal(initials("bob_the.builder"), "BB");
  assert.equal(initials("Builders (2)"), "B2");
  assert.equal(initials("🎉"), "🎉");
  for (const id of ["", "a", "0190-ff"]) assert.ok(hueOf(id) >= 0 && hueOf(id) < HUES);
});
