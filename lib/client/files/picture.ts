// A picture of a person or of a group goes up: cut here, then stored. Loaded when one is chosen.

import { ApiError } from "../http.ts";
import { post } from "./post.ts";
import { squareOf } from "./square.ts";

/**
 * @returns the address under which it is from now on
 * @throws ApiError; `unreadable`: the file is no picture that this browser can read
 */
export async function uploadPicture(file: Blob): Promise<string> {
  const square = await squareOf(file);
  if (square === undefined) throw new ApiError(0, "unreadable", "");
  const { url } = await post(square, "picture.jpg", new AbortController().signal, () => {});
  return url;
}
