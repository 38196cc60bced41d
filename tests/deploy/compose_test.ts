// What compose.yaml, the Dockerfile and the files beside them promise to an operator.
import assert from "node:assert/strict";
import { parse } from "yaml";

interface Service {
  image: string;
  environment?: Record<string, string>;
  ports?: string[];
  networks: string[] | Record<string, { ipv4_address?: string } | null>;
  volumes?: string[];
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  [option: string]: unknown;
}

const root = new URL("../../", import.meta.url);
const read = (name: string) => Deno.readTextFileSync(new URL(name, root));
const text = read("compose.yaml");
const compose: { services: Record<string, Service>; networks: Record<string, { internal?: boolean }> } = parse(text, {
  merge: true,
});
const tls: typeof compose = parse(read("compose.tls.yaml"));
const services = Object.entries(compose.services);
const instances = services.filter(([name]) => name.startsWith("parley-"));

/** Where from and where to, on the host and in the container. */
const volumesOf = ({ volumes = [] }: Service) =>
  volumes.map((volume) => /^(\$\{.*\}|[^:]+):([^:]+)/.exec(volume)!.slice(1) as [string, string]);

Deno.test("three instances stand behind nginx, at the addresses that nginx is told, and trust its address alone", () => {
  const addresses = instances.map(([, { networks }]) => Array.isArray(networks) ? "" : networks.front?.ipv4_address);
  const told = [...read("deploy/upstreams.conf").matchAll(/^server ([\d.]+):8000/gm)].map(([, address]) => address);
  assert.equal(addresses.length, 3);
  assert.deepEqual(addresses, told);
  const { networks } = compose.services.nginx;
  for (const [, { environment }] of instances) {
    assert.equal(environment?.TRUSTED_PROXIES, Array.isArray(networks) ? "" : networks.front?.ipv4_address);
  }
});

Deno.test("only nginx is published, and the databases are on a network without a way out", () => {
  assert.deepEqual(services.filter(([, { ports }]) => ports).map(([name]) => name), ["nginx"]);
  assert.deepEqual(compose.services.postgres.networks, ["back"]);
  assert.deepEqual(compose.services.redis.networks, ["back"]);
  assert.equal(compose.networks.back.internal, true);
});

Deno.test("what is published is where nginx listens, with TLS as well, and its health check asks there", () => {
  const listening = (name: string) => [...read(`deploy/${name}`).matchAll(/^listen (\d+)/gm)].map(([, port]) => port);
  const published = (ports: string[] = []) => ports.map((port) => port.split(":").at(-1));
  const { ports, healthcheck } = compose.services.nginx;
  const own = published(ports);
  assert.deepEqual(own, listening("listen.conf"));
  assert.ok(healthcheck?.test.join().includes(`http://127.0.0.1:${own[0]}/healthz`));
  assert.deepEqual([...own, ...published(tls.services.nginx.ports)], listening("listen.tls.conf"));
});

Deno.test("every file that nginx is given is shipped, and every one that it includes is given", () => {
  const given = [compose, tls].flatMap(({ services }) => volumesOf(services.nginx));
  const shipped = given.map(([from]) => from).filter((from) => from.startsWith("./deploy/"));
  for (const name of shipped) assert.ok(read(name).length > 0, name);
  const places = given.map(([, to]) => to);
  const included = [...read("deploy/nginx.conf").matchAll(/include (\S+);/g)].map(([, name]) => `/etc/nginx/${name}`);
  assert.deepEqual(included.filter((name) => !places.includes(name)), []);
  const needed = [...read("deploy/listen.tls.conf").matchAll(/ssl_\w+ (\S+)\/\w+\.pem;/g)].map(([, folder]) => folder);
  assert.deepEqual(
    [...new Set(needed)].map((folder) => `/etc/nginx/${folder}`),
    places.filter((it) => it.endsWith("/tls")),
  );
});

Deno.test("every secret is required and has no default", () => {
  const variables = [...text.matchAll(/\$\{(\w+)([^}]*)\}/g)];
  const secret = variables.filter(([, name]) => /SECRET|PASSWORD|KEY|TOKEN/.test(name));
  assert.deepEqual(
    new Set(secret.map(([, name]) => name)),
    new Set(["JWT_SECRET", "POSTGRES_PASSWORD", "REDIS_PASSWORD"]),
  );
  for (const [whole, , rest] of secret) assert.match(rest, /^:\?./, whole);
  for (const [name, { environment }] of services) {
    for (const [key, value] of Object.entries(environment ?? {})) {
      if (/SECRET|PASSWORD|AUTH|_URL$/.test(key)) assert.match(value, /\$\{\w+:\?/, `${name}: ${key}`);
    }
  }
});

Deno.test("every service is pinned, bounded, without rights, and says when it is healthy", () => {
  for (const [name, service] of services) {
    assert.match(service.image, name.startsWith("parley-") ? /^parley:/ : /^\w+:\d+\.\d+/, name);
    assert.equal(service.read_only, true, name);
    assert.deepEqual(service.cap_drop, ["ALL"], name);
    assert.match(String(service.mem_limit), /^\d+[mg]$/, name);
    assert.ok(service.stop_grace_period, name);
    for (const { condition } of Object.values(service.depends_on ?? {})) {
      assert.equal(condition, "service_healthy", name);
    }
    assert.ok(service.healthcheck ?? name.startsWith("parley-"), `${name}: the image of Parley brings its own`);
  }
});

Deno.test("what compose.yaml asks of the operator and sets for an instance is in .env.example", () => {
  const documented = new Set([...read(".env.example").matchAll(/^#? ?([A-Z][A-Z0-9_]*)=/gm)].map(([, key]) => key));
  const asked = [...(text + read("compose.tls.yaml")).matchAll(/\$\{(\w+)/g)].map(([, key]) => key);
  const set = instances.flatMap(([, { environment }]) => Object.keys(environment ?? {}));
  assert.deepEqual([...asked, ...set].filter((key) => !documented.has(key)), []);
});

Deno.test("the image is built in two stages on one pinned Deno, and runs as nobody with the server's permissions", () => {
  const dockerfile = read("Dockerfile");
  const bases = [...dockerfile.matchAll(/^FROM denoland\/deno:\w+-([\d.]+)( AS build)?$/gm)];
  assert.equal(bases.length, 2);
  assert.equal([...dockerfile.matchAll(/^FROM /gm)].length, 2);
  assert.equal(new Set(bases.map(([, version]) => version)).size, 1);
  assert.ok(read(".ci/run").includes(`deno@${bases[0][1]} `), "the gate and the image run the same Deno");

  const last = dockerfile.slice(dockerfile.lastIndexOf("\nFROM "));
  assert.match(last, /^USER [1-9]\d*:[1-9]\d*$/m);
  assert.match(last, /^CMD \["run", .*"-P=server", "_fresh\/serve\.js"\]$/m);
  assert.match(last, /^HEALTHCHECK /m);
  assert.doesNotMatch(dockerfile, /"-A"|allow-all|allow-run|allow-ffi|SECRET|PASSWORD/);
});

Deno.test("the image's health check asks the port that PORT names, and says by its exit code what it heard", async () => {
  const [, json = "[]"] = /^HEALTHCHECK [^]*?CMD (\[.*\])$/m.exec(read("Dockerfile")) ?? [];
  const [, ...args]: string[] = JSON.parse(json);
  let status = 200;
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response("", { status }),
  );
  const ask = async () => {
    const env = { PORT: `${server.addr.port}` };
    return (await new Deno.Command(Deno.execPath(), { args, cwd: root, env, stdout: "null" }).output()).code;
  };
  assert.equal(await ask(), 0);
  status = 503;
  assert.equal(await ask(), 1);
});

Deno.test("neither secrets nor what is made on this machine get into the image", () => {
  const ignored = read(".dockerignore").split("\n");
  for (const name of [".git", ".env", ".env.*", "data", "node_modules", "_fresh"]) {
    assert.ok(ignored.includes(name), name);
  }
});
