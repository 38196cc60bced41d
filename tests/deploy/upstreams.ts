// Small servers that stand for instances behind nginx: they answer what they were asked, echo sockets, and count.

/** Some of them, on free ports. */
export interface Upstreams extends AsyncDisposable {
  /** As nginx wants them, such as `127.0.0.1:15000`. */
  readonly addresses: string[];
  /** How many requests with this method arrived, sockets included. */
  requests(method: string): number;
}

/** Starts `count` of them; each answers `{instance, url, headers}` and calls that public for a year. */
export function startUpstreams(count: number): Upstreams {
  const seen: string[] = [];
  const servers = Array.from(
    { length: count },
    (_, instance) =>
      Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
        seen.push(request.method);
        if (request.headers.get("upgrade") === "websocket") return echo(request);
        await request.body?.cancel();
        const body = { instance, url: request.url, headers: Object.fromEntries(request.headers) };
        return Response.json(body, { headers: { "cache-control": "public, max-age=31536000, immutable" } });
      }),
  );

  let ended: Promise<unknown> | undefined;
  return {
    addresses: servers.map(({ addr }) => `127.0.0.1:${addr.port}`),
    requests: (method) => seen.filter((it) => it === method).length,
    [Symbol.asyncDispose]: async () => void await (ended ??= Promise.all(servers.map((server) => server.shutdown()))),
  };
}

/** One that crashes at every request: it reads it and closes the connection without an answer. */
export function startCrashing(): { address: string; requests(): number } & Disposable {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  let count = 0;
  (async () => {
    for await (using connection of listener) {
      if (await connection.read(new Uint8Array(4096))) count++;
    }
  })();
  return {
    address: `127.0.0.1:${listener.addr.port}`,
    requests: () => count,
    [Symbol.dispose]: () => listener.close(),
  };
}

/** One that sends to every socket more than any buffer between here and there holds; `cut` resolves when a socket ends. */
export function startFlooding(): { address: string; cut: Promise<void> } & AsyncDisposable {
  const { promise: cut, resolve } = Promise.withResolvers<void>();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    const { socket, response } = Deno.upgradeWebSocket(request);
    socket.onopen = () => {
      for (let sent = 0; sent < 32; sent++) socket.send(new Uint8Array(1024 * 1024));
    };
    socket.onerror = socket.onclose = () => resolve();
    return response;
  });
  return {
    address: `127.0.0.1:${server.addr.port}`,
    cut,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

function echo(request: Request): Response {
  const { socket, response } = Deno.upgradeWebSocket(request, { protocol: "parley.v1" });
  socket.onmessage = ({ data }) => socket.send(data);
  return response;
}
