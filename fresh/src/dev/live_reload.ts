// Reloads the browser after a rebuild: a socket tells it the build's revision, also after the server was restarted.
import { join } from "node:path";
import { isNoInput } from "./files.ts";

/** Path of the socket, below the app's base path. */
export const ALIVE = "/_frsh/alive";

/** The script for the page. */
export function reloadScript(basePath: string): string {
  const path = JSON.stringify(basePath + ALIVE);
  return `let seen;(function connect(){const socket=new WebSocket(new URL(${path},location.href));` +
    `socket.onmessage=({data})=>{if(seen&&seen!==data)location.reload();` +
    `seen=data};socket.onclose=()=>setTimeout(connect,300)})()`;
}

/** The server's end: sockets of open pages. */
export class Reloader {
  #sockets = new Set<WebSocket>();
  #revision = Date.now();

  /** Answers the request of a page's socket. */
  connect(req: Request): Response {
    if (req.headers.get("upgrade") !== "websocket") return new Response(null, { status: 501 });
    const { socket, response } = Deno.upgradeWebSocket(req);
    socket.onopen = () => {
      this.#sockets.add(socket);
      socket.send(String(this.#revision));
    };
    socket.onclose = () => this.#sockets.delete(socket);
    return response;
  }

  /** Makes every open page reload. */
  reload(): void {
    this.#revision = Date.now();
    for (const socket of this.#sockets) socket.send(String(this.#revision));
  }
}

/** Calls `onChange` after each burst of changes below `root`. */
export async function watch(root: string, onChange: () => Promise<void>): Promise<void> {
  const watched: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(root)) {
    if (isDirectory && !isNoInput(name)) watched.push(join(root, name));
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  for await (const { kind } of Deno.watchFs(watched)) {
    if (kind === "access") continue;
    clearTimeout(timer);
    timer = setTimeout(() => onChange().catch((error) => console.error(error)), 100);
  }
}
