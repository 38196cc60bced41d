// A file that goes out: chosen, uploaded, then part of a message. Small enough to be kept as text; its bytes are kept apart
// (`blobs.ts`), and how far it got is known to `uploads.ts` alone.

import type { FileView } from "../../protocol/views.ts";
import { isObject } from "../incoming.ts";

export interface Outgoing {
  /** its name on this device */
  key: string;
  name: string;
  /** bytes */
  size: number;
  content_type: string;
  /** of a picture, in pixels, once it was looked at */
  width?: number;
  height?: number;
  /** once the server has it */
  file?: FileView;
}

export const isUploaded = (files: readonly Outgoing[] = []): boolean => files.every((it) => it.file !== undefined);

/** The files as a message has them, of which all are uploaded. */
export const uploaded = (files: readonly Outgoing[] = []): FileView[] => files.flatMap((it) => it.file ?? []);

const isText = (value: unknown): value is string => typeof value === "string";
const isNumber = (value: unknown): value is number => typeof value === "number";

/** Whether an answer's file has what is shown of it. */
export const isFileView = (value: unknown): value is FileView =>
  isObject(value) && isText(value.id) && isText(value.name) && isNumber(value.size) && isText(value.content_type) &&
  isText(value.url);

/** What was kept as text; what an older version or another program left there is no reason to fail. */
export function parseOutgoing(value: unknown): Outgoing[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((it: unknown) => {
    if (!isObject(it) || !isText(it.key) || !isText(it.name) || !isNumber(it.size) || !isText(it.content_type)) {
      return [];
    }
    const { key, name, size, content_type, width, height, file } = it;
    const shape = isNumber(width) && isNumber(height) ? { width, height } : {};
    return [{ key, name, size, content_type, ...shape, ...(isFileView(file) ? { file } : {}) }];
  });
}
