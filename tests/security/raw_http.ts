// HTTP by hand, for what no client would send.

/** Bytes as they are, and what comes back until the server closes or `ms` have passed. */
export async function raw(url: string, text: string, ms = 5_000): Promise<string> {
  const { hostname, port } = new URL(url);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  await connection.write(new TextEncoder().encode(text));
  let said = "";
  const buffer = new Uint8Array(65_536);
  const late = performance.now() + ms;
  const timers: ReturnType<typeof setTimeout>[] = [];
  while (performance.now() < late) {
    const n = await Promise.race([
      connection.read(buffer).catch(() => null),
      new Promise<null>((resolve) => timers.push(setTimeout(() => resolve(null), late - performance.now()))),
    ]);
    if (n === null) break;
    said += new TextDecoder().decode(buffer.subarray(0, n));
    said = said.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/i, "");
    if (!/connection: close/i.test(text) && said.includes("\r\n\r\n")) break;
  }
  timers.forEach(clearTimeout);
  return said;
}
