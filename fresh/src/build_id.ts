// Which build this code belongs to. It is part of every immutable URL, so that a new build is never answered from an
// old cache.

const CHUNK = /\/_fresh\/js\/([^/]+)\//;

/** Identifier of the build. In the browser, the chunk's own URL tells it. */
export let BUILD_ID: string = CHUNK.exec(import.meta.url)?.[1] ?? "0";

/** Sets the identifier, on the server. */
export function setBuildId(id: string): void {
  BUILD_ID = id;
}
