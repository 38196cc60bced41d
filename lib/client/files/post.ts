// One upload. By XMLHttpRequest, which alone tells how much has left: `fetch` says nothing until the answer.

import type { FileView } from "../../protocol/views.ts";
import { ApiError } from "../http.ts";
import { isObject } from "../incoming.ts";
import { isFileView } from "./outgoing.ts";

/**
 * @param signal gives it up
 * @param onProgress the share that has left, 0 to 1
 * @throws ApiError; `status` 0: the server was not reached, or it was given up
 */
export type Post = (
  blob: Blob,
  name: string,
  signal: AbortSignal,
  onProgress: (sent: number) => void,
) => Promise<FileView>;

export const post: Post = (blob, name, signal, onProgress) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", blob, name);
    request.open("POST", "/api/v1/files");
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onload = () => {
      const answer = parse(request.responseText);
      if (request.status === 201 && isObject(answer) && isFileView(answer.file)) return resolve(answer.file);
      reject(refusal(request.status, answer));
    };
    request.onerror = request.onabort = () => reject(new ApiError(0, "unreachable", ""));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusal(status: number, answer: unknown): ApiError {
  const text = (value: unknown) => typeof value === "string" ? value : "";
  return isObject(answer)
    ? new ApiError(status, text(answer.code), text(answer.error))
    : new ApiError(status, "internal", "");
}
