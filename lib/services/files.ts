// Files: taking one in while it arrives, and giving out what somebody may read. Of no file more than a piece is ever held. What is not
// all here is nobody's to see, and what breaks off leaves nothing.

import * as rows from "../../db/files.ts";
import { SqlError } from "../../db/sql.ts";
import { invalidField, notFound, ParleyError } from "../protocol/errors.ts";
import type { FileView } from "../protocol/views.ts";
import type { Actor, Deps } from "./deps.ts";
import { fileName } from "./file_names.ts";
import { kindOf } from "./file_types.ts";
import { newId } from "./ids.ts";
import { send, type Target } from "./messages.ts";
import { fileView } from "./views.ts";
import type { Sent } from "./writer.ts";

type FileDeps = Pick<Deps, "db" | "limits" | "uploads" | "metrics">;

/** A file on its way. */
export interface Incoming {
  /** as its sender calls it */
  name: string;
  /** how many bytes may come, where that is known */
  atMost: number | undefined;
  /** they end only when all that was sent is here, and throw where it is not what it should be */
  bytes: AsyncIterable<Uint8Array>;
}

/**
 * Takes a file in. It is its owner's alone until a message holds it.
 * @returns once all of it is stored
 * @throws ParleyError `rate_limited` `limit_reached` (too many bytes of one's own) `too_large`, and what its bytes throw
 */
export async function upload(deps: FileDeps, actor: Actor, incoming: Incoming): Promise<FileView> {
  const end = await deps.uploads.begin(actor.userId);
  try {
    return await stored(deps, actor, incoming);
  } finally {
    end();
  }
}

async function stored(deps: FileDeps, actor: Actor, { name, atMost, bytes }: Incoming): Promise<FileView> {
  const { db, limits } = deps;
  const id = newId();
  await reserve(deps, actor, id, fileName(name), Math.min(atMost ?? Infinity, limits.fileBytes));
  try {
    const { head, size } = await keep(deps, id, bytes);
    const kind = await kindOf(head, limits.imagePixels);
    const row = await rows.finishFile(db, { id, size, ...kind }, limits.unusedFileHours * 3_600);
    if (row === undefined) throw tookTooLong();
    deps.metrics.counts.uploadedBytes += size;
    return fileView(row);
  } catch (error) {
    await rows.removeFile(db, id).catch(() => {}); // the sweeper will
    // A piece came for a file that the sweeper has removed.
    throw error instanceof SqlError && error.kind === "foreign_key" ? tookTooLong() : error;
  }
}

const tookTooLong = () => invalidField("file", "it took too long");

/** What may come counts from now on: of two uploads at once, not both can take what is left. */
const reserve = ({ db, limits }: FileDeps, actor: Actor, id: string, name: string, reserved: number): Promise<void> =>
  db.transaction(async (tx) => {
    if (await rows.takenBy(tx, actor.userId) + reserved > limits.fileBytesPerPerson) {
      throw new ParleyError("limit_reached", `Your files may take ${limits.fileBytesPerPerson} bytes together.`);
    }
    await rows.beginFile(tx, { id, ownerId: actor.userId, name, reserved, seconds: limits.uploadSeconds });
  });

/** Stores the bytes piece by piece; the next ones are asked for when a piece is stored. */
async function keep({ db, limits }: FileDeps, id: string, bytes: AsyncIterable<Uint8Array>) {
  const piece = new Uint8Array(rows.CHUNK_BYTES);
  let [filled, count, size] = [0, 0, 0];
  let head: Uint8Array | undefined;
  const flush = async () => {
    head ??= piece.slice(0, filled);
    if (filled > 0) await rows.putChunk(db, id, count++, piece.subarray(0, filled));
    filled = 0;
  };
  for await (let part of bytes) {
    size += part.byteLength;
    if (size > limits.fileBytes) throw new ParleyError("too_large", `A file may have ${limits.fileBytes} bytes.`);
    while (part.byteLength > 0) {
      const taken = part.subarray(0, piece.byteLength - filled);
      piece.set(taken, filled);
      filled += taken.byteLength;
      part = part.subarray(taken.byteLength);
      if (filled === piece.byteLength) await flush();
    }
  }
  await flush();
  return { head: head ?? new Uint8Array(), size };
}

/**
 * Takes a file in and sends it.
 * @param contentOf the words beside it, known once it is here
 * @returns what became of the message
 * @throws ParleyError as `upload` and `send` do; then nothing of it stays
 */
export async function sendFile(
  deps: Deps,
  actor: Actor,
  target: Target,
  incoming: Incoming,
  contentOf: () => string,
): Promise<{ message: Sent; file: FileView }> {
  const file = await upload(deps, actor, incoming);
  try {
    const said = { content: contentOf(), message_type: "file" as const, attachments: [file.id] };
    return { message: await send(deps, actor, target, said), file };
  } catch (error) {
    await rows.removeFile(deps.db, file.id).catch(() => {}); // the sweeper will
    throw error;
  }
}

/** @throws ParleyError `not_found` */
export async function readable(deps: Pick<Deps, "db">, actor: Actor, fileId: string): Promise<FileView> {
  const row = await rows.readableFile(deps.db, actor.userId, fileId);
  if (row === undefined) throw notFound("This file");
  return fileView(row);
}

/**
 * The bytes from `from` up to and without `to`, piece by piece, as they are asked for. Whether they may be read was judged before.
 * @throws Error: the file went meanwhile
 */
export async function* bytesOf(
  { db }: Pick<Deps, "db">,
  fileId: string,
  from: number,
  to: number,
): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to;) {
    const n = Math.floor(at / rows.CHUNK_BYTES);
    const piece = await rows.readChunk(db, fileId, n);
    if (piece === undefined) throw new Error("a file went while it was read");
    const start = n * rows.CHUNK_BYTES;
    yield piece.subarray(at - start, Math.min(to - start, piece.byteLength));
    at = start + piece.byteLength;
  }
}
