// What a file is, by its first bytes alone: what its sender says of it is not believed. Only what browsers may show without running
// any of it keeps its type; everything else, SVG and HTML among it, is bytes to be saved.

import { typeHandlers } from "image-size/types";

/** What is known of a file's content. */
export interface FileKind {
  content_type: string;
  /** in pixels as it is shown; of pictures only */
  width?: number;
  height?: number;
}

/** Bytes to be saved. */
export const PLAIN = "application/octet-stream";

/** Pictures that browsers show, and by which format their size is read. */
const PICTURES = new Map(
  [
    ["image/png", "png"],
    ["image/apng", "png"],
    ["image/jpeg", "jpg"],
    ["image/gif", "gif"],
    ["image/webp", "webp"],
    ["image/avif", "heif"],
  ] as const,
);
type PictureType = Parameters<typeof PICTURES.get>[0];

/** What browsers play; none of it can hold script. */
const MEDIA = new Set<string>([
  "audio/mpeg",
  "audio/ogg",
  "audio/wav",
  "audio/x-m4a",
  "audio/mp4",
  "audio/flac",
  "video/mp4",
  "video/webm",
  "video/ogg",
  "video/quicktime",
]);

/** Whether browsers may show it where they stand, rather than save it. */
export const isShown = (contentType: string): boolean => isPictureType(contentType) || MEDIA.has(contentType);

const isPictureType = (type: string): type is PictureType => (PICTURES as ReadonlyMap<string, string>).has(type);

/**
 * @param head the first bytes, as many as there are up to 128 KiB
 * @param maxPixels a picture with more, or one whose size cannot be read, is bytes to be saved: to show it would cost its viewers
 * gigabytes
 */
export async function kindOf(head: Uint8Array, maxPixels: number): Promise<FileKind> {
  const mime = await sniffed(head);
  if (MEDIA.has(mime)) return { content_type: mime };
  if (!isPictureType(mime)) return { content_type: SAVED.has(mime) ? mime : PLAIN };
  const size = sizeOf(head, PICTURES.get(mime)!);
  if (size === undefined || size.width * size.height > maxPixels) return { content_type: PLAIN };
  return { content_type: mime, ...size };
}

/** What is told of a file that is saved, for its sign beside the name; it is never served as that. */
const SAVED = new Set(["application/pdf", "application/zip", "application/gzip", "application/x-7z-compressed"]);

/** Nobody who parses what strangers send can promise to do so without throwing. */
async function sniffed(head: Uint8Array): Promise<string> {
  const { fileTypeFromBuffer } = await import("file-type"); // 6 MB, for those who send files
  try {
    const mime = (await fileTypeFromBuffer(head))?.mime ?? "";
    return mime.split(";")[0]!; // "audio/ogg; codecs=opus"
  } catch {
    return "";
  }
}

type Format = typeof PICTURES extends ReadonlyMap<unknown, infer F> ? F : never;

function sizeOf(head: Uint8Array, format: Format): { width: number; height: number } | undefined {
  try {
    const found = typeHandlers.get(format)?.calculate(head);
    if (found === undefined) return undefined;
    // A file of several pictures is as large as its largest.
    const width = Math.max(found.width, ...(found.images ?? []).map((it) => it.width));
    const height = Math.max(found.height, ...(found.images ?? []).map((it) => it.height));
    if (!(width >= 1 && height >= 1 && Number.isSafeInteger(width * height))) return undefined;
    // EXIF: from 5 on it lies on its side.
    const isTurned = (found.orientation ?? 1) >= 5 && (found.orientation ?? 1) <= 8;
    return isTurned ? { width: height, height: width } : { width, height };
  } catch {
    return undefined;
  }
}
