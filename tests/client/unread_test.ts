// Unread is always right: whatever happens on the server, and in whatever order, late or not at all, a device is told of it, it shows
// what a full recount of the whole history gives. Or it knows that what it shows is a guess, and reads the entry again.

import { strict as assert } from "node:assert";
import fc from "fast-check";
import { type Conversation, isGuess } from "../../lib/client/conversation.ts";
import { COUNT_MAX } from "../../lib/protocol/limits.ts";
import { attention } from "../../lib/protocol/unread.ts";
import { PEER } from "./model_views.ts";
import { Device } from "./unread_device.ts";
import { type Change, UnreadModel } from "./unread_model.ts";
import { change, steps } from "./unread_steps.ts";

/** What the list shows of it, and what its reader is asked for. */
const shown = ({ last_message, peer: _, ...entry }: Conversation["entry"]) => ({
  ...entry,
  last: last_message && [last_message.seq, last_message.rev],
  asks: attention(entry),
});

function assertExact(device: Device, server: UnreadModel): void {
  if (!server.isMember) return assert.equal(device.state, undefined);
  const state = device.state!;
  if (!isGuess(state)) assert.deepEqual(shown(state.entry), shown(server.entry()), "what is not a guess is right");
  device.readAgain();
  assert.equal(isGuess(device.state!), false);
  assert.deepEqual(shown(device.state!.entry), shown(server.entry()));
}

Deno.test("whatever happens in whatever order, every device shows what a full recount gives, or knows that it guesses", () => {
  fc.assert(
    fc.property(fc.boolean(), fc.array(change, { maxLength: 20 }), steps, (historyVisible, before, steps) => {
      const server = new UnreadModel(historyVisible);
      for (const it of before) if (it.kind !== "leave") server.do(it);
      server.told.length = 0;
      const devices = [new Device(server), new Device(server), new Device(server)];
      devices[1]!.open();
      for (const step of steps) {
        if (step.what === "server") server.do(step.change);
        else if (step.what === "hear") devices[step.device]!.hear(step.stream, step);
        else if (step.what === "reads") {
          devices[step.device]!.reads(step.upTo);
          // The mark reaches the server, which answers with where it stands; what it does not take was never read.
          server.do({ kind: "read", upTo: Math.min(step.upTo, devices[step.device]!.state?.entry.last_read_seq ?? 0) });
        } else devices[step.device]![step.what]();
      }
      for (const device of devices) {
        for (const stream of ["me_rev", "rev"] as const) while (device.hear(stream, { isLost: false, isLate: false }));
        device.catchUp();
        assertExact(device, server);
        device.stop();
      }
    }),
    { numRuns: 12_000 },
  );
});

/** A device that shows the list as it is, and one that has the conversation open: what happens is told later. */
function two(before: Change[]): { server: UnreadModel; closed: Device; open: Device } {
  const server = new UnreadModel(true);
  for (const it of before) server.do(it);
  server.told.length = 0;
  const [closed, open] = [new Device(server), new Device(server)];
  open.open();
  return { server, closed, open };
}

const said = (count: number): Change[] =>
  Array.from({ length: count }, () => ({ kind: "send", from: PEER, to: "nobody" }) as const);
const comes = { isLost: false, isLate: false };

Deno.test("a page that shows a message as it is later does not make its change be counted twice or never", () => {
  const { server, open } = two(said(6));
  server.do({ kind: "delete", of: 3 });
  open.older();
  open.hear("rev", comes);
  assertExact(open, server);
  open.stop();
});

Deno.test("what was hidden on another device after it was counted here is counted no more", () => {
  const { server, closed } = two(said(1));
  server.do({ kind: "send", from: PEER, to: "nobody" });
  server.do({ kind: "hide", of: 1 });
  closed.reads(1);
  server.do({ kind: "read", upTo: 1 });
  closed.hear("rev", comes);
  closed.hear("me_rev", comes);
  closed.hear("me_rev", comes);
  assertExact(closed, server);
  closed.stop();
});

Deno.test("counts stop at 1,000: what goes from there leaves a guess", () => {
  const { server, closed } = two(said(COUNT_MAX + 5));
  server.do({ kind: "send", from: PEER, to: "me" });
  server.do({ kind: "delete", of: COUNT_MAX + 5 });
  while (closed.hear("rev", comes));
  assert.equal(closed.state!.entry.unread_count, COUNT_MAX - 1);
  assert.equal(isGuess(closed.state!), true);
  assertExact(closed, server);
  assert.equal(closed.state!.entry.unread_count, COUNT_MAX);
  closed.stop();
});
