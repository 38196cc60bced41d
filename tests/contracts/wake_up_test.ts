// A message or mark that comes at the very moment in which the writer has nothing more to do is stored all the same.

import { strict as assert } from "node:assert";
import type { Database } from "../../db/sql.ts";
import { memoryBus } from "../../lib/bus/memory.ts";
import { createMarkWriter } from "../../lib/services/marks.ts";
import { createWriter } from "../../lib/services/writer.ts";

const ID = "0192f0c0-0000-7000-8000-00000000000";

const MARKED = { member: true, read_moved: false, delivered_moved: false };
const STORED = { seq: 1, rev: 1, more: null };

/** Answers every statement for every row that it is given; `committed` runs when a transaction or a call of a procedure ends. */
function database(committed: () => void): Database {
  const rowsIn = (param: unknown, as: object): object[] =>
    typeof param === "string" ? JSON.parse(param).map((row: object) => ({ ...row, ...as })) : [];
  const query = async <Row>(text: string, params: readonly unknown[] = []): Promise<Row[]> => {
    await Promise.resolve();
    if (!text.startsWith("call ")) return rowsIn(params[0], MARKED) as Row[];
    committed();
    return [{ outcomes: { at: "2026-01-01T00:00:00Z", each: rowsIn(params[1], STORED) } }] as Row[];
  };
  return {
    embedded: false,
    query,
    transaction: async (work) => {
      const result = await work({ query });
      committed();
      return result;
    },
    close: () => Promise.resolve(),
  };
}

async function ticks(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await Promise.resolve();
}

const within = (ms: number, work: Promise<unknown>) =>
  new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => resolve("waits"), ms);
    work.then(() => (clearTimeout(timer), resolve("stored")), reject);
  });

for (const what of ["message", "mark"] as const) {
  Deno.test(`a ${what} that comes at any moment around the end of a commit is stored`, async () => {
    for (let offset = 0; offset < 24; offset++) {
      let second: Promise<string> | undefined;
      let send = (_n: number): Promise<unknown> => Promise.resolve();
      const db = database(() => second ??= ticks(offset).then(() => within(800, send(2))));
      const bus = memoryBus({ alone: true });
      const [writer, marks] = [createWriter(db, bus, 1), createMarkWriter(db, bus, 64)];
      send = (n) =>
        what === "mark"
          ? marks.move({ conversation_id: `${ID}1`, user_id: `${ID}${n}`, read_seq: 0, delivered_seq: 1 })
          : writer.send({
            conversationId: `${ID}1`,
            senderId: `${ID}2`,
            to: undefined,
            content: "x",
            clientId: undefined,
            messageType: "text",
            replyTo: undefined,
            origin: undefined,
          });
      await send(1);
      assert.equal(await second, "stored", `${offset} turns of the microtask queue later`);
    }
    await new Promise((resolve) => setTimeout(resolve, 1_050)); // the marks' second
  });
}
