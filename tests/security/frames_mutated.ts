// Frames that are hardly frames: prototypes, nesting, and ten thousand that are nearly right.

import { strict as assert } from "node:assert";
import fc from "fast-check";
import { handshakeStatus } from "../support/raw_socket.ts";
import { type Cast, NOWHERE, stateOf } from "./cast.ts";
import { framesFor, type Names } from "./frame_table.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function polluted(all: Cast): Promise<void> {
  const { people: { stranger, spare }, url } = all;
  const socket = await stranger.connect();
  const raw = [
    `{"type":"ping","ref":"p","__proto__":{"polluted":1,"client_id":"polluted","duplicate":true}}`,
    `{"type":"ping","ref":"p","constructor":{"prototype":{"polluted":1}}}`,
    `{"type":"resume","ref":"p","epoch":"e","me_rev":0,"revs":{"__proto__":{"polluted":1}}}`,
    `{"type":"user_status","ref":"p","content":{"status":"online","__proto__":{"user_id":"polluted"}}}`,
    `{"type":"__proto__","ref":"p"}`,
    `{"type":"hasOwnProperty","ref":"p"}`,
    `{"type":"private","ref":"p","to":"${spare.id}","content":{"__proto__":{"polluted":1},"toString":"x"}}`,
    `{"type":"private","ref":"p","to":"${spare.id}","content":"x","attachments":${"[".repeat(30_000)}${
      "]".repeat(30_000)
    }}`,
    `{"type":"private","ref":"p","to":${"[".repeat(30_000)}${"]".repeat(30_000)},"content":"x"}`,
    `{"type":"user_status","ref":"p","content":${`{"a":`.repeat(10_000)}1${"}".repeat(10_000)}}`,
    `{"ref":"p","type":${`{"type":`.repeat(6_000)}1${"}".repeat(6_000)}}`,
  ];
  for (const [n, text] of raw.entries()) {
    socket.send(text.replace(`"ref":"p"`, `"ref":"p${n}"`));
    await socket.until(`an answer to ${text.slice(0, 80)}`, (it) => it.ref === `p${n}`);
  }
  const clean = await socket.ask({ type: "private", to: stranger.id, content: "to oneself" });
  assert.deepEqual(Object.keys(clean).sort(), ["conversation_id", "created_at", "id", "ref", "rev", "seq", "type"]);
  assert.ok(!JSON.stringify(socket.frames).includes("polluted"));
  assert.equal(await handshakeStatus(url, "/ws"), 401, "and nobody is somebody now");
  await socket.close();
}

/** Frames that are nearly right, and then some field, key or letter of them is anything. */
function nearlyFrames(names: Names): fc.Arbitrary<{ value: Record<string, unknown> } | { text: string }> {
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom(NOWHERE, names.conversation, names.message, names.person, "", -1, 1e300, 2 ** 53, "\0", "\ud800"),
  );
  const key = fc.oneof(
    fc.constantFrom("type", "to", "group_id", "content", "client_id", "reply_to", "seq", "revs", "epoch", "user_id"),
    fc.constantFrom("__proto__", "constructor", "toString", "", "attachments", "message_type", "conversation_id"),
    fc.string(),
  );
  const base = fc.constantFrom(...framesFor(names));
  const changed = fc.tuple(base, fc.array(fc.tuple(key, anything), { minLength: 1, maxLength: 4 })).map(
    ([frame, changes]) => {
      const entries: [string, unknown][] = [...Object.entries(frame), ...changes];
      return { value: Object.fromEntries(entries) };
    },
  );
  const cut = fc.tuple(base, fc.nat(), fc.nat(8), fc.string()).map(([frame, at, length, put]) => {
    const text = JSON.stringify(frame);
    const from = at % text.length;
    return { text: text.slice(0, from) + put + text.slice(from + length) };
  });
  return fc.oneof({ weight: 4, arbitrary: changed }, { weight: 1, arbitrary: cut });
}

export async function mutated(all: Cast): Promise<void> {
  const { people: { stranger, otherOwner, admin, spare }, group, groupMessage, otherGroup } = all;
  const before = await stateOf(all);
  const socket = await stranger.connect();
  const [innocent, listener] = [await otherOwner.connect(), await admin.connect()];
  const names = { conversation: group, message: groupMessage, person: spare.id, epoch: socket.welcome.epoch };
  const frames = fc.sample(nearlyFrames(names), { seed: 20_260_101, numRuns: 10_000 });
  const step = 1_000;
  for (let from = 0; from < frames.length; from += step) {
    const refs = new Set<string>();
    for (const [n, frame] of frames.slice(from, from + step).entries()) {
      if ("text" in frame) socket.send(frame.text);
      else {
        refs.add(`f${from + n}`);
        socket.send({ ...frame.value, ref: `f${from + n}` });
      }
    }
    const said = await innocent.ask({ type: "group", group_id: otherGroup, content: `${from}` });
    assert.equal(said.type, "ack", "another client is served meanwhile");
    await socket.ask({ type: "ping" });
    // A mark may wait for the second that is not over yet.
    const late = performance.now() + 15_000;
    const open = () => refs.difference(new Set(socket.frames.map(({ ref }) => ref)));
    while (open().size > 0 && performance.now() < late) await pause(20);
    const silent = [...open()].map((ref) => frames[Number(ref.slice(1))]);
    assert.deepEqual(silent, [], "answered with silence");
    assert.equal(socket.closed, undefined);
    assert.ok(!socket.frames.some(({ code }) => code === "internal"), "an answer was 'internal'");
    socket.frames.length = 1;
  }
  assert.deepEqual(listener.frames.slice(1).filter(({ type }) => type !== "user_status"), []);
  assert.deepEqual(await stateOf(all), before);
  await Promise.all([socket.close(), innocent.close(), listener.close()]);
}
