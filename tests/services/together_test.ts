// Reads of one key, one after the other, each for all who have asked meanwhile.

import assert from "node:assert/strict";
import { together } from "../../lib/together.ts";

interface Asker {
  key: string;
  who: number;
}

function reads() {
  const begun: { askers: number[]; end: (error?: Error) => void }[] = [];
  const ask = together((askers: Asker[]) => {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const no = begun.length;
    begun.push({
      askers: askers.map((it) => it.who),
      end: (error) => error === undefined ? resolve(no) : reject(error),
    });
    return promise;
  }, (asker) => asker.key);
  return { begun, ask: (key: string, who: number) => ask({ key, who }) };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));
const whoBegan = (begun: { askers: number[] }[]) => begun.map((it) => it.askers);

Deno.test("those of one turn are read for at once, by key", async () => {
  const { begun, ask } = reads();
  const asked = [ask("a", 1), ask("b", 2), ask("a", 3)];
  await turn();
  assert.deepEqual(whoBegan(begun), [[1, 3], [2]]);
  begun.forEach((it) => it.end());
  assert.deepEqual(await Promise.all(asked), [0, 1, 0]);
});

Deno.test("while one is under way those who come wait for the next, which is for all of them; then it begins anew", async () => {
  const { begun, ask } = reads();
  const first = ask("a", 1);
  await turn();
  const later = [ask("a", 2)];
  await turn();
  later.push(ask("a", 3));
  await turn();
  assert.deepEqual(whoBegan(begun), [[1]]);
  begun[0]!.end();
  assert.equal(await first, 0);
  await turn();
  assert.deepEqual(whoBegan(begun), [[1], [2, 3]]);
  begun[1]!.end();
  assert.deepEqual(await Promise.all(later), [1, 1]);
  const last = ask("a", 4);
  await turn();
  begun[2]!.end();
  assert.equal(await last, 2);
});

Deno.test("a failure reaches those who were read for, and the next begins all the same", async () => {
  const { begun, ask } = reads();
  const first = ask("a", 1);
  await turn();
  const second = ask("a", 2);
  begun[0]!.end(new Error("down"));
  await assert.rejects(first, /down/);
  await turn();
  begun[1]!.end();
  assert.equal(await second, 1);
});
