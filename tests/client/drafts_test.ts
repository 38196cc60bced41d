// Drafts on several devices: saved a moment after the last key, taken over where nothing is typed, merged where something is.
import assert from "node:assert/strict";
import type { Draft } from "../../lib/client/api.ts";
import { memoryStorage } from "../../lib/client/storage.ts";
import { Drafts } from "../../lib/client/stores/drafts.ts";

const PAUSE = 5;
const WHERE = "u:peer";

/** As the server merges: an unchanged version replaces, else nothing is lost. */
class DraftModel {
  draft: Draft = { content: "", version: 0 };
  /** the answers wait as long as this is set */
  held: Promise<void> | undefined;
  down = false;
  saves = 0;

  async save(content: string, version: number): Promise<Draft> {
    this.saves++;
    if (this.down) throw new Error("not reached");
    this.draft = { content: this.#merged(content, version), version: this.draft.version + 1 };
    const answer = this.draft;
    await this.held;
    return answer;
  }

  #merged(content: string, version: number): string {
    const before = this.draft.content;
    if (version === this.draft.version || content.includes(before)) return content;
    return before.includes(content) ? before : `${before}\n\n${content}`;
  }
}

function device(server: DraftModel, storage = memoryStorage()): Drafts {
  const save = (_: string, { content, version }: Draft) => server.save(content, version);
  return new Drafts(storage, { idOf: () => "c", save }, PAUSE);
}
const told = (server: DraftModel, ...devices: Drafts[]) => {
  for (const it of devices) it.entry(WHERE, server.draft.content, server.draft.version);
};
const pause = (ms = 4 * PAUSE) => new Promise((resolve) => setTimeout(resolve, ms));

Deno.test("what is typed at one device is at the other a moment later, in one request", async () => {
  const server = new DraftModel();
  const [desk, phone] = [device(server), device(server)];
  for (const text of ["h", "he", "hey"]) desk.set(WHERE, text);
  await pause();
  assert.equal(server.saves, 1);
  told(server, desk, phone);
  assert.equal(phone.get(WHERE), "hey");
  desk.set(WHERE, "");
  await pause();
  told(server, desk, phone);
  assert.equal(phone.get(WHERE), "");
});

Deno.test("what both typed at once is merged, and nothing of it is lost", async () => {
  const server = new DraftModel();
  const [desk, phone] = [device(server), device(server)];
  desk.set(WHERE, "from the desk");
  phone.set(WHERE, "from the phone");
  await pause();
  told(server, desk, phone);
  await pause();
  told(server, desk, phone);
  for (const it of [desk, phone]) {
    assert.match(it.get(WHERE), /from the desk[^]*from the phone|from the phone[^]*from the desk/);
  }
  assert.equal(desk.get(WHERE), phone.get(WHERE));
});

Deno.test("what is being typed stays, whatever comes from elsewhere meanwhile", async () => {
  const server = new DraftModel();
  const desk = device(server);
  server.draft = { content: "elsewhere", version: 3 };
  desk.set(WHERE, "he");
  told(server, desk);
  assert.equal(desk.get(WHERE), "he");
  let answer = () => {};
  server.held = new Promise((resolve) => answer = () => resolve());
  await pause();
  desk.set(WHERE, "hello");
  answer();
  await pause();
  assert.equal(desk.get(WHERE), "elsewhere\n\nhello");
  await pause();
  assert.equal(server.draft.content, "elsewhere\n\nhello");
});

Deno.test("what the server has not got survives a reload and is saved then; what it has is the server's", async () => {
  const server = new DraftModel();
  const storage = memoryStorage();
  server.down = true;
  const before = device(server, storage);
  before.set(WHERE, "kept");
  await pause();
  server.down = false;
  const after = device(server, storage);
  after.restore();
  assert.equal(after.get(WHERE), "kept");
  await pause();
  assert.equal(server.draft.content, "kept");
  assert.deepEqual(storage.keys("draft."), []);
});
