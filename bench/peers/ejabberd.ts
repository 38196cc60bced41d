// ejabberd, a whole chat system in Erlang, from Debian: groups are rooms with an archive (MUC, MAM), all of it in Postgres.

import postgres from "postgres";
import { ensure } from "../../tests/support/ensure.ts";
import { freePort } from "../../tests/support/port.ts";
import { spawnChild } from "../../tests/support/process.ts";
import { listens } from "./node.ts";
import type { Peer } from "./peer.ts";

/** Where Debian puts the tables and the libraries. */
const TABLES = "/usr/share/ejabberd/sql/pg.sql";
const LIBRARIES = `/usr/lib/${Deno.build.arch}-linux-gnu`;
const ERLANG = "/usr/bin/erl";
const PASSWORD = "the password of everybody in the benchmark";

/** Kind to it: nobody is told who comes and goes, nothing is limited. */
const settings = (port: number, database: URL) => `
hosts: ["localhost"]
loglevel: warning
auth_method: [sql]
default_db: sql
sql_type: pgsql
sql_server: "${database.hostname}"
sql_port: ${database.port}
sql_database: "${database.pathname.slice(1)}"
sql_username: "${database.username}"
sql_password: ""
sql_pool_size: 10
listen:
  -
    port: ${port}
    ip: "127.0.0.1"
    module: ejabberd_http
    request_handlers:
      /ws: ejabberd_http_ws
modules:
  mod_disco: {}
  mod_mam:
    db_type: sql
    default: always
    assume_mam_usage: true
  mod_stream_mgmt: {}
  mod_muc:
    db_type: sql
    history_size: 0
    max_users: 10000
    default_room_options:
      mam: true
      max_users: 10000
      persistent: false
      presence_broadcast: []
`;

export const ejabberd: Peer = {
  name: "ejabberd",
  does: "XMPP on Erlang, rooms with an archive in Postgres; a message is confirmed when it is archived",
  dialect: { dialect: "xmpp", path: "/ws", acks: true },
  async prepare({ people }, { postgres: server, folder }) {
    await ensure("ejabberdctl");
    const url = await server.createDatabase();
    await tables(url, people);
    return {
      tokens: people.map(() => PASSWORD),
      async start() {
        const port = freePort();
        const home = await Deno.makeTempDir({ dir: folder, prefix: "ejabberd-" });
        await Deno.writeTextFile(`${home}/ejabberd.yml`, settings(port, new URL(url)));
        const child = spawnChild({ command: ERLANG, args: argumentsOf(home), folder: home, env: environment(home) });
        await child.ready(() => listens(port));
        return { ports: [port], pids: [child.pid], [Symbol.asyncDispose]: async () => void await child.stop(5_000) };
      },
      stored: (run) => archived(url, run),
    };
  },
};

/** Without a name in Erlang's network: nobody else has to find it. */
const argumentsOf = (
  home: string,
) => ["+K", "true", "+P", "250000", "-noinput", "-mnesia", "dir", `"${home}/mnesia"`, "-s", "ejabberd"];

const environment = (home: string) => ({
  HOME: home,
  PATH: Deno.env.get("PATH") ?? "",
  ERL_LIBS: LIBRARIES,
  EJABBERD_CONFIG_PATH: `${home}/ejabberd.yml`,
  EJABBERD_LOG_PATH: `${home}/ejabberd.log`,
});

async function tables(url: string, people: string[]): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(await Deno.readTextFile(TABLES));
    await sql`insert into users (username, password) select name, ${PASSWORD} from unnest(${people}::text[]) as p(name)`;
    await sql.unsafe("analyze");
  } finally {
    await sql.end();
  }
}

async function archived(url: string, run: number): Promise<number> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const mark = `|~${run.toString(16).padStart(8, "0")}`;
    const [row] = await sql<{ stored: number }[]>`
      select count(distinct substr(txt, 11, 8))::int as stored from archive where starts_with(txt, ${mark})`;
    return row?.stored ?? 0;
  } finally {
    await sql.end();
  }
}
