// What must hold at the end of a run, whatever broke: every acked message is there once, in one order, on every instance and on
// every device; nothing else is.

import { strict as assert } from "node:assert";
import type { Device } from "./device.ts";
import type { Frame, Person } from "./person.ts";
import { waitUntil } from "./wait.ts";

/** All messages of a group as a fresh device reads them over REST, oldest first. */
export async function history(person: Person, path: string, url: string): Promise<Frame[]> {
  const messages: Frame[] = [];
  for (let after = 0;;) {
    const { status, body } = await person.api("GET", `${path}?after=${after}&limit=100`, undefined, url);
    assert.equal(status, 200, JSON.stringify(body));
    messages.push(...body.messages);
    if (!body.has_more) return messages.sort((a, b) => a.seq - b.seq);
    after = Math.max(...body.messages.map((message: Frame) => message.seq));
  }
}

/** Waits until every device has its acks and shows the last message, then checks everything against each instance. */
export async function checkGroup(devices: Device[], groupId: string, urls: string[], expected: number): Promise<void> {
  await waitUntil("all acks", () => devices.every((device) => device.outbox.size === 0), {
    timeoutMs: 60_000,
    detail: () => `${devices.reduce((n, device) => n + device.outbox.size, 0)} are missing`,
  });
  const stored = await history(devices[0]!.person, `/messages/group/${groupId}`, urls[0]!);
  const reference = stored.filter(isSaid);
  assert.equal(reference.length, expected, "as many messages as were sent");
  assert.deepEqual(stored.map((message) => message.seq), stored.map((_, i) => i + 1), "seq runs without a hole");
  checkAcks(devices, groupId, reference);
  for (const url of urls.slice(1)) {
    const other = await history(devices[0]!.person, `/messages/group/${groupId}`, url);
    assert.deepEqual(
      other.map(({ id, seq, rev }) => [id, seq, rev]),
      stored.map(({ id, seq, rev }) => [id, seq, rev]),
    );
  }
  await waitUntil(
    "every device to show every message",
    () => devices.every((device) => shownBy(device, groupId).length === expected),
    { timeoutMs: 40_000, detail: () => devices.map((device) => shownBy(device, groupId).length).join(" ") },
  );
  for (const device of devices) {
    const shown = shownBy(device, groupId).sort((a, b) => a.seq - b.seq);
    assert.deepEqual(shown.map(({ id }) => id), reference.map(({ id }) => id), "each message once, in order");
    assert.deepEqual(shown.map(({ content }) => content), reference.map(({ content }) => content));
  }
}

/** What people said, and not what happened. */
const isSaid = (message: Frame): boolean => message.message_type !== "system";

const shownBy = (device: Device, groupId: string): Frame[] =>
  [...device.conversations.get(groupId)?.messages.values() ?? []].filter(isSaid);

/** Every ack names a stored message, and every client_id is stored once. */
function checkAcks(devices: Device[], groupId: string, reference: Frame[]): void {
  const byId = new Map(reference.map((message) => [message.id, message]));
  for (const device of devices) {
    assert.deepEqual(device.refused, [], "nothing was refused");
    for (const ack of device.acks.values()) {
      if (ack.conversation_id !== groupId) continue;
      assert.equal(byId.get(ack.id)?.seq, ack.seq, "what was acked is stored, where the ack said");
    }
  }
  assert.equal(new Set(reference.map(({ content }) => content)).size, reference.length, "no message is there twice");
}
