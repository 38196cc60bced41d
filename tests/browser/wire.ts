// A wire between browser and server that can be cut: connections break and new ones are refused, as with a real network. (The browser's
// own "offline" leaves open WebSockets alone.)

export interface Wire extends AsyncDisposable {
  url: string;
  cut(): void;
  /** From now on nothing passes, and nothing says so: what is open stays so, and what is opened gets no answer. */
  hush(): void;
  /** Ends what `cut` or `hush` began. */
  mend(): void;
  /** From now on the browser sees `as` where the server says `name`, of the same length, and the other way round. */
  rename(name: string, as: string): void;
}

/** @param port of the server on loopback */
export function wireTo(port: number): Wire {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.Conn>();
  let isCut = false;
  let isSilent = false;
  let [inside, outside] = ["", ""];

  const join = async (near: Deno.Conn) => {
    if (isCut) return near.close();
    if (isSilent) return open.add(near);
    const far = await Deno.connect({ hostname: "127.0.0.1", port });
    open.add(near).add(far);
    await Promise.allSettled([
      near.readable.pipeThrough(unlessSilent()).pipeThrough(replacing(outside, inside)).pipeTo(far.writable),
      far.readable.pipeThrough(unlessSilent()).pipeThrough(replacing(inside, outside)).pipeTo(near.writable),
    ]);
    open.delete(near);
    open.delete(far);
  };
  const unlessSilent = () =>
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (piece, out) => isSilent ? undefined : out.enqueue(piece),
    });
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
    hush: () => void (isSilent = true),
    mend: () => {
      // Of what fell silent pieces are missing.
      if (isSilent) dropAll();
      isCut = isSilent = false;
    },
    rename: (name, as) => {
      [inside, outside] = [name, as];
      dropAll();
    },
    [Symbol.asyncDispose]: async () => {
      listener.close();
      dropAll();
      await accepting.catch(() => {});
    },
  };
}

/** So much of the word at the end of a piece is waited with: fewer bytes look like its beginning by chance. */
const LEAST = 4;

/** One word for another of the same length, also where it stands across two pieces. */
function replacing(word: string, by: string): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let kept = "";
  return new TransformStream({
    transform: (piece, out) => {
      if (word === "") return out.enqueue(piece);
      const text = (kept + Array.from(piece, (byte) => String.fromCharCode(byte)).join("")).replaceAll(word, by);
      const whole = text.length - begun(text, word);
      kept = text.slice(whole);
      if (whole > 0) out.enqueue(bytesOf(text.slice(0, whole)));
    },
    flush: (out) => void (kept !== "" && out.enqueue(bytesOf(kept))),
  });
}

/** How many characters at the end of the text are the beginning of the word. */
function begun(text: string, word: string): number {
  for (let n = word.length - 1; n >= LEAST; n--) if (text.endsWith(word.slice(0, n))) return n;
  return 0;
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (it) => it.charCodeAt(0));
