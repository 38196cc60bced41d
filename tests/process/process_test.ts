// The process from outside: it says what is wrong and ends, or says where it is, serves, and ends in order.

import { strict as assert } from "node:assert";
import { readConfig } from "../../lib/config.ts";
import { startupProblem } from "../../lib/process/startup.ts";
import { dataFolder, type Instance, startInstance } from "../support/instance.ts";
import { type Person, person } from "../support/person.ts";
import { startRedis } from "../support/redis.ts";
import { freshDatabase } from "../support/shared.ts";
import { removeFolder } from "../support/temp.ts";
import { waitUntil } from "../support/wait.ts";

const SECRET = "only-for-tests-0123456789-0123456789";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Whichever worker answers: the sockets of all of them are there, and nothing that only grows ever falls. */
async function metricsOfAll({ url }: Instance, who: Person): Promise<void> {
  const scrape = async () => {
    const response = await fetch(`${url}/metrics`, { headers: { connection: "close" } });
    const text = await response.text();
    assert.equal(response.status, 200, text);
    return new Map(Array.from(text.matchAll(/^([^#\s]\S*) (\S+)$/gm), ([, name, value]) => [name!, Number(value)]));
  };
  const sockets = await Promise.all(Array.from({ length: 8 }, () => who.connect()));
  let before = await scrape();
  for (let n = 0; n < 12; n++) {
    const after = await scrape();
    assert.deepEqual([after.get("parley_sockets_open"), after.get("parley_sockets_accepted_total")], [8, 8]);
    const fallen = [...before].filter(([name, value]) =>
      /_(total|count|bucket)\b/.test(name) && after.get(name)! < value
    );
    assert.deepEqual(fallen, []);
    assert.ok(after.get("process_resident_memory_bytes")! < 2 ** 30, "of the process, once");
    before = after;
  }
  await Promise.all(sockets.map((socket) => socket.close()));
}

/** A request whose body is being waited for. */
async function begun({ port }: Instance): Promise<{ finish(): Promise<string> }> {
  const body = JSON.stringify({ username: "bert", email: "bert@example.com", password: "correct horse battery" });
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const send = (text: string) => connection.write(new TextEncoder().encode(text));
  const answer = async () => {
    const bytes = new Uint8Array(4_096);
    return new TextDecoder().decode(bytes.subarray(0, await connection.read(bytes) ?? 0));
  };
  await send(
    `POST /api/v1/auth/register HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\n` +
      `content-length: ${body.length}\r\nexpect: 100-continue\r\n\r\n`,
  );
  assert.match(await answer(), /^HTTP\/1\.1 100 /, "the body is being waited for");
  return {
    async finish() {
      await send(body);
      const answered = await answer();
      connection.close();
      return answered;
    },
  };
}

Deno.test("without any setting it starts, says where it is and what to do first, and ends with 0 when asked", async () => {
  const instance = await startInstance({ ENV_FILE: "off", LOG_LEVEL: "debug" });
  assert.match(instance.output(), new RegExp(`^Parley is ready on http://127.0.0.1:${instance.port}/$`, "m"));
  assert.match(instance.output(), /\/register to make the first one/);
  const anna = await person(instance.url);
  await fetch(`${instance.url}/api/v1/users/profile?token=${anna.token}`).then((response) => response.body?.cancel());
  assert.match(instance.output(), /"path":"\/api\/v1\/users\/profile"/);
  assert.equal(await instance.stop(), 0); // what does not end by itself is killed, and ends with another code
  assert.doesNotMatch(instance.output(), new RegExp(`${anna.token}|correct horse`));
});

Deno.test("one Ctrl+C, which the terminal and deno task both pass on, ends it in order", async () => {
  const instance = await startInstance({ LIMITS: "off" });
  const request = await begun(instance); // it cannot have ended before the second signal
  Deno.kill(instance.pid, "SIGINT");
  await pause(50); // or the system makes one signal of them
  Deno.kill(instance.pid, "SIGINT");
  assert.match(await request.finish(), /^HTTP\/1\.1 201 /);
  assert.equal(await instance.exited, 0, "by itself: asked again after half a second, it would end at once");
  await instance.stop();
});

Deno.test("at the next start the accounts are there, and their tokens still count", async () => {
  const dir = await dataFolder();
  const first = await startInstance({}, { dir });
  const anna = await person(first.url);
  assert.equal(await first.stop(), 0);
  const second = await startInstance({}, { dir });
  assert.equal((await anna.api("GET", "/users/profile", undefined, second.url)).status, 200);
  assert.equal(
    second.output().match(/make the first one/g)?.length,
    1,
    "both print to the same file; only the first start",
  );
  await second.stop();
  await removeFolder(dir);
});

Deno.test("a request that is under way when it is asked to end is answered", async () => {
  const instance = await startInstance({ LIMITS: "off" });
  const socket = await (await person(instance.url)).connect();
  const request = await begun(instance);
  const stopped = instance.stop();
  await waitUntil("the end to have begun", () => socket.closed !== undefined);
  await pause(500); // a body may take its time
  assert.match(await request.finish(), /^HTTP\/1\.1 201 /);
  assert.equal(await stopped, 0);
});

Deno.test("several workers share one port and one sign-in, and end together", async () => {
  await using database = await freshDatabase();
  await using instance = await startInstance({ DATABASE_URL: database.url, INSTANCES: "3", LIMITS: "off" });
  const anna = await person(instance.url);
  const statuses = await Promise.all(Array.from({ length: 30 }, async () => {
    const headers = { authorization: `Bearer ${anna.token}`, connection: "close" };
    const response = await fetch(`${instance.url}/api/v1/users/profile`, { headers });
    await response.body?.cancel();
    return response.status;
  }));
  assert.deepEqual(new Set(statuses), new Set([200]));
  // The first worker answers while the others still start.
  await waitUntil("all to be ready", () => instance.output().includes("Parley is ready"));
  assert.equal(instance.output().match(/Parley is ready/g)?.length, 1);
  await metricsOfAll(instance, anna);
  assert.equal(await instance.stop(), 0);
});

Deno.test("what keeps it from starting is said in a sentence, without a stack, and it ends with 1", async () => {
  await using database = await freshDatabase();
  await using taken = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    () => new Response("", { status: 500 }),
  );
  await using redis = await startRedis(["--requirepass", "right"]);
  const other = { DATABASE_URL: database.url.replace(/[^/]+$/, "no_such_database"), JWT_SECRET: SECRET };
  const folder = await dataFolder();
  const file = `${folder}/settings.env`;
  await Deno.writeTextFile(file, "# a comment\nTOKEN_HOURS=never\n");
  const cases: [Record<string, string>, RegExp][] = [
    [{ ENV_FILE: file }, /TOKEN_HOURS is "never"/],
    [{ ENV_FILE: file, TOKEN_HOURS: "0" }, /TOKEN_HOURS is "0"/],
    [{ SESSION_DAYS: "x", LIMIT_NOTHING: "1" }, /SESSION_DAYS is "x".*\n.*LIMIT_NOTHING is not a limit/],
    [{ PORT: `${taken.addr.port}` }, /Port \d+ on 127\.0\.0\.1 is in use/],
    [{ HOST: "192.0.2.1" }, /does not have the address 192\.0\.2\.1/],
    [{ DATA_DIR: "/nowhere/at/all" }, /DATA_DIR is \/nowhere\/at\/all/],
    [{ HOST: "no-such-host.invalid" }, /HOST is no-such-host\.invalid, a name that this machine does not know/],
    [{ REDIS_URL: `redis://:wrong@127.0.0.1:${redis.port}` }, /Redis at 127\.0\.0\.1:\d+ refuses: WRONGPASS/],
    [{ REDIS_URL: redis.url }, /Redis at 127\.0\.0\.1:\d+ refuses: NOAUTH/],
    [other, /The database no_such_database at .* refuses/],
    [{ ...other, INSTANCES: "2" }, /The database no_such_database at .* refuses/],
    [{ ENV_FILE: "missing.env" }, /ENV_FILE is "missing\.env"/],
  ];
  for (const [env, sentence] of cases) {
    await assert.rejects(startInstance(env), (error: Error) => {
      assert.match(error.message, sentence);
      assert.doesNotMatch(error.message, /^\s+at /m);
      return true;
    });
  }
  await removeFolder(folder);
});

Deno.test("what the system denies is said with the port or the path that it denies", () => {
  const config = readConfig({ PORT: "80", DATA_DIR: "./data/here" });
  const denied = (message: string) => startupProblem(new Deno.errors.PermissionDenied(message), config) ?? "";
  assert.match(denied("Permission denied (os error 13)"), /may not listen on port 80/);
  assert.match(
    denied("Permission denied (os error 13): open './data/here/lock'"),
    /may not write \.\/data\/here\/lock\. /,
  );
});
