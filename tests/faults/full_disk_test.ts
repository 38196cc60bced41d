// A full disk under the embedded database: it refuses before it is full, and where it is full all the same the process ends, and does
// not hang.

import { strict as assert } from "node:assert";
import { openPglite } from "../../db/pglite.ts";
import { SqlError } from "../../db/sql.ts";
import { startupProblem } from "../../lib/process/startup.ts";
import { readConfig } from "../../lib/config.ts";
import { removeFolder, tempFolder } from "../support/temp.ts";
import { waitUntil } from "../support/wait.ts";

Deno.test("with too little room on the disk the embedded database refuses to write and reads on, until there is room again", async () => {
  const directory = await tempFolder("pglite");
  let room = 1e9;
  const db = await openPglite(directory, { free: () => Promise.resolve(room), firstLook: 0 });
  await db.query("create table kept (n int)");
  const write = () => db.query("insert into kept values (1)");
  const isRefused = (error: unknown) => error instanceof SqlError && error.kind === "storage_full";
  const writes = () => write().then(() => true, (error) => isRefused(error) ? false : Promise.reject(error));
  assert.ok(await writes());
  room = 50e6;
  await waitUntil("the refusal", async () => !await writes());
  const counted = async () => (await db.query<{ n: number }>("select count(*) as n from kept"))[0]?.n;
  const before = await counted();
  await assert.rejects(db.transaction((tx) => tx.query("delete from kept")), isRefused);
  assert.equal(await counted(), before);
  room = 1e9;
  await waitUntil("room", writes);
  await db.close();
  await removeFolder(directory);
});

Deno.test("an embedded database whose log cannot be written ends the process, which would hang otherwise", async () => {
  const directory = await tempFolder("pglite");
  const first = await openPglite(directory);
  await first.query("create table kept (n int)");
  await first.query("insert into kept values (1)");
  await first.close();
  // No disk is full here: the system refuses to write further than 4 MB into any file, and the log's are larger.
  const script = `
    import { openPglite } from "${new URL("../../db/pglite.ts", import.meta.url)}";
    const db = await openPglite("${directory}", { onAbort: () => Deno.exit(7) });
    for (let n = 2;; n++) {
      const rows = (tx) => tx.query("insert into kept select $1 from generate_series(1, 10000)", [n]);
      await db.transaction(rows).catch(() => {}); // Parley goes on too
    }`;
  const { code } = await new Deno.Command("/bin/sh", {
    args: [
      "-c",
      `trap '' XFSZ; ulimit -f 8192; exec timeout -s KILL 60 "$0" eval --no-check "$1"`,
      Deno.execPath(),
      script,
    ],
    stdout: "null",
    stderr: "null",
  }).output();
  assert.equal(code, 7);
  const again = await openPglite(directory);
  assert.equal((await again.query("select 1 from kept where n = 1")).length, 1);
  await again.close();
  await removeFolder(directory);
});

Deno.test("where the disk is too full for the database to begin, that is said", async () => {
  const directory = await tempFolder("pglite");
  await Deno.mkdir(`${directory}/pg`); // nothing that Postgres could begin with
  await Deno.writeTextFile(`${directory}/pg/PG_VERSION`, "18");
  const opened = openPglite(directory, { free: () => Promise.resolve(1e6) });
  const error = await opened.then(() => undefined, (error: unknown) => error);
  assert.match(startupProblem(error, readConfig({})) ?? "", /^The disk of DATA_DIR \(.*\) is full: .* Make room/);
  await removeFolder(directory);
});
