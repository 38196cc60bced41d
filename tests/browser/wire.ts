// A wire between browser and server that can be cut: connections break and new ones are refused, as with a real network. (The browser's
// own "offline" leaves open WebSockets alone.)

export interface Wire extends AsyncDisposable {
  url: string;
  cut(): void;
  mend(): void;
}

/** @param port of the server on loopback */
export function wireTo(port: number): Wire {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.Conn>();
  let isCut = false;

  const join = async (near: Deno.Conn) => {
    if (isCut) return near.close();
    const far = await Deno.connect({ hostname: "127.0.0.1", port });
    open.add(near).add(far);
    await Promise.allSettled([near.readable.pipeTo(far.writable), far.readable.pipeTo(near.writable)]);
    open.delete(near);
    open.delete(far);
  };
  const accepting = (async () => {
    for await (const conn of listener) join(conn).catch(() => {});
  })();
  const dropAll = () => {
    for (const conn of open) {
      try {
        conn.close();
      } catch {
        // its other half has closed it
      }
    }
    open.clear();
  };
  return {
    url: `http://127.0.0.1:${listener.addr.port}`,
    cut: () => {
      isCut = true;
      dropAll();
    },
    mend: () => void (isCut = false),
    [Symbol.asyncDispose]: async () => {
      listener.close();
      dropAll();
      await accepting.catch(() => {});
    },
  };
}
