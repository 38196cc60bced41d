// What an operator does for people, as a process of its own beside those that serve, and alone on the embedded database.

import { strict as assert } from "node:assert";
import { openPglite } from "../../db/pglite.ts";
import { credentialsByKey } from "../../db/users.ts";
import { CLOSE } from "../../lib/protocol/errors.ts";
import { scryptPasswords } from "../../lib/services/passwords.ts";
import { someone } from "../support/databases.ts";
import { dataFolder, startInstance } from "../support/instance.ts";
import { person } from "../support/person.ts";
import { freshDatabase } from "../support/shared.ts";
import { removeFolder } from "../support/temp.ts";
import { waitUntil } from "../support/wait.ts";

const ROOT = new URL("../../", import.meta.url);
const PASSWORD = "correct horse battery";

/** The task of deno.json, under its permissions, with the settings that an instance has. */
async function admin(env: Record<string, string>, ...words: string[]) {
  const { tasks } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
  const args = [...String(tasks.admin).split(/\s+/).slice(1), ...words];
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: ROOT, env }).output();
  const [said, wrong] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes).trim());
  return { code, said: said ?? "", wrong: wrong?.replace(/^.*Permissions in the config file.*\s*/, "") ?? "" };
}

async function signIn(url: string, email: string, password: string): Promise<number> {
  const response = await fetch(`${url}/api/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  await response.body?.cancel();
  return response.status;
}

Deno.test("a new password ends all sessions at once and is the only one; a closed account is closed to everybody", async (test) => {
  await using database = await freshDatabase();
  const env = { DATABASE_URL: database.url, INSTANCES: "1", ENV_FILE: "off" };
  await using instance = await startInstance(env);
  const [anna, bert] = [await person(instance.url, "anna"), await person(instance.url, "bert")];
  const closed = async (socket: { closed?: { code: number } }) => {
    await waitUntil("the socket to be closed", () => socket.closed !== undefined);
    assert.equal(socket.closed?.code, CLOSE.sessionEnded);
  };

  await test.step("a new password", async () => {
    const socket = await anna.connect();
    const { code, said, wrong } = await admin(env, "reset-password", anna.username);
    assert.equal(code, 0, wrong);
    await closed(socket);
    const password = said.split(" ").at(-1)!;
    assert.ok(password.length >= 16, said);
    assert.equal(await signIn(instance.url, anna.username, PASSWORD), 401);
    assert.equal(await signIn(instance.url, anna.username, password), 200);
    assert.doesNotMatch(instance.output(), new RegExp(password));
  });

  await test.step("who owns a group keeps the account until it is handed over", async () => {
    const { body } = await bert.api("POST", "/groups", { name: "Heirlooms", members: [anna.id] });
    const refused = await admin(env, "deactivate", bert.username);
    assert.deepEqual([refused.code, refused.said], [1, ""]);
    assert.match(refused.wrong, /^bert-\w+ would be told: You own “Heirlooms”/);
    assert.equal((await bert.api("POST", `/groups/${body.group.id}/transfer`, { user_id: anna.id })).status, 200);
  });

  await test.step("the end of an account", async () => {
    const socket = await bert.connect();
    const { code, wrong } = await admin(env, "deactivate", bert.username);
    assert.equal(code, 0, wrong);
    await closed(socket);
    assert.equal(await signIn(instance.url, bert.username, PASSWORD), 401);
    assert.match(
      (await admin(env, "reset-password", bert.username)).wrong,
      /^There is no open account of the name bert/,
    );
  });

  await test.step("what is not understood is answered with what there is", async () => {
    for (const words of [["constructor", "anna"], ["deactivate"]]) {
      const { code, wrong } = await admin(env, ...words);
      assert.equal(code, 2);
      assert.match(wrong, /^deno task admin reset-password <user name>/);
    }
  });
});

Deno.test("on the embedded database it is refused while another process has it, and works once that has stopped", async () => {
  const dir = await dataFolder();
  const env = { DATA_DIR: dir, ENV_FILE: "off" };
  const running = await openPglite(dir);
  await someone(running, "anna");
  const refused = await admin(env, "reset-password", "anna");
  assert.equal(refused.code, 1);
  assert.match(refused.wrong, /^Another Parley is already running on .* Stop it first/);
  await running.close();
  const { code, said, wrong } = await admin(env, "reset-password", "Anna");
  assert.equal(code, 0, wrong);
  const again = await openPglite(dir);
  const account = await credentialsByKey(again, "anna");
  assert.ok(await scryptPasswords().verify(said.split(" ").at(-1)!, account!.password_hash));
  await again.close();
  await removeFolder(dir);
});
