// What a file is to a reader: a picture, something to play, or something to download; and how large a picture is shown. Pure.

import type { FileView } from "../../protocol/views.ts";

export type FileKind = "image" | "video" | "audio" | "file";

/** What of a file tells its kind, whether it was uploaded or not yet. */
export type Typed = Pick<FileView, "name" | "content_type">;

/** What every browser of today shows in an `<img>`; SVG is a document, and never among them. */
const PICTURES = new Set(["image/png", "image/apng", "image/jpeg", "image/gif", "image/webp", "image/avif"]);
/** CSS pixels that the picture of a message takes at most. */
const SHOWN = { width: 352, height: 320 };
/** A name's ending that tells a reader something. */
const ENDING = /\.([\p{L}\p{N}]{1,5})$/u;

export function kindOf({ content_type }: Typed): FileKind {
  if (PICTURES.has(content_type)) return "image";
  const [family] = content_type.split("/");
  return family === "video" || family === "audio" ? family : "file";
}

/** Whether it lies on this server: nothing else is loaded into a page. */
export const isOwn = (url: string | undefined): url is string => url?.startsWith("/uploads/") ?? false;

/** The ending of a name in capitals, such as PDF; "" if it has none. */
export const endingOf = (name: string): string => ENDING.exec(name)?.[1]?.toUpperCase() ?? "";

/** The size in which a picture is shown: as it is, or smaller. Where its own is not known, room is kept for a usual one. */
export function fitted({ width, height }: Pick<FileView, "width" | "height">): { width: number; height: number } {
  if (!width || !height) return { width: 320, height: 240 };
  const scale = Math.min(1, SHOWN.width / width, SHOWN.height / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
