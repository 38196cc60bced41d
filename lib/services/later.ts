// What the contract names and a later issue brings: refused in one way until then, never silently dropped.

import { ParleyError } from "../protocol/errors.ts";

/** @throws ParleyError `not_supported_yet`, always */
export function later(): never {
  throw new ParleyError("not_supported_yet", "This server cannot do that yet.");
}
