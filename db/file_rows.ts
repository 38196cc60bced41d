// A file as queries read it, and who may read it: the one door for its bytes, and for putting it into a message.

import { notHidden } from "./hidden.ts";

/** What is told of a file that is all here. */
export interface FileRow {
  id: string;
  name: string;
  /** bytes */
  size: number;
  content_type: string;
  /** in pixels, of a picture that browsers may show; else left out */
  width?: number;
  height?: number;
}

/** One FileRow. @param file the alias of `files` */
export const fileJson = (file: string): string =>
  `json_strip_nulls(json_build_object(${
    ["id", "name", "size", "content_type", "width", "height"].map((name) => `'${name}', ${file}.${name}`).join(", ")
  }))`;

/** FileRow[] of what a message holds, in its order; null: nothing. @param message an alias that has its `attachments` */
export const attachmentsJson = (message: string): string =>
  `case when ${message}.attachments <> '{}' then (
     select coalesce(json_agg(${fileJson("held")} order by place.n), '[]')
       from unnest(${message}.attachments) with ordinality as place(id, n) join files held on held.id = place.id
   ) end`;

/**
 * A condition: the viewer may read the file. They have uploaded it, may see a message that holds it, or see whose picture it is:
 * a person's, or that of a group that they are in or could find.
 * @param file the alias of `files` @param viewer an expression for the viewer's id
 */
export const isReadable = (file: string, viewer: string): string =>
  `${file}.stored_at is not null and (${file}.owner_id = ${viewer} or exists (
     select 1 from messages holding
       join members reader on reader.conversation_id = holding.conversation_id and reader.user_id = ${viewer}
      where holding.attachments <> '{}' and holding.attachments @> array[${file}.id] and reader.left_at is null
        and holding.seq >= reader.first_seq and holding.deleted_at is null and holding.recalled_at is null
        and ${notHidden("holding", viewer)}
   ) or exists (
     select 1 from users shown where shown.avatar like '/uploads/%' and split_part(shown.avatar, '/', 3) = ${file}.id::text
   ) or exists (
     select 1 from groups shown where shown.avatar like '/uploads/%' and split_part(shown.avatar, '/', 3) = ${file}.id::text
        and shown.deleted_at is null and (not shown.is_private or exists (
          select 1 from members reader where reader.conversation_id = shown.id and reader.user_id = ${viewer}
             and reader.left_at is null
        ))
   ))`;
