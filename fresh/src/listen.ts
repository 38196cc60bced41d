// Starts `Deno.serve` for `App.listen()` and says where.

/** Options of `Deno.serve`, all optional. */
export type ListenOptions =
  & Partial<Deno.ServeTcpOptions & Deno.TlsCertifiedKeyPem>
  & { remoteAddress?: string };

type Handler = (request: Request, info?: Deno.ServeHandlerInfo) => Promise<Response>;

/** Serves on `options.port`, or on the first free port of 8000 to 8019. */
export function serve(handler: Handler, basePath: string, options: ListenOptions): Deno.HttpServer {
  const protocol = "cert" in options && options.cert ? "https" : "http";
  const onListen = options.onListen ?? (({ hostname, port }: Deno.NetAddr) => {
    const host = hostname.includes(":") ? `[${hostname}]` : hostname;
    console.log(`Fresh ready: ${protocol}://${host}:${port}${basePath}/`);
  });
  if (options.port) return Deno.serve({ ...options, onListen }, handler);
  for (let port = 8000;; port++) {
    try {
      return Deno.serve({ ...options, onListen, port }, handler);
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse) || port >= 8019) throw error;
    }
  }
}
