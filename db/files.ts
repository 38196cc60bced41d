// Files as they come, are read, and go. Their bytes are pieces of one size, so that any part of a file is found without the rest.

import { fileJson, type FileRow, isReadable } from "./file_rows.ts";
import type { Sql } from "./sql.ts";

/** Bytes of a piece; every one but a file's last has so many, and the table is full of them: this never changes. */
export const CHUNK_BYTES = 128 * 1024;

export interface NewFile {
  id: string;
  ownerId: string;
  name: string;
  /** what may come at most, in bytes */
  reserved: number;
  /** how long its upload may take */
  seconds: number;
}

/** Bytes that somebody's files take, those on their way included. Locks the person: of two who count, one waits. */
export async function takenBy(tx: Sql, ownerId: string): Promise<number> {
  await tx.query("select 1 from users where id = $1 for no key update", [ownerId]);
  const [row] = await tx.query<{ taken: number }>(
    "select coalesce(sum(size), 0)::bigint as taken from files where owner_id = $1",
    [ownerId],
  );
  return row?.taken ?? 0;
}

/** A file that nobody sees until it is stored. */
export const beginFile = (tx: Sql, { id, ownerId, name, reserved, seconds }: NewFile): Promise<unknown[]> =>
  tx.query(
    `insert into files (id, owner_id, name, size, expires_at)
     values ($1, $2, $3, $4, statement_timestamp() + make_interval(secs => $5))`,
    [id, ownerId, name, reserved, seconds],
  );

/** Its `n`th piece, from 0 on. */
export const putChunk = (sql: Sql, fileId: string, n: number, bytes: Uint8Array): Promise<unknown[]> =>
  sql.query("insert into file_chunks (file_id, n, bytes) values ($1, $2, $3)", [fileId, n, bytes]);

/** What is known of a file once all of it is here. */
export type StoredFile = Pick<FileRow, "id" | "size" | "content_type" | "width" | "height">;

/**
 * All of it is here: its owner may use it.
 * @param unusedSeconds after which it goes if nothing holds it
 * @returns undefined: it took too long, and is gone
 */
export async function finishFile(sql: Sql, file: StoredFile, unusedSeconds: number): Promise<FileRow | undefined> {
  const [row] = await sql.query<{ file: FileRow }>(
    `update files f set size = $2, content_type = $3, width = $4, height = $5, stored_at = statement_timestamp(),
            expires_at = statement_timestamp() + make_interval(secs => $6)
      where id = $1 and stored_at is null returning ${fileJson("f")} as file`,
    [file.id, file.size, file.content_type, file.width ?? null, file.height ?? null, unusedSeconds],
  );
  return row?.file;
}

/** It broke off, or its message was not sent: nothing of it stays, unless something holds it by now. */
export const removeFile = (sql: Sql, fileId: string): Promise<unknown[]> =>
  sql.query(
    "delete from files f where id = $1 and not exists (select 1 from messages g where g.attachments <> '{}' and g.attachments @> array[f.id])",
    [fileId],
  );

/** @returns undefined if there is no such file, or none that the viewer may read */
export async function readableFile(sql: Sql, viewerId: string, fileId: string): Promise<FileRow | undefined> {
  const [row] = await sql.query<{ file: FileRow }>(
    `select ${fileJson("f")} as file from files f where f.id = $2 and ${isReadable("f", "$1")}`,
    [viewerId, fileId],
  );
  return row?.file;
}

/** @returns undefined: the file is gone meanwhile */
export async function readChunk(sql: Sql, fileId: string, n: number): Promise<Uint8Array | undefined> {
  const [row] = await sql.query<{ bytes: Uint8Array }>(
    "select bytes from file_chunks where file_id = $1 and n = $2",
    [fileId, n],
  );
  return row?.bytes;
}

/** Somebody's own stored picture, locked against being removed until the transaction ends. */
export async function ownPicture(tx: Sql, ownerId: string, fileId: string): Promise<FileRow | undefined> {
  const [row] = await tx.query<{ file: FileRow }>(
    `select ${fileJson("f")} as file from files f
      where f.id = $2 and f.owner_id = $1 and f.stored_at is not null and f.width is not null for key share`,
    [ownerId, fileId],
  );
  return row?.file;
}

/** What somebody has uploaded, by id. @param after the last one of the page before */
export async function ownFiles(
  sql: Sql,
  ownerId: string,
  after: string | undefined,
  limit: number,
): Promise<FileRow[]> {
  const rows = await sql.query<{ file: FileRow }>(
    `select ${fileJson("f")} as file from files f
      where f.owner_id = $1 and f.stored_at is not null and ($2::uuid is null or f.id > $2::uuid) order by f.id limit $3`,
    [ownerId, after ?? null, limit],
  );
  return rows.map((row) => row.file);
}
