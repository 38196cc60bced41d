// Uploads with what a browser has: its requests, its storage, its decoder, its locks.

import { blobShelf } from "./blobs.ts";
import { measure } from "./measure.ts";
import { post } from "./post.ts";
import { type UploadDeps, Uploads } from "./uploads.ts";

/** @param me whose */
export const makeUploads = (
  me: string,
  deps: Pick<UploadDeps, "outbox" | "limits" | "tray" | "transfers" | "own">,
): Uploads => new Uploads({ ...deps, shelf: blobShelf(me), post, measure, alone });

/** Plain HTTP has no locks: there, two windows may upload the same file, and its message is still sent once. */
async function alone(name: string, work: () => Promise<void>): Promise<void> {
  if ("locks" in navigator) await navigator.locks.request(name, work);
  else await work();
}
