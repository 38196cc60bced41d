// What is due for one socket goes out in few arrays.

import { strict as assert } from "node:assert";
import fc from "fast-check";
import { join, Packet } from "../../lib/realtime/packet.ts";

Deno.test("joined packets hold every frame once and in order", () => {
  const packets = Array.from({ length: 6 }, (_, i) => new Packet([`${2 * i}`, `${2 * i + 1}`].slice(i % 2)));
  const some = fc.array(fc.constantFrom(...packets), { minLength: 1, maxLength: 4 });
  const socket = fc.record({ due: some, max: fc.constantFrom(1, 2, 3, 100) });
  fc.assert(fc.property(fc.array(socket, { minLength: 2, maxLength: 6 }), (sockets) => {
    for (const { due, max } of sockets) {
      const joined = join(due, max);
      assert.deepEqual(joined.flatMap((it) => it.frames), due.flatMap((it) => it.frames));
      assert.ok(joined.every((it) => it.frames.length <= max));
      assert.deepEqual(joined.flatMap((it) => JSON.parse(it.text)), joined.flatMap((it) => it.frames.map(Number)));
    }
  }));
});
