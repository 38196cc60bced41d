// A document that is the same for everybody until the next version: made once, when somebody first asks, and sent again only to
// those who do not hold it yet.

import { publicApi } from "./api.ts";

interface Made {
  text: string;
  etag: string;
}

/** How long nobody needs to ask again. */
const FRESH = "public, max-age=300";

/** @param make called once a process @returns the handlers of its route: 200, or 304 to an `If-None-Match` that holds */
export function documentRoute(make: () => object): ReturnType<typeof publicApi> {
  let made: Promise<Made> | undefined;
  return publicApi({
    GET: async ({ req }) => {
      const { text, etag } = await (made ??= ready(make()));
      const headers = new Headers({ "cache-control": FRESH, etag });
      // A proxy that compresses makes a strong tag a weak one: both are this document.
      const held = (req.headers.get("if-none-match") ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
      if (held.includes(etag) || held.includes("*")) return new Response(null, { status: 304, headers });
      headers.set("content-type", "application/json");
      return new Response(text, { headers });
    },
  });
}

async function ready(document: object): Promise<Made> {
  const text = JSON.stringify(document);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return { text, etag: `"${hash.subarray(0, 16).toHex()}"` };
}
