// Files of the build in few bytes: nothing but their size is another.

import { strict as assert } from "node:assert";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { get } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { PASSWORD, type Served, suite } from "./served.ts";
import { waitUntil } from "../support/wait.ts";

/** As it comes over the wire: `fetch` would unpack it. */
function raw(
  url: string,
  headers: Record<string, string>,
): Promise<{ headers: IncomingHttpHeaders; bytes: Uint8Array }> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      const parts: Uint8Array[] = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => resolve({ headers: response.headers, bytes: new Uint8Array(joined(parts)) }));
    }).on("error", reject);
  });
}

const joined = (parts: Uint8Array[]): ArrayLike<number> & Iterable<number> => parts.flatMap((it) => [...it]);

async function lastingFile({ ask, url }: Served): Promise<string> {
  const page = (await ask("GET", "/login")).text;
  const [path] = /\/styles\.css\?[^"]+/.exec(page) ?? assert.fail("the page has no style sheet");
  return `${url}${path}`;
}

suite({}, (test) => {
  test("a lasting file comes in fewer bytes to who takes them, the same when unpacked, and packed no worse than it can be", async (served) => {
    const file = await lastingFile(served);
    const whole = (await raw(file, { "accept-encoding": "identity" })).bytes;
    for (const [coding, unpack] of [["br", brotliDecompressSync], ["gzip", gunzipSync]] as const) {
      const quick = (await raw(file, { "accept-encoding": coding })).bytes.length;
      await waitUntil(`${coding} to be made`, async () => {
        const { headers, bytes } = await raw(file, { "accept-encoding": coding });
        return headers["content-encoding"] === coding && bytes.length < quick;
      });
      const { headers, bytes } = await raw(file, { "accept-encoding": `deflate, ${coding};q=0.5` });
      assert.equal(headers["content-encoding"], coding);
      assert.match(headers.vary ?? "", /accept-encoding/i);
      assert.deepEqual(new Uint8Array(unpack(bytes)), whole);
    }
  });

  test("who takes no coding gets none", async (served) => {
    const file = await lastingFile(served);
    for (const taken of ["identity", "br;q=0", "gzip;q=0.0"]) {
      assert.equal((await raw(file, { "accept-encoding": taken })).headers["content-encoding"], undefined, taken);
    }
  });

  test("a page with what is somebody's is not packed: its size would tell what is in it", async (served) => {
    const { email } = await served.person();
    const signIn = await served.ask("POST", "/login", {
      raw: new URLSearchParams({ email, password: PASSWORD }).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", origin: served.url },
    });
    const cookie = signIn.headers.get("set-cookie")?.split(";")[0] ?? assert.fail(signIn.text);
    for (let time = 0; time < 3; time++) {
      const { headers } = await raw(`${served.url}/`, { cookie, "accept-encoding": "br, gzip" });
      assert.equal(headers["content-encoding"], undefined);
    }
  });
});
