// The reference of the socket: its examples are frames, real sockets are told nothing that it does not know, and every type of both
// directions has been seen.

import { strict as assert } from "node:assert";
import { clientFrames, parseClientFrame } from "../../lib/protocol/client_frames.ts";
import { CLIENT_FRAMES, SERVER_FRAMES } from "../../lib/protocol/frame_notes.ts";
import { framesSchema } from "../../lib/protocol/frames_schema.ts";
import { serverFrame } from "../../lib/protocol/server_frames.ts";
import { type Frame, type Person, person, type Socket } from "../support/person.ts";
import { closed, validator } from "./openapi/contract.ts";
import { NOBODY, THUMB } from "./openapi/driver.ts";
import { serve } from "./served.ts";

const schema = JSON.parse(JSON.stringify(framesSchema()));
const at = validator("frames.json", closed(schema));

function assertFrame(side: "ClientFrame" | "ServerFrame", frame: Frame): void {
  const valid = at(`/$defs/${side}`);
  if (valid(frame)) return;
  const own = valid.errors?.filter((it) => it.keyword !== "const" && it.keyword !== "enum");
  assert.fail(`${side} ${JSON.stringify(frame)}: ${JSON.stringify(own)}`);
}

/** Every type, those that share a schema too. */
const serverTypes = (): string[] =>
  serverFrame.options.flatMap(({ shape: { type } }) => [...type._zod.values]).map(String).toSorted();

Deno.test("the examples of the reference are frames, and there is one of each schema", () => {
  for (const { example } of CLIENT_FRAMES) {
    assertFrame("ClientFrame", example);
    assert.ok(parseClientFrame(example));
  }
  assert.deepEqual(CLIENT_FRAMES.map(({ example }) => example.type).toSorted(), Object.keys(clientFrames).toSorted());
  for (const { example } of SERVER_FRAMES) assertFrame("ServerFrame", JSON.parse(JSON.stringify(example)));
  const shown = SERVER_FRAMES.map(({ example }) =>
    serverFrame.options.findIndex((it) => it.safeParse(example).success)
  );
  assert.deepEqual(shown.toSorted((a, b) => a - b), serverFrame.options.map((_, i) => i));
});

Deno.test("what sockets are told is in the reference, and every type of it was told", async () => {
  await using served = await serve("PGlite");
  const document = await (await fetch(`${served.url}/api/v1/frames.json`)).json();
  assert.deepEqual(document, schema, "it is what is served");
  const [ann, bob, eve] = await Promise.all(["ann", "bob", "eve"].map((name) => person(served.url, name)));
  const stage = await open([ann!, bob!, eve!]);
  await inPrivate(stage);
  await inAGroup(stage);
  await asked(stage);
  for (const socket of stage.sockets) {
    for (const frame of socket.frames) assertFrame("ServerFrame", frame);
    await socket.close();
  }
  const told = new Set(stage.sockets.flatMap(({ frames }) => frames.map(({ type }) => type)));
  assert.deepEqual([...told].toSorted(), serverTypes());
  assert.deepEqual([...stage.said].toSorted(), Object.keys(clientFrames).toSorted());
});

interface Stage {
  people: readonly Person[];
  sockets: readonly Socket[];
  /** types that the server took */
  said: Set<string>;
  /** Says a frame that is taken. @returns its answer */
  say(who: number, frame: Frame): Promise<Frame>;
  /** Asks REST. @returns the body of an answer that is no refusal */
  api(who: number, method: string, path: string, json?: unknown): Promise<Frame>;
}

async function open(people: readonly Person[]): Promise<Stage> {
  const sockets = await Promise.all(people.map((it) => it.connect()));
  const said = new Set<string>();
  return {
    people,
    sockets,
    said,
    async say(who, frame) {
      assertFrame("ClientFrame", frame);
      const answer = await sockets[who]!.ask(frame);
      assert.notEqual(answer.type, "error", JSON.stringify([frame, answer]));
      said.add(frame.type);
      return answer;
    },
    async api(who, method, path, json) {
      const { status, body } = await people[who]!.api(method, path, json);
      assert.ok(status < 300, `${method} ${path}: ${JSON.stringify(body)}`);
      return body;
    },
  };
}

const until = (socket: Socket | undefined, type: string, also: (frame: Frame) => boolean = () => true) =>
  socket!.until(type, (frame) => frame.type === type && also(frame));

async function inPrivate({ people: [ann, bob], sockets: [mine, theirs], say, api }: Stage): Promise<void> {
  const ack = await say(0, { type: "private", to: bob!.id, content: "Hello", client_id: "c1" });
  assert.equal((await say(0, { type: "private", to: bob!.id, content: "Hello", client_id: "c1" })).duplicate, true);
  await until(theirs, "private");
  await until(theirs, "conversation_added");
  await say(0, { type: "typing", to: bob!.id });
  await until(theirs, "typing");
  await say(1, { type: "delivered", conversation_id: ack.conversation_id, seq: ack.seq });
  await until(mine, "delivered");
  await say(1, { type: "read", content: ack.id });
  await until(mine, "read");
  await say(1, { type: "user_status", content: { status: "busy" } });
  await until(mine, "user_status", ({ content }) => content.user_id === bob!.id);
  await say(1, { type: "activity", active: false });
  await api(1, "PUT", `/messages/${ack.id}/reactions/${THUMB}`);
  await until(mine, "message_updated", ({ reacted }) => reacted?.length === 1);
  await api(1, "POST", `/messages/${ack.id}/forward`, { to: ann!.id });
  await until(mine, "private", ({ forwarded_from }) => forwarded_from !== undefined);
  await api(1, "POST", `/messages/${ack.id}/hide`);
  await until(theirs, "conversation_updated", ({ content }) => content.hidden?.length === 1);
}

async function inAGroup({ people: [, bob, eve], sockets: [mine, theirs, hers], say, api }: Stage): Promise<void> {
  const made = { name: "Builds", members: [bob!.id], history_visible: false };
  const { group: { id } } = await api(0, "POST", "/groups", made);
  const early = await say(0, { type: "group", group_id: id, content: `@${bob!.username} before she came` });
  await until(theirs, "group", ({ mentions }) => mentions?.length === 1);
  await api(0, "POST", `/groups/${id}/members`, { user_id: eve!.id });
  await until(theirs, "group_member_added");
  await until(theirs, "group", ({ event }) => event?.kind === "member_added");
  await until(hers, "conversation_added");
  await api(0, "PATCH", `/messages/${early.id}`, { content: "changed, which is not hers to see" });
  await until(hers, "rev");
  const muted_until = new Date(Date.now() + 60_000).toISOString();
  await api(0, "PATCH", `/groups/${id}/members/${eve!.id}`, { muted_until });
  await until(hers, "group_member_updated", ({ content }) => content.muted_until === muted_until);
  await api(0, "PATCH", `/groups/${id}`, { name: "Red builds" });
  await until(hers, "group_updated");
  await api(2, "POST", `/groups/${id}/leave`);
  await until(theirs, "group_member_left");
  await until(hers, "conversation_removed");
  await api(0, "POST", `/groups/${id}/members`, { user_id: eve!.id });
  await api(0, "DELETE", `/groups/${id}/members/${eve!.id}`);
  await until(theirs, "group_member_removed");
  await api(0, "DELETE", `/groups/${id}`);
  await until(mine, "group_deleted");
}

async function asked({ people: [, bob], sockets: [mine], say }: Stage): Promise<void> {
  const { epoch } = mine!.welcome;
  const { conversation_id } = await say(0, { type: "private", to: bob!.id, content: "More" });
  await say(0, { type: "sync", conversation_id, after_rev: 0, epoch });
  await say(0, { type: "resume", epoch, me_rev: 0, revs: { [conversation_id]: 0 } });
  await say(0, { type: "ping" });
  const refused = await mine!.ask({ type: "group", group_id: NOBODY, content: "x", client_id: "c9" });
  assert.deepEqual([refused.type, refused.code, refused.client_id], ["error", "not_found", "c9"]);
  for (const [frame, code] of [[{ type: "nothing" }, "unknown_type"], [{ type: "sync" }, "invalid_field"]] as const) {
    assert.equal((await mine!.ask(frame)).code, code);
  }
}
