// Files on two instances with one database and nothing shared beside it: what comes in on one is read on the other, and goes once.

import { strict as assert } from "node:assert";
import { openPostgres } from "../../db/postgres.ts";
import { FileSweeper } from "../../lib/services/file_sweeper.ts";
import { startInstance } from "../support/instance.ts";
import { person } from "../support/person.ts";
import { freshDatabase } from "../support/shared.ts";
import { fileForm, noise } from "../support/upload.ts";

const JWT_SECRET = "a secret of more than thirty-two characters";

Deno.test("a file that was uploaded and sent on one instance is read on the other, as it was, by whom it was sent to alone", async () => {
  await using db = await freshDatabase();
  const env = { DATABASE_URL: db.url, JWT_SECRET, LIMITS: "off" };
  const [a, b] = await Promise.all([startInstance(env), startInstance(env)]);
  await using _a = a, _b = b;
  const [anna, bert, eve] = await Promise.all([person(a.url), person(b.url), person(b.url)]);
  const there = await bert.connect({ url: b.url });
  const bytes = noise(700_000);
  const headers = { authorization: `Bearer ${anna.token}` };
  const path = `${a.url}/api/v1/messages/private/${bert.id}/files`;
  const response = await fetch(path, { method: "POST", headers, body: fileForm(bytes, "noise") });
  const { message } = await response.json();
  const frame = await there.until("the message", (it) => it.id === message.id);
  assert.deepEqual(frame.attachments, message.attachments);
  const read = (token: string) =>
    fetch(`${b.url}${frame.attachments[0].url}`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal((await (await read(bert.token)).bytes()).toHex(), bytes.toHex());
  const foreign = await read(eve.token);
  assert.equal(foreign.status, 404);
  await foreign.body?.cancel();
  await there.close();
});

Deno.test("instances that look for what may go at the same time remove each file once, and none that is held", async () => {
  await using fresh = await freshDatabase();
  const databases = [1, 2, 3].map(() => openPostgres({ url: fresh.url, poolSize: 2 }));
  const [db] = databases;
  const owner = crypto.randomUUID();
  await db!.query(
    "insert into users (id, username, username_key, email, email_key, password_hash, avatar) values ($1, 'a', 'a', 'a', 'a', '', '')",
    [owner],
  );
  await db!.query(
    `insert into files (id, owner_id, name, size, stored_at, expires_at)
     select gen_random_uuid(), $1, 'x', 1, now(), now() - interval '1 hour' from generate_series(1, 200)`,
    [owner],
  );
  await db!.query("update users set avatar = (select '/uploads/' || id || '/x' from files limit 1)");
  const sweep = async (db: typeof databases[number]) => {
    let gone = 0;
    for (let i = 0; i < 5; i++) gone += await new FileSweeper({ db, onError: assert.fail }).sweep();
    return gone;
  };
  const gone = await Promise.all(databases.map(sweep));
  assert.equal(gone.reduce((sum, it) => sum + it, 0), 199);
  const left = await db!.query<{ held: boolean }>(
    "select exists (select 1 from users where avatar like '/uploads/' || f.id || '/%') as held from files f",
  );
  assert.deepEqual(left.map((it) => it.held), [true]);
  await Promise.all(databases.map((it) => it.close()));
});
